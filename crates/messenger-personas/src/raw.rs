//! Requests that this crate has no type for.

use std::borrow::Cow;

use serde_json::Value;

use crate::{ApiRequest, ApiVersion, GraphRequest, Idempotency, Json, Method, Param};

/// A request that this crate has no type for. The response is returned as JSON.
///
/// Access token, version and call style are added as for every other request. The idempotency
/// follows the verb: a `GET` or `DELETE` can be retried, a `POST` cannot.
///
/// The response is not redacted. In a list, `paging.next` contains the access token: do not display
/// or log it.
///
/// For a typed response, implement [`GraphRequest`]:
///
/// ```
/// use messenger_personas::{
///     AccessToken, Graph, GraphRequest, HttpResponse, PageId, ApiRequest, RawRequest, Idempotency,
/// };
///
/// /// Reads the number of people who like the Page.
/// struct CountFans(PageId);
///
/// #[derive(serde::Deserialize)]
/// struct Fans {
///     fan_count: u64,
/// }
///
/// impl GraphRequest for CountFans {
///     type Output = Fans;
///
///     fn api_request(&self) -> ApiRequest {
///         ApiRequest::get(self.0.as_str()).text("fields", "fan_count")
///     }
///
///     fn idempotency(&self) -> Idempotency {
///         Idempotency::Safe
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
/// let response = || HttpResponse::json(200, r#"{"fan_count":7,"id":"134"}"#);
/// let fans = CountFans(PageId::parse("134")?).parse_response(&graph, response())?;
/// assert_eq!(fans.fan_count, 7);
///
/// let raw = RawRequest::get("134")?.text("fields", "fan_count")?;
/// assert_eq!(raw.parse_response(&graph, response())?["fan_count"], 7);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RawRequest(ApiRequest);

impl RawRequest {
    /// A request for `path`, which is the path after the version, such as `134/feed`.
    ///
    /// # Errors
    /// * [`RawRequestError::Path`] if a path segment is empty, consists only of dots, or contains a
    ///   character other than ASCII letters, digits and `-._~:=`.
    /// * [`RawRequestError::Version`] if `path` starts with a version.
    pub fn new(method: Method, path: &str) -> Result<Self, RawRequestError> {
        let path = path.trim_matches('/');
        let is_allowed =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':' | '=');
        for segment in path.split('/') {
            if segment.chars().all(|c| c == '.') || !segment.chars().all(is_allowed) {
                return Err(RawRequestError::Path);
            }
        }
        if path.split('/').next().is_some_and(|first| ApiVersion::parse(first).is_ok()) {
            return Err(RawRequestError::Version);
        }
        Ok(Self(ApiRequest { method, path: path.to_owned(), params: Vec::new() }))
    }

    /// A `GET` request, which reads `path`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn get(path: &str) -> Result<Self, RawRequestError> {
        Self::new(Method::Get, path)
    }

    /// A `POST` request, which creates, sends or changes something at `path`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn post(path: &str) -> Result<Self, RawRequestError> {
        Self::new(Method::Post, path)
    }

    /// A `DELETE` request, which deletes `path`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn delete(path: &str) -> Result<Self, RawRequestError> {
        Self::new(Method::Delete, path)
    }

    /// Adds the parameter `name` with a text.
    ///
    /// # Errors
    /// * [`RawRequestError::Reserved`] if the client sets this parameter itself, such as
    ///   `access_token`.
    /// * [`RawRequestError::Name`] if `name` is empty or contains a character other than ASCII
    ///   letters, digits and `_.-[]`.
    pub fn text(self, name: &str, value: &str) -> Result<Self, RawRequestError> {
        self.with(name, Param::Text(value.to_owned()))
    }

    /// Adds the parameter `name` with a JSON value.
    ///
    /// # Errors
    /// As [`text`](Self::text).
    pub fn json(self, name: &str, value: Json) -> Result<Self, RawRequestError> {
        self.with(name, Param::Json(value))
    }

    fn with(mut self, name: &str, value: Param) -> Result<Self, RawRequestError> {
        // A server may normalize names, and read `access.token[]` as `access_token`.
        let normalize = |c: char| if matches!(c, '.' | '-') { '_' } else { c.to_ascii_lowercase() };
        let first = name.split('[').next().unwrap_or_default();
        let is_same = |reserved: &&str| reserved.chars().eq(first.chars().map(normalize));
        if let Some(name) = RESERVED.into_iter().find(is_same) {
            return Err(RawRequestError::Reserved { name });
        }
        let is_allowed =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']');
        if name.is_empty() || !name.chars().all(is_allowed) {
            return Err(RawRequestError::Name);
        }
        self.0.params.push((Cow::Owned(name.to_owned()), value));
        Ok(self)
    }
}

