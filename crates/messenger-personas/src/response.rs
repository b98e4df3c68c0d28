//! What came back: an HTTP response, and whether it is an answer of Graph at all.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::{
    Graph, ResponseError,
    error::{self, UnreadableAnswer},
};

/// An HTTP response, whole.
///
/// `Debug` shows its status and how long it is: the body of a list holds the token.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status, such as 200.
    pub status: u16,
    /// Name and value. A browser shows few of another origin's headers.
    pub headers: Vec<(String, String)>,
    /// The body's bytes, decoded from any content encoding.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// A response with a JSON body.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.into(),
        }
    }

    /// The value of the first header called `name`, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The JSON text of an answer that is not an error.
///
/// `Debug` shows its status and how long it is: a list holds the token.
pub struct Accepted {
    status: u16,
    text: String,
}

impl Accepted {
    /// What Graph says to a delete that it carries out.
    #[must_use]
    pub fn deleted() -> Self {
        Self { status: 200, text: r#"{"success":true}"#.to_owned() }
    }

    /// The answer as `T`.
    ///
    /// # Errors
    /// [`ResponseError::Unreadable`] if it lacks something that `T` needs.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ResponseError> {
        serde_json::from_str(&self.text).map_err(|error| {
            let reason = if error.is_eof() || error.is_syntax() {
                UnreadableAnswer::BrokenJson
            } else {
                UnreadableAnswer::OtherShape
            };
            ResponseError::Unreadable { status: self.status, reason }
        })
    }
}

impl fmt::Debug for Accepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accepted")
            .field("status", &self.status)
            .field("text_bytes", &self.text.len())
            .finish()
    }
}

/// `response` if Graph accepted the call, else the reason why not.
///
/// Graph's content type is often `text/javascript`, its errors can come with status 200, and its
/// JSON can start with a byte order mark or `for (;;);`: none of that matters here.
///
/// # Errors
/// [`ResponseError`], with the secrets of `graph` removed from Graph's words.
pub fn accepted(response: HttpResponse, graph: &Graph) -> Result<Accepted, ResponseError> {
    let status = response.status;
    let unreadable = |reason| Err(ResponseError::Unreadable { status, reason });
    let Ok(text) = String::from_utf8(response.body) else {
        return unreadable(UnreadableAnswer::NotJson);
    };
    let json = without_prefix(&text);
    if json.is_empty() {
        return unreadable(UnreadableAnswer::Empty);
    }
    if json.starts_with('<') {
        return unreadable(UnreadableAnswer::Html);
    }
    if !json.starts_with(['{', '[']) {
        return unreadable(UnreadableAnswer::NotJson);
    }
    // Reading a long listing twice would cost more than reading it: only what can be an error is
    // looked at as one.
    if status >= 400 || json.contains("\"error\"") {
        match error::read(status, json, graph) {
            Some(error) => return Err(ResponseError::Graph(Box::new(error))),
            None if !(200..300).contains(&status) => {
                return unreadable(if json.ends_with(['}', ']']) {
                    UnreadableAnswer::OtherShape
                } else {
                    UnreadableAnswer::BrokenJson
                });
            }
            None => {}
        }
    }
    if !(200..300).contains(&status) {
        return unreadable(UnreadableAnswer::OtherShape);
    }
    Ok(Accepted { status, text: json.to_owned() })
}

fn without_prefix(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim();
    text.strip_prefix("for (;;);").unwrap_or(text).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessToken, CreatedPersona};

    fn read(status: u16, body: &str) -> Result<CreatedPersona, ResponseError> {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        accepted(HttpResponse::json(status, body), &graph)?.read()
    }

    fn reason(status: u16, body: &str) -> UnreadableAnswer {
        match read(status, body) {
            Err(ResponseError::Unreadable { reason, status: kept }) => {
                assert_eq!(kept, status);
                reason
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn json_is_read_whatever_stands_before_it() {
        for body in [
            "{\"id\":\"1\"}",
            "\u{feff}{\"id\":\"1\"}",
            "for (;;);{\"id\":\"1\"}",
            " \n{\"id\":1}\n",
        ] {
            assert_eq!(read(200, body).unwrap().id.as_str(), "1", "{body}");
        }
    }

    #[test]
    fn what_is_not_graph_is_told_apart() {
        assert_eq!(reason(200, ""), UnreadableAnswer::Empty);
        assert_eq!(reason(502, "<html>"), UnreadableAnswer::Html);
        assert_eq!(reason(200, "OK"), UnreadableAnswer::NotJson);
        assert_eq!(reason(200, "{\"id\":\"1"), UnreadableAnswer::BrokenJson);
        assert_eq!(reason(200, "{\"success\":true}"), UnreadableAnswer::OtherShape);
        assert_eq!(reason(500, "{}"), UnreadableAnswer::OtherShape);
        assert_eq!(reason(500, "{\"error\":{\"mess"), UnreadableAnswer::BrokenJson);
        assert_eq!(reason(302, "{\"id\":\"1\"}"), UnreadableAnswer::OtherShape);
    }

    #[test]
    fn an_error_inside_a_200_is_an_error() {
        let error = read(200, r#"{"error":{"message":"no","code":100}}"#).unwrap_err();
        assert!(matches!(error, ResponseError::Graph(error) if error.code == 100));
    }

    #[test]
    fn a_persona_called_error_is_no_error() {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        let body = r#"{"id":"1","name":"\"error\""}"#;
        let persona: crate::Persona =
            accepted(HttpResponse::json(200, body), &graph).unwrap().read().unwrap();
        assert_eq!(persona.name.as_deref(), Some("\"error\""));
    }
}
