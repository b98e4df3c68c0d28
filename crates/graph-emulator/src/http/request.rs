//! HTTP requests.

use std::borrow::Cow;

use messenger_personas::HttpRequest;
use percent_encoding::percent_decode_str;

/// An HTTP request.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, such as `GET`.
    pub method: String,
    /// Scheme and host of the emulator's URL, such as `http://127.0.0.1:4010`. URLs in responses
    /// start with it.
    pub origin: String,
    /// Path and query, as in the request line.
    pub target: String,
    /// Names and values; the case of names does not matter.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: &str, origin: &str, target: &str) -> Self {
        Self {
            method: method.to_owned(),
            origin: origin.to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The value of the first header with this name, ignoring case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Whether the request is for the control plane.
    #[must_use]
    pub fn is_control(&self) -> bool {
        self.path().next().is_some_and(|first| first == "_emulator")
    }

    /// The segments of the path, decoded.
    pub(crate) fn segments(&self) -> Vec<Cow<'_, str>> {
        self.path().collect()
    }

    fn path(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let path = self.target.split(['?', '#']).next().unwrap_or_default();
        path.split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy())
    }

    pub(crate) fn query(&self) -> &str {
        let target = self.target.split('#').next().unwrap_or_default();
        target.split_once('?').map_or("", |(_, query)| query)
    }
}

/// Converts a request of the core.
impl From<HttpRequest> for Request {
    fn from(request: HttpRequest) -> Self {
        let path = request.url.find("://").map_or(0, |scheme| scheme + 3);
        let host_end = request
            .url
            .char_indices()
            .find(|&(index, c)| index >= path && matches!(c, '/' | '?'))
            .map_or(request.url.len(), |(index, _)| index);
        let (origin, target) = request.url.split_at(host_end);
        Self {
            method: request.method.as_str().to_owned(),
            origin: origin.to_owned(),
            target: target.to_owned(),
            headers: request
                .headers
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            body: request.body.map(String::into_bytes).unwrap_or_default(),
        }
    }
}

/// Omits query, headers and body, which may contain a token.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("origin", &self.origin)
            .field("path", &path)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_and_decoded() {
        let request = Request::new("GET", "http://a", "//v26.0/m%65/?x=/y#/z");
        assert_eq!(request.segments(), ["v26.0", "me"]);
        assert_eq!(request.query(), "x=/y");
    }

    #[test]
    fn debug_shows_no_token() {
        let mut request = Request::new("GET", "http://a", "/me?access_token=SECRET");
        request.headers.push(("authorization".to_owned(), "Bearer SECRET".to_owned()));
        request.body = b"access_token=SECRET".to_vec();
        assert!(!format!("{request:?}").contains("SECRET"));
    }
}
