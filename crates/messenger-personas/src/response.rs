//! HTTP responses, and the JSON body of a successful one.

use std::{fmt, mem};

use serde::de::DeserializeOwned;

use crate::{
    Graph, ResponseError,
    error::{
        DecodeReason,
        envelope::{self, ErrorEnvelope},
    },
    json,
};

/// A complete HTTP response.
///
/// `Debug` shows the status and the length of the body only: the body of a list contains the token.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// HTTP status, such as 200.
    pub status: u16,
    /// Header names and values. Browsers hide most headers of other origins.
    pub headers: Vec<(String, String)>,
    /// Body, with any content encoding removed.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// A response with a JSON body, for tests.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.into(),
        }
    }

    /// Value of the first header with this name, ignoring case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The error for a response that is not one of Graph's.
    #[must_use]
    pub fn decode_error(&self, reason: DecodeReason) -> ResponseError {
        ResponseError::Decode { status: self.status, reason, retry_after: None }
    }

    /// Returns the body if Graph accepted the request, otherwise the error.
    ///
    /// The status and the content type do not decide: Graph's content type is often
    /// `text/javascript`, and an error can have status 200. A byte order mark and `for (;;);` in
    /// front of the JSON are skipped.
    ///
    /// # Errors
    /// [`ResponseError`], with the secrets of `graph` redacted in Graph's texts.
    pub fn into_success(mut self, graph: &Graph) -> Result<SuccessBody, ResponseError> {
        let text = into_text(mem::take(&mut self.body));
        let status = self.status;
        let retry_after = envelope::retry_after_header(&self);
        let decode_error = |reason| Err(ResponseError::Decode { status, reason, retry_after });
        let json = strip_prefix(&text);
        if json.is_empty() {
            return decode_error(DecodeReason::Empty);
        }
        if json.starts_with('<') {
            return decode_error(DecodeReason::Html);
        }
        if !json.starts_with(['{', '[']) {
            return decode_error(DecodeReason::NotJson);
        }
        let is_success = (200..300).contains(&status);
        // Searching for the member's name costs far less than parsing a long listing twice.
        if json.starts_with('{') && (!is_success || json.contains("\"error\"")) {
            match envelope::decode(json, graph) {
                Ok(ErrorEnvelope::Error(fields)) => {
                    let error = fields.into_graph_error(&self, graph);
                    return Err(ResponseError::Graph(Box::new(error)));
                }
                Ok(ErrorEnvelope::Unexpected) => {
                    return decode_error(DecodeReason::UnexpectedShape);
                }
                Ok(ErrorEnvelope::None) => {}
                Err(reason) => return decode_error(reason),
            }
        }
        if !is_success {
            return decode_error(DecodeReason::UnexpectedShape);
        }
        let start = text.len() - json.len();
        Ok(SuccessBody { status, text, start })
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

/// JSON body of a response in which Graph accepted the request.
///
/// `Debug` shows the status and the length only: the body of a list contains the token.
pub struct SuccessBody {
    status: u16,
    text: String,
    /// Start of the JSON in `text`; avoids copying a long body to cut off a prefix.
    start: usize,
}

impl SuccessBody {
    /// The body that Graph sends after a `DELETE`.
    #[must_use]
    pub fn deleted() -> Self {
        Self { status: 200, text: r#"{"success":true}"#.to_owned(), start: 0 }
    }

    /// The JSON text. It is not validated. That of a list contains the token.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// Deserializes the body.
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if the JSON is invalid or does not have the shape of `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ResponseError> {
        json::from_str(self.as_str()).map_err(|error| {
            self.decode_error(if error.is_eof() || error.is_syntax() {
                DecodeReason::InvalidJson
            } else {
                DecodeReason::UnexpectedShape
            })
        })
    }

    /// The error for a body that is not a response to the request.
    #[must_use]
    pub fn decode_error(&self, reason: DecodeReason) -> ResponseError {
        ResponseError::Decode { status: self.status, reason, retry_after: None }
    }
}

impl fmt::Debug for SuccessBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SuccessBody")
            .field("status", &self.status)
            .field("text_bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// Decodes UTF-8. As in browsers, an invalid byte becomes U+FFFD.
fn into_text(body: Vec<u8>) -> String {
    String::from_utf8(body)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Removes byte order marks, `for (;;);` and white space at the start.
fn strip_prefix(text: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let text = text.trim_start_matches(is_blank);
    text.strip_prefix("for (;;);").unwrap_or(text).trim_start_matches(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessToken, CreatedPersona, Listing, Persona};

    fn read(status: u16, body: &str) -> Result<CreatedPersona, ResponseError> {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        HttpResponse::json(status, body).into_success(&graph)?.json()
    }

    fn reason(status: u16, body: &str) -> DecodeReason {
        match read(status, body) {
            Err(ResponseError::Decode { reason, status: kept, .. }) => {
                assert_eq!(kept, status);
                reason
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn json_is_read_after_a_byte_order_mark_or_a_guard() {
        for body in [
            "{\"id\":\"1\"}",
            "\u{feff}{\"id\":\"1\"}",
            "for (;;);{\"id\":\"1\"}",
            "\u{feff}for (;;);{\"id\":\"1\"}",
            " \n\u{feff} for (;;);\r\n\u{feff} {\"id\":\"1\"}",
            " \n{\"id\":1}\n",
        ] {
            assert_eq!(read(200, body).unwrap().id.as_str(), "1", "{body}");
        }
    }

    #[test]
    fn the_content_type_does_not_matter() {
        for content_type in ["text/javascript; charset=UTF-8", "text/html", ""] {
            let mut response = HttpResponse::json(200, r#"{"id":"1"}"#);
            response.headers = vec![("content-type".to_owned(), content_type.to_owned())];
            let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
            let created: CreatedPersona = response.into_success(&graph).unwrap().json().unwrap();
            assert_eq!(created.id.as_str(), "1");
        }
    }

    #[test]
    fn responses_that_are_not_from_graph_are_classified() {
        use DecodeReason::{Empty, Html, InvalidJson, NotJson, UnexpectedShape};
        for (status, body, expected) in [
            (200, "", Empty),
            (200, " \u{feff}\n", Empty),
            (429, "", Empty),
            (502, "<html>", Html),
            (200, "\u{feff}\n<!DOCTYPE html>", Html),
            (200, "OK", NotJson),
            (503, "Service Unavailable", NotJson),
            (200, "{\"id\":\"1", InvalidJson),
            (200, "{\"error\":{\"message\":\"no\",\"code\":10", InvalidJson),
            (500, "{\"error\":{\"mess", InvalidJson),
            (500, "{\"error\":{\"code\":4}", InvalidJson),
            (200, "{\"success\":true}", UnexpectedShape),
            (200, "[{\"error\":{\"code\":4}}]", UnexpectedShape),
            (500, "{}", UnexpectedShape),
            (500, "[{\"code\":4}]", UnexpectedShape),
            (400, "{\"error\":\"invalid_token\"}", UnexpectedShape),
            (302, "{\"id\":\"1\"}", UnexpectedShape),
        ] {
            assert_eq!(reason(status, body), expected, "{status} {body}");
        }
    }

    #[test]
    fn invalid_utf8_costs_its_character_only() {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        let read =
            |body: &[u8]| HttpResponse::json(200, body).into_success(&graph)?.json::<Persona>();
        let persona = read(b"{\"id\":\"1\",\"name\":\"Zo\xeb\"}").unwrap();
        assert_eq!(persona.name.as_deref(), Some("Zo\u{fffd}"));
        let (reason, retry_after) = (DecodeReason::InvalidJson, None);
        let cut = ResponseError::Decode { status: 200, reason, retry_after };
        assert_eq!(read(b"{\"id\":\"1\",\"name\":\"Zo\xc3").unwrap_err(), cut);
    }

    #[test]
    fn an_error_inside_a_200_is_an_error() {
        for body in [
            r#"{"error":{"message":"no","code":100}}"#,
            r#"{"__debug__":{},"error":{"message":"no","code":100}}"#,
            "{\n  \"error\" : { \"code\" : 100 }\n}",
            "{\n  \"error\": { \"code\": 100 }\n}",
        ] {
            let error = read(200, body).unwrap_err();
            assert!(matches!(error, ResponseError::Graph(error) if error.code == 100), "{body}");
        }
    }

    #[test]
    fn a_row_that_mentions_an_error_is_no_error() {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        for row in [
            r#"{"id":"1","name":"\"error\""}"#,
            r#"{"id":"1","name":"error"}"#,
            r#"{"id":"1","error":{"code":4}}"#,
        ] {
            let body = format!(r#"{{"data":[{row}]}}"#);
            let body = HttpResponse::json(200, body).into_success(&graph).unwrap();
            assert_eq!(body.json::<Listing<Persona>>().unwrap().data[0].id.as_str(), "1", "{row}");
        }
    }

    #[test]
    fn an_error_is_found_at_either_end_of_a_long_response() {
        let rows = r#"{"id":"1","name":"é"},"#.repeat(1000);
        for body in [
            format!(r#"{{"error":{{"code":4}},"data":[{rows}{{}}]}}"#),
            format!(r#"{{"data":[{rows}{{}}],"error":{{"code":4}}}}"#),
        ] {
            let error = read(200, &body).unwrap_err();
            assert!(matches!(error, ResponseError::Graph(error) if error.code == 4));
        }
    }

    #[test]
    fn debug_of_a_body_shows_nothing_of_it() {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        let response = HttpResponse::json(200, r#"{"next":"TOKEN"}"#);
        let accepted = response.into_success(&graph).unwrap();
        assert_eq!(format!("{accepted:?}"), "SuccessBody { status: 200, text_bytes: 16, .. }");
    }
}
