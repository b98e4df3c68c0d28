//! Graph's errors. All of them are created in this module.
//!
//! Messages are from Meta's documentation or from captures, unless [`GUESSES`](crate::GUESSES)
//! lists them.

mod attachments;
mod auth;
mod limits;
mod messages;
mod messenger_profile;
mod request;

use serde::Serialize;
use serde_json::Value;

use crate::json::{self, Layout};

/// An error of Graph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GraphError {
    pub(crate) status: u16,
    pub(crate) message: String,
    class: Class,
    pub(crate) code: u32,
    pub(crate) subcode: Option<u32>,
    user_title: Option<String>,
    user_message: Option<String>,
    is_transient: Option<bool>,
    data: Option<Box<Value>>,
}

/// The member `type` of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
enum Class {
    #[serde(rename = "OAuthException")]
    OAuth,
    #[serde(rename = "GraphMethodException")]
    GraphMethod,
    #[serde(rename = "GraphBatchException")]
    GraphBatch,
}

impl GraphError {
    /// An error with status 400, the most common one.
    fn new(code: u32, message: impl Into<String>) -> Self {
        Self {
            status: 400,
            message: message.into(),
            class: Class::OAuth,
            code,
            subcode: None,
            user_title: None,
            user_message: None,
            is_transient: None,
            data: None,
        }
    }

    fn with_subcode(self, subcode: u32) -> Self {
        Self { subcode: Some(subcode), ..self }
    }

    fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    fn transient(self) -> Self {
        Self { is_transient: Some(true), ..self }
    }

    /// The value of `www-authenticate`; `None` for server errors.
    pub(crate) fn challenge(&self) -> Option<String> {
        if self.status >= 500 {
            return None;
        }
        let reason =
            if matches!(self.code, 102 | 190) { "invalid_token" } else { "invalid_request" };
        let message: String = self
            .message
            .chars()
            .map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '?' })
            .collect();
        let message = message.replace('\\', "\\\\").replace('"', "\\\"");
        Some(format!("OAuth \"Facebook Platform\" \"{reason}\" \"{message}\""))
    }

    /// The body of the response.
    pub(crate) fn envelope(&self, fbtrace_id: &str, layout: Layout) -> String {
        let envelope = Envelope {
            error: Wire {
                message: &self.message,
                r#type: self.class,
                code: self.code,
                error_subcode: self.subcode,
                error_user_title: self.user_title.as_deref(),
                error_user_msg: self.user_message.as_deref(),
                fbtrace_id,
                is_transient: self.is_transient,
                error_data: self.data.as_deref(),
            },
        };
        json::to_graph_string(&envelope, layout)
    }
}

/// A prefix of the client's input that is short enough for an error message.
pub(crate) fn truncate(text: &str) -> String {
    text.chars().take(MOST_SHOWN).collect()
}

#[derive(Serialize)]
struct Envelope<'a> {
    error: Wire<'a>,
}

#[derive(Serialize)]
struct Wire<'a> {
    message: &'a str,
    r#type: Class,
    code: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_subcode: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_user_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_user_msg: Option<&'a str>,
    fbtrace_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_transient: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_data: Option<&'a Value>,
}

const MOST_SHOWN: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_the_captured_one() {
        assert_eq!(
            GraphError::unsupported("get", "123")
                .envelope("AtL9AHCwXmsOGf74sIfHpJn", Layout::Compact),
            concat!(
                r#"{"error":{"message":"Unsupported get request. Object with ID '123' does not "#,
                r"exist, cannot be loaded due to missing permissions, or does not support this ",
                r"operation. Please read the Graph API documentation at ",
                r#"https:\/\/developers.facebook.com\/docs\/graph-api","#,
                r#""type":"GraphMethodException","code":100,"error_subcode":33,"#,
                r#""fbtrace_id":"AtL9AHCwXmsOGf74sIfHpJn"}}"#
            )
        );
    }

    #[test]
    fn a_challenge_is_a_valid_header_for_any_input() {
        let error = GraphError::unknown_alias("a\"\r\nset-cookie: é\\");
        assert_eq!(
            error.challenge().unwrap(),
            "OAuth \"Facebook Platform\" \"invalid_request\" \"(#803) Some of the aliases you \
             requested do not exist: a\\\"??set-cookie: ?\\\\\""
        );
        assert_eq!(GraphError::new(2, "").with_status(500).challenge(), None);
        assert!(GraphError::page_token_needed().challenge().unwrap().contains("\"invalid_token\""));
    }

    #[test]
    fn long_inputs_are_truncated() {
        assert!(GraphError::unknown_alias(&"é".repeat(9999)).message.chars().count() < 300);
    }
}
