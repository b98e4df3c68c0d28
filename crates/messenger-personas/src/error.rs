//! Graph's errors, understood.
//!
//! Which error means what is one table, [`kind`]; nobody matches on a message.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Graph;

/// Why an answer is not what was asked for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// Graph refused.
    #[error(transparent)]
    Graph(Box<GraphError>),
    /// The answer is none of Graph's: a proxy, a captive portal or a cut connection spoke.
    #[error("the answer (status {status}) is not one of Graph's: {reason}")]
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// What is there instead.
        reason: UnreadableAnswer,
    },
}

/// What came instead of an answer of Graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadableAnswer {
    /// No body.
    #[error("it is empty")]
    Empty,
    /// A web page, as proxies and log-in portals send.
    #[error("it is a web page")]
    Html,
    /// Text that is not JSON.
    #[error("it is not JSON")]
    NotJson,
    /// JSON that stops in the middle.
    #[error("its JSON is broken or cut off")]
    BrokenJson,
    /// JSON without what this call answers.
    #[error("it lacks what this call answers with")]
    OtherShape,
}

/// Graph's refusal: the whole envelope, and what it means.
///
/// `Display` is Graph's own message with its codes; [`GraphErrorKind::advice`] says what to do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message} (code {code}{}, trace {})",
    .subcode.map(|subcode| format!("/{subcode}")).unwrap_or_default(),
    .fbtrace_id.as_deref().unwrap_or("none"))]
#[non_exhaustive]
pub struct GraphError {
    /// The HTTP status; Graph mostly says 400, whatever happened.
    pub status: u16,
    /// `error.code`.
    pub code: i64,
    /// `error.error_subcode`.
    pub subcode: Option<i64>,
    /// What code and subcode mean.
    pub kind: GraphErrorKind,
    /// `error.type`, such as `OAuthException`.
    pub error_type: Option<String>,
    /// `error.message`, in English, for developers.
    pub message: String,
    /// `error.error_user_title`, for the person, in their language.
    pub user_title: Option<String>,
    /// `error.error_user_msg`, for the person, in their language.
    pub user_message: Option<String>,
    /// `error.is_transient`: Graph's own hint that the same call may work later.
    pub is_transient: bool,
    /// `error.fbtrace_id`: what Meta's support asks for.
    pub fbtrace_id: Option<String>,
    /// `error.error_data`, whatever it is.
    pub data: Option<Value>,
}

/// What a refusal means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GraphErrorKind {
    /// The access token is missing, malformed, expired, or of the wrong kind.
    AccessToken,
    /// The token, the app or the Page lacks a permission.
    Permission,
    /// Too many calls.
    RateLimit,
    /// The id is unknown, deleted, or belongs to another Page.
    UnknownObject,
    /// A parameter is missing or not acceptable.
    InvalidParameter,
    /// The person last wrote over 24 hours ago.
    OutsideWindow,
    /// The person cannot be reached: unknown to this Page, blocked it, or not available.
    PersonUnavailable,
    /// Another app has the conversation.
    ThreadTaken,
    /// Content or Page is blocked by policy; a picture on a tunnel domain is a usual reason.
    Blocked,
    /// The picture could not be fetched, or is too large, or not an image.
    Picture,
    /// The path or version does not exist.
    UnknownPath,
    /// Graph failed; the same call may work in a moment.
    Service,
    /// A code that this version does not know; nothing of it is lost.
    Unknown,
}