impl GraphRequest for RawRequest {
    type Output = Value;

    fn api_request(&self) -> ApiRequest {
        self.0.clone()
    }

    fn idempotency(&self) -> Idempotency {
        match self.0.method {
            Method::Get => Idempotency::Safe,
            Method::Delete => Idempotency::Idempotent,
            Method::Post => Idempotency::NonIdempotent,
        }
    }
}

/// An invalid [`RawRequest`]. The error contains nothing of the path, name or value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RawRequestError {
    /// A path segment is empty, consists only of dots, or contains a character that is not allowed.
    #[error(
        "the path is not valid: it is ids and edge names with slashes between, like 134/feed; \
         add parameters separately"
    )]
    Path,
    /// The path starts with a version.
    #[error("the path starts with a version: leave it out, the client adds its own")]
    Version,
    /// The name of a parameter is empty or contains a character that is not allowed.
    #[error("the parameter name is not valid: use letters, digits and _.-[] only")]
    Name,
    /// The client sets this parameter itself, or does not support it.
    #[error(
        "the parameter {name} is reserved: leave it out, or use the type that this crate has for it"
    )]
    Reserved {
        /// Name of the parameter.
        name: &'static str,
    },
}

/// Names that a [`RawRequest`] cannot use, in normalized form.
const RESERVED: [&str; 7] = [
    "access_token",
    "appsecret_proof",
    "appsecret_time",
    // It could contain requests for other versions.
    "batch",
    // The response would be JSONP.
    "callback",
    "method",
    "oauth_token",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        let raw = RawRequest::new(Method::Post, "/134/labels/")
            .and_then(|raw| raw.text("name", "a&b"))
            .and_then(|raw| raw.json("x", Json::parse("[1, 2]").unwrap()))
            .unwrap();
        assert_eq!(header(&raw), r#"POST /134/labels {"name":"a&b","x":[1, 2]}"#);
        assert_eq!(
            form(&raw),
            "POST /134/labels name=a%26b&x=%5B1%2C%202%5D&method=post&access_token=TOKEN"
        );
        assert_eq!(parsed(&raw, r#"{"id":"1"}"#).unwrap()["id"], "1");
        assert_eq!(raw.idempotency(), Idempotency::NonIdempotent);
    }

    #[test]
    fn a_token_parameter_is_in_no_url_and_no_debug() {
        let raw = RawRequest::new(Method::Get, "debug_token")
            .and_then(|raw| raw.text("input_token", "EAASECRET"))
            .unwrap();
        assert_eq!(
            header(&raw),
            "POST /debug_token input_token=EAASECRET&method=get&access_token=TOKEN"
        );
        assert!(!format!("{raw:?} {:?}", raw.prepare()).contains("EAASECRET"));
    }

    #[test]
    fn a_path_has_no_version_query_or_parent_segment() {
        let path = |path| RawRequest::new(Method::Get, path).map(|_| ());
        for text in ["", "a//b", "../x", "a/..", "a?b=c", "a#b", "a b", "a%2e", "http://a", "é"] {
            assert_eq!(path(text), Err(RawRequestError::Path), "{text}");
        }
        assert_eq!(path("v26.0/me"), Err(RawRequestError::Version));
        assert_eq!(path("t_1:=/x.y"), Ok(()));
    }

    #[test]
    fn reserved_and_invalid_names_are_rejected() {
        let raw = || RawRequest::new(Method::Get, "me").unwrap();
        for name in RESERVED {
            assert_eq!(raw().text(name, "x"), Err(RawRequestError::Reserved { name }));
        }
        for name in ["access_token[]", "access.token", "Access_Token", "access-token[0]"] {
            let rejected = Err(RawRequestError::Reserved { name: "access_token" });
            assert_eq!(raw().text(name, "x"), rejected);
        }
        for name in ["", "a b", "a\"", "é"] {
            assert_eq!(raw().text(name, "x"), Err(RawRequestError::Name), "{name}");
        }
    }
}
