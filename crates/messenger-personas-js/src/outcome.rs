//! How a call ended, in a form that crosses the border as a plain array.

use js_sys::Array;
use messenger_personas::{GraphError, GraphErrorKind, ResponseError};
use messenger_personas_fetch::{AmbiguousOutcome, Error, FetchError, WalkError};
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::output;

/// Why a call has no value.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// The call failed.
    Failed(Failure),
    /// The caller's signal was aborted, for this reason.
    Aborted(JsValue),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// `["value", value]`, `["failed", description]` or `["aborted", reason]`.
pub(crate) fn outcome(result: Result<JsValue, Stopped>) -> JsValue {
    let (word, value) = match result {
        Ok(value) => ("value", value),
        Err(Stopped::Failed(failure)) => ("failed", failure.describe()),
        Err(Stopped::Aborted(reason)) => ("aborted", reason),
    };
    Array::of2(&word.into(), &value).into()
}

/// A failure, ready to become an error class of `npm/dist/errors.js`.
///
/// It holds no token, no URL and no body.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Failure {
    /// The class.
    pub(crate) name: &'static str,
    /// What happened, and for input errors what to do.
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// It must not be made twice, and nobody knows whether it was carried out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    may_have_happened: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    graph: Option<Box<GraphDetails>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replace: Option<Box<HalfReplaced>>,
}

impl Failure {
    /// Nothing was sent.
    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self { name: "RequestError", message: message.into(), ..Self::default() }
    }

    /// The new persona is there, and so is the old one.
    pub(crate) fn half_replaced(created_id: String, replaced_id: String, cause: Stopped) -> Self {
        let (why, cause, reason) = match cause {
            Stopped::Failed(failure) => {
                (failure.message.clone(), Some(failure), JsValue::UNDEFINED)
            }
            Stopped::Aborted(reason) => ("the call was aborted".to_owned(), None, reason),
        };
        Self {
            name: "ReplaceIncompleteError",
            message: format!(
                "persona {created_id} was created, but persona {replaced_id} was not deleted: {why}"
            ),
            replace: Some(Box::new(HalfReplaced { created_id, replaced_id, cause, reason })),
            ..Self::default()
        }
    }

    pub(crate) fn describe(&self) -> JsValue {
        output::value(self)
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct HalfReplaced {
    created_id: String,
    replaced_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Failure>,
    /// The reason of the signal that ended the call, if one did.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    reason: JsValue,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GraphDetails {
    /// As JavaScript's own numbers: a code that they cannot hold must not cost the error.
    code: f64,
    subcode: Option<f64>,
    kind: &'static str,
    advice: &'static str,
    r#type: Option<String>,
    user_title: Option<String>,
    user_message: Option<String>,
    is_transient: bool,
    fbtrace_id: Option<String>,
    /// In milliseconds.
    retry_after: Option<f64>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        match error {
            Error::Ambiguous(AmbiguousOutcome::Fetch(error)) => {
                Self { message, may_have_happened: true, ..Error::from(error).into() }
            }
            Error::Ambiguous(AmbiguousOutcome::Response(error)) => {
                Self { message, may_have_happened: true, ..Error::from(error).into() }
            }
            Error::Fetch(FetchError::NotSent { .. }) => Self::request(message),
            Error::Fetch(FetchError::TimedOut { .. }) => {
                Self { name: "TimeoutError", message, ..Self::default() }
            }
            Error::Response(ResponseError::Graph(error)) => graph_failure(*error),
            Error::Response(ResponseError::Unreadable { status, .. }) => {
                Self { name: "ResponseError", message, status: Some(status), ..Self::default() }
            }
            _ => Self { name: "ConnectionError", message, ..Self::default() },
        }
    }
}

impl From<WalkError> for Failure {
    fn from(error: WalkError) -> Self {
        match error {
            WalkError::Call(error) => error.into(),
            other => Self { name: "ResponseError", message: other.to_string(), ..Self::default() },
        }
    }
}

fn graph_failure(error: GraphError) -> Failure {
    Failure {
        name: match error.kind {
            GraphErrorKind::AccessToken => "AccessTokenError",
            GraphErrorKind::Permission => "PermissionError",
            GraphErrorKind::RateLimit => "RateLimitError",
            _ => "GraphError",
        },
        status: Some(error.status),
        graph: Some(Box::new(GraphDetails {
            code: number(error.code),
            subcode: error.subcode.map(number),
            kind: error.kind.as_str(),
            advice: error.advice(),
            r#type: error.error_type,
            user_title: error.user_title,
            user_message: error.user_message,
            is_transient: error.is_transient,
            fbtrace_id: error.fbtrace_id,
            retry_after: error.retry_after.map(|wait| wait.as_secs_f64() * 1000.0),
        })),
        message: error.message,
        ..Failure::default()
    }
}

#[expect(clippy::cast_precision_loss, reason = "real codes have at most eight digits")]
fn number(code: i64) -> f64 {
    code as f64
}