impl GraphErrorKind {
    /// A short name that stays the same: `rate_limit`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::Permission => "permission",
            Self::RateLimit => "rate_limit",
            Self::UnknownObject => "unknown_object",
            Self::InvalidParameter => "invalid_parameter",
            Self::OutsideWindow => "outside_window",
            Self::PersonUnavailable => "person_unavailable",
            Self::ThreadTaken => "thread_taken",
            Self::Blocked => "blocked",
            Self::Picture => "picture",
            Self::UnknownPath => "unknown_path",
            Self::Service => "service",
            Self::Unknown => "unknown",
        }
    }

    /// In one sentence: what to do next.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::AccessToken => "Connect again with a fresh Page access token.",
            Self::Permission => {
                "Check that the app has the pages_messaging permission and that the token's owner \
                 has the MESSAGING task on the Page."
            }
            Self::RateLimit => "Stop calling for a while: calls made now lengthen the wait.",
            Self::UnknownObject => {
                "Check the id: it may have been deleted, or belong to another Page than this token."
            }
            Self::InvalidParameter => "Correct the value that the message names and try again.",
            Self::OutsideWindow => {
                "Wait until the person writes again: a Page may answer freely for 24 hours after \
                 their last message."
            }
            Self::PersonUnavailable => {
                "Check the recipient: this person may have blocked the Page, or the id may belong \
                 to another Page."
            }
            Self::ThreadTaken => "Take thread control first: another app has this conversation.",
            Self::Blocked => {
                "Wait before trying again, and look at the content: Meta has blocked it or the Page \
                 for a while. A picture or link on a tunnel domain is a usual reason."
            }
            Self::Picture => {
                "Check the picture: a public https address that answers quickly with an image of \
                 at most 8 MB."
            }
            Self::UnknownPath => "Check the Graph version and the address that calls are sent to.",
            Self::Service => "Wait a moment and look whether it happened before trying again.",
            Self::Unknown => {
                "Look the code up in Meta's error reference, with the trace id at hand."
            }
        }
    }
}

/// The error in an answer's JSON, or `None` if there is none.
///
/// A member of another type than documented is taken as missing: an odd envelope must not hide
/// what the rest of it says.
pub(crate) fn read(status: u16, json: &str, graph: &Graph) -> Option<GraphError> {
    let error = serde_json::from_str::<Envelope>(json).ok()?.error?;
    let text = |name: &str| {
        let text = error.get(name)?.as_str()?;
        (!text.is_empty()).then(|| graph.hidden_in(text))
    };
    let number = |name: &str| {
        let value = error.get(name)?;
        value.as_i64().or_else(|| value.as_str()?.parse().ok())
    };
    let (code, subcode) = (number("code").unwrap_or_default(), number("error_subcode"));
    Some(GraphError {
        status,
        code,
        subcode,
        kind: kind(code, subcode),
        error_type: text("type"),
        message: text("message").unwrap_or_else(|| "Graph gave no message".to_owned()),
        user_title: text("error_user_title"),
        user_message: text("error_user_msg"),
        is_transient: error.get("is_transient").and_then(Value::as_bool).unwrap_or_default(),
        fbtrace_id: text("fbtrace_id"),
        data: error.get("error_data").map(|data| without_secrets(data, graph)),
    })
}

/// What a code and subcode mean: the subcode's row if there is one, else the code's.
///
/// Sources: Graph's error handling page, the Messenger Platform error reference of 2026-06-25,
/// and, for 190/2069032 and 10/2018028, captures in public issues.
#[must_use]
pub fn kind(code: i64, subcode: Option<i64>) -> GraphErrorKind {
    use GraphErrorKind as K;
    match (code, subcode) {
        (100, Some(33)) | (803, _) => K::UnknownObject,
        (613, Some(1_893_016)) => K::InvalidParameter,
        (10, Some(2_018_278 | 2_534_022 | 2_018_065)) => K::OutsideWindow,
        (100, Some(2_018_008 | 2_018_047 | 2_018_109)) | (1_609_005, _) => K::Picture,
        (100, Some(2_018_001)) | (551, _) | (200, Some(1_545_041)) | (10, Some(2_018_108)) => {
            K::PersonUnavailable
        }
        (2_018_300 | 2_018_321, _) => K::ThreadTaken,
        (10, Some(1_893_063)) | (613, Some(2_018_338)) | (368, _) => K::Blocked,
        (102 | 104 | 190, _) => K::AccessToken,
        (1, Some(99)) | (2, Some(2_018_344)) | (3 | 10 | 200..=299 | 2_018_247, _) => K::Permission,
        (4 | 17 | 32 | 341 | 613 | 80_001 | 80_006, _) => K::RateLimit,
        (2500, _) => K::UnknownPath,
        (100, _) => K::InvalidParameter,
        (1 | 2 | 1200, _) => K::Service,
        _ => K::Unknown,
    }
}

