//! What came back: an HTTP response, and whether it is an answer of Graph at all.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};
use core::{fmt, mem};

use serde::de::DeserializeOwned;

use crate::{
    Graph, ResponseError,
    error::{
        DecodeReason,
        envelope::{self, ErrorDecoder, ErrorEnvelope, Serde},
    },
    json, search,
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

    /// That it is no answer of Graph's, for `reason`.
    #[must_use]
    pub fn decode_error(&self, reason: DecodeReason) -> ResponseError {
        ResponseError::Decode { status: self.status, reason, retry_after: None }
    }

    /// The answer if Graph accepted the call, else the reason why not.
    ///
    /// Graph's content type is often `text/javascript`, its errors can come with status 200, and its
    /// JSON can start with a byte order mark or `for (;;);`: none of that matters here.
    ///
    /// # Errors
    /// [`ResponseError`], with the secrets of `graph` removed from Graph's words.
    pub fn into_success(mut self, graph: &Graph) -> Result<SuccessBody, ResponseError> {
        let text = text(mem::take(&mut self.body));
        self.into_success_with(text, graph, &Serde)
    }

    /// As [`into_success`](Self::into_success), with another reader of JSON, and `text` instead of the body.
    ///
    /// # Errors
    /// As [`into_success`](Self::into_success).
    pub fn into_success_with(
        self,
        text: String,
        graph: &Graph,
        reader: &impl ErrorDecoder,
    ) -> Result<SuccessBody, ResponseError> {
        let status = self.status;
        let retry_after = envelope::gateway_wait(&self);
        let unreadable = |reason| Err(ResponseError::Decode { status, reason, retry_after });
        let json = without_prefix(&text);
        if json.is_empty() {
            return unreadable(DecodeReason::Empty);
        }
        if json.starts_with('<') {
            return unreadable(DecodeReason::Html);
        }
        if !json.starts_with(['{', '[']) {
            return unreadable(DecodeReason::NotJson);
        }
        let succeeded = (200..300).contains(&status);
        // Reading a long listing twice would cost more than reading it: only what can be an error is
        // read as one.
        if json.starts_with('{') && (!succeeded || has_member_error(json)) {
            match reader.refusal(json, graph) {
                Ok(ErrorEnvelope::Error(words)) => {
                    let error = envelope::into_graph_error(*words, &self, graph, reader);
                    return Err(ResponseError::Graph(error));
                }
                Ok(ErrorEnvelope::Odd) => return unreadable(DecodeReason::UnexpectedShape),
                Ok(ErrorEnvelope::None) => {}
                Err(reason) => return unreadable(reason),
            }
        }
        if !succeeded {
            return unreadable(DecodeReason::UnexpectedShape);
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

/// The JSON text of an answer that is not an error.
///
/// `Debug` shows its status and how long it is: a list holds the token.
pub struct SuccessBody {
    status: u16,
    text: String,
    /// Where the JSON starts; a long listing is not copied to cut off what stands before it.
    start: usize,
}

impl SuccessBody {
    /// What Graph says to a delete that it carries out.
    #[must_use]
    pub fn deleted() -> Self {
        Self { status: 200, text: r#"{"success":true}"#.to_owned(), start: 0 }
    }

    /// That the answer is not one that the call gives.
    #[must_use]
    pub fn decode_error(&self, reason: DecodeReason) -> ResponseError {
        ResponseError::Decode { status: self.status, reason, retry_after: None }
    }

    /// The answer's JSON, for another reader than serde. Whether it is whole is not checked. That of
    /// a list holds the token.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// The answer as `T`.
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if it lacks something that `T` needs.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ResponseError> {
        let json = self.as_str();
        let read = match serde_json::from_str(json) {
            // Half a character, as a gateway writes it that cuts texts, need not cost the rest.
            Err(error) if error.is_syntax() => match json::whole_characters(json) {
                Some(mended) => serde_json::from_str(&mended),
                None => Err(error),
            },
            read => read,
        };
        read.map_err(|error| {
            let reason = if error.is_eof() || error.is_syntax() {
                DecodeReason::InvalidJson
            } else {
                DecodeReason::UnexpectedShape
            };
            self.decode_error(reason)
        })
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

/// The body as text. A byte that is not UTF-8 costs its character, not the answer, as in a browser.
fn text(body: Vec<u8>) -> String {
    String::from_utf8(body)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// `text` without byte order marks, `for (;;);` and white space before it.
fn without_prefix(text: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let text = text.trim_start_matches(is_blank);
    text.strip_prefix("for (;;);").unwrap_or(text).trim_start_matches(is_blank)
}

/// Whether an object near either end of `json` has a member `error`; a text `error` is followed by
/// no colon. Graph's error is alone, so what stands deep inside a long answer is part of a row.
fn has_member_error(json: &str) -> bool {
    let (head, tail) = if json.len() <= 2 * NEAR + 32 {
        (json, "")
    } else {
        // Both reach a little over what they are near to, so that none is cut in two.
        let head = json.get(..json.ceil_char_boundary(NEAR + 16));
        let tail = json.get(json.floor_char_boundary(json.len() - NEAR - 16)..);
        (head.unwrap_or_default(), tail.unwrap_or_default())
    };
    let is_member = |mut part: &str| {
        while let Some((_, behind)) = search::split(part, "\"error\"") {
            if behind.trim_start().starts_with(':') {
                return true;
            }
            part = behind;
        }
        false
    };
    is_member(head) || is_member(tail)
}

/// How many bytes at either end are near it.
const NEAR: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessToken, CreatedPersona, Persona};

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
    fn json_is_read_whatever_stands_before_it() {
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
    fn what_is_not_graph_is_told_apart() {
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
    fn bytes_that_are_no_text_cost_their_character() {
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
    fn a_persona_called_error_is_no_error() {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        for name in [r#"\"error\""#, "error", r#"error\":{"#] {
            let body = format!(r#"{{"name":"{name}","id":"1"}}"#);
            assert!(!has_member_error(&body), "{body}");
            assert!(!has_member_error(&body.replace("\":", "\" :")), "{body}");
            let persona: Persona =
                HttpResponse::json(200, body).into_success(&graph).unwrap().json().unwrap();
            assert_eq!(persona.id.as_str(), "1");
        }
    }

    #[test]
    fn an_error_is_seen_at_either_end_of_a_long_answer() {
        let rows = r#"{"id":"1","name":"é"},"#.repeat(1000);
        for body in [
            format!(r#"{{"error":{{"code":4}},"data":[{rows}{{}}]}}"#),
            format!(r#"{{"data":[{rows}{{}}],"error":{{"code":4}}}}"#),
        ] {
            let error = read(200, &body).unwrap_err();
            assert!(matches!(error, ResponseError::Graph(error) if error.code == 4));
        }
        for shift in 0..4 {
            let inside = format!(r#"{{"{}":[{rows}{{"error":1}},{rows}{{}}]}}"#, "d".repeat(shift));
            assert!(!has_member_error(&inside));
        }
    }

    #[test]
    fn debug_of_an_accepted_answer_shows_nothing_of_it() {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        let response = HttpResponse::json(200, r#"{"next":"TOKEN"}"#);
        let accepted = response.into_success(&graph).unwrap();
        assert_eq!(format!("{accepted:?}"), "SuccessBody { status: 200, text_bytes: 16, .. }");
    }
}