/// The value with token and proof gone from every text in it.
fn without_secrets(value: &Value, graph: &Graph) -> Value {
    match value {
        Value::String(text) => Value::String(graph.hidden_in(text)),
        Value::Array(items) => items.iter().map(|item| without_secrets(item, graph)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (graph.hidden_in(name), without_secrets(member, graph)))
            .collect(),
        other => other.clone(),
    }
}

#[derive(Deserialize)]
struct Envelope {
    error: Option<Map<String, Value>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccessToken;

    #[test]
    fn each_code_means_one_thing() {
        use GraphErrorKind as K;
        for (code, subcode, expected) in [
            (190, None, K::AccessToken),
            (190, Some(463), K::AccessToken),
            (104, None, K::AccessToken),
            (10, None, K::Permission),
            (10, Some(2_018_028), K::Permission),
            (200, None, K::Permission),
            (230, None, K::Permission),
            (299, None, K::Permission),
            (4, None, K::RateLimit),
            (613, Some(1996), K::RateLimit),
            (80_006, None, K::RateLimit),
            (100, Some(33), K::UnknownObject),
            (100, None, K::InvalidParameter),
            (100, Some(2_018_001), K::PersonUnavailable),
            (100, Some(2_018_109), K::Picture),
            (551, Some(1_545_041), K::PersonUnavailable),
            (10, Some(2_018_278), K::OutsideWindow),
            (2_018_300, None, K::ThreadTaken),
            (1, Some(99), K::Permission),
            (1, Some(1_357_046), K::Service),
            (10, Some(1_893_063), K::Blocked),
            (613, Some(2_018_338), K::Blocked),
            (613, Some(1_893_016), K::InvalidParameter),
            (2_018_247, None, K::Permission),
            (368, Some(1_346_003), K::Blocked),
            (2500, None, K::UnknownPath),
            (2, None, K::Service),
            (77, None, K::Unknown),
        ] {
            assert_eq!(kind(code, subcode), expected, "{code}/{subcode:?}");
        }
    }

    #[test]
    fn graphs_words_lose_the_token() {
        let graph = Graph::new(AccessToken::parse("EAAB1234567").unwrap());
        let json = r#"{"error":{"message":"Malformed access token EAAB1234567","code":190,
            "error_user_msg":"","error_data":{"seen":["EAAB1234567"]},"fbtrace_id":"A1"}}"#;
        let error = read(400, json, &graph).unwrap();
        assert_eq!(error.message, "Malformed access token …");
        assert_eq!(error.user_message, None);
        assert!(!format!("{error:?} {error}").contains("EAAB1234567"));
        assert_eq!(error.to_string(), "Malformed access token … (code 190, trace A1)");
    }

    #[test]
    fn an_odd_envelope_keeps_what_it_says() {
        let graph = Graph::new(AccessToken::parse("T").unwrap());
        let json = r#"{"error":{"message":null,"code":"190","error_subcode":-1,"type":5,
            "is_transient":null,"fbtrace_id":"A1"}}"#;
        let error = read(400, json, &graph).unwrap();
        assert_eq!((error.code, error.subcode), (190, Some(-1)));
        assert_eq!(error.kind, GraphErrorKind::AccessToken);
        assert_eq!(error.message, "Graph gave no message");
        assert_eq!(error.fbtrace_id.as_deref(), Some("A1"));
    }

    #[test]
    fn an_error_with_nothing_but_a_message_is_kept() {
        let graph = Graph::new(AccessToken::parse("T").unwrap());
        let error =
            read(400, r#"{"error":{"message":"odd","error_data":"text"}}"#, &graph).unwrap();
        assert_eq!((error.code, error.kind), (0, GraphErrorKind::Unknown));
        assert_eq!(error.data, Some(Value::String("text".to_owned())));
    }
}
