//! How a call ended, in a form that crosses the border as a plain array.

use messenger_personas::{GraphError, GraphErrorKind, Idempotency, ResponseError};
use messenger_personas_client::{AmbiguousOutcome, Error, NetworkError, PaginationError};
use wasm_bindgen::JsValue;

use crate::engine::{self, plain};

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
    engine::list(vec![word.into(), value])
}

/// A failure as a plain object, ready to become an error class of `npm/dist/errors.js`.
///
/// It holds no token, no URL and no body.
#[derive(Debug)]
pub(crate) struct Failure(JsValue);

impl Failure {
    /// Nothing was sent: what is wrong, and what to do.
    pub(crate) fn request(message: &str) -> Self {
        Self::of("RequestError", message, false, [const { JsValue::UNDEFINED }; 3])
    }

    /// Graph did not get to a call of a batch.
    pub(crate) fn not_answered(message: &str, may_have_happened: bool) -> Self {
        Self::of("TimeoutError", message, may_have_happened, [const { JsValue::UNDEFINED }; 3])
    }

    /// The new persona is there, and so is the old one.
    pub(crate) fn half_replaced(created_id: &str, replaced_id: &str, cause: Stopped) -> Self {
        let (why, cause, reason) = match cause {
            Stopped::Failed(Failure(failure)) => {
                let why = engine::member(&failure, "message").as_string();
                (why, failure, JsValue::UNDEFINED)
            }
            Stopped::Aborted(reason) => (None, JsValue::UNDEFINED, reason),
        };
        let why = why.as_deref().unwrap_or("the call was aborted");
        let message = [
            "persona ",
            created_id,
            " was created, but persona ",
            replaced_id,
            " was not deleted: ",
            why,
        ];
        let names = "createdId replacedId cause reason";
        let replace = plain(names, [created_id.into(), replaced_id.into(), cause, reason]);
        let rest = [JsValue::UNDEFINED, JsValue::UNDEFINED, replace];
        Self::of("ReplaceIncompleteError", &message.concat(), false, rest)
    }

    /// As a plain object.
    pub(crate) fn describe(self) -> JsValue {
        self.0
    }

    /// `name` is the class. That something may have happened is said of what must not be made twice,
    /// if nobody knows whether it was carried out.
    fn of(
        name: &str,
        message: &str,
        may_have_happened: bool,
        [status, graph, replace]: [JsValue; 3],
    ) -> Self {
        let may_have_happened = if may_have_happened { JsValue::TRUE } else { JsValue::UNDEFINED };
        Self(plain(
            "name message status mayHaveHappened graph replace",
            [name.into(), message.into(), status, may_have_happened, graph, replace],
        ))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        let (error, is_ambiguous) = match error {
            Error::Ambiguous(AmbiguousOutcome::Network(error)) => (Error::from(error), true),
            Error::Ambiguous(AmbiguousOutcome::Response(error)) => (Error::from(error), true),
            error => (error, false),
        };
        let (name, status, graph) = match error {
            Error::Network(NetworkError::NotSent { .. }) => ("RequestError", None, None),
            Error::Network(NetworkError::TimedOut { .. }) => ("TimeoutError", None, None),
            Error::Response(ResponseError::Graph(error)) => {
                (class(error.kind), Some(error.status), Some(error))
            }
            Error::Response(ResponseError::Decode { status, .. }) => {
                ("ResponseError", Some(status), None)
            }
            _ => ("ConnectionError", None, None),
        };
        // Graph's own words, without the codes that are beside them.
        let message = match &graph {
            Some(error) if !is_ambiguous => &error.message,
            _ => &message,
        };
        let details =
            graph.as_ref().map_or(JsValue::UNDEFINED, |error| details(error, is_ambiguous));
        Self::of(name, message, is_ambiguous, [status.into(), details, JsValue::UNDEFINED])
    }
}

impl From<PaginationError> for Failure {
    fn from(error: PaginationError) -> Self {
        match error {
            PaginationError::Request(error) => error.into(),
            other => Self::of(
                "ResponseError",
                &other.to_string(),
                false,
                [const { JsValue::UNDEFINED }; 3],
            ),
        }
    }
}

fn class(kind: GraphErrorKind) -> &'static str {
    match kind {
        GraphErrorKind::AccessToken => "AccessTokenError",
        GraphErrorKind::Permission => "PermissionError",
        GraphErrorKind::RateLimit => "RateLimitError",
        _ => "GraphError",
    }
}

/// What Graph did not say is `null`. Codes are JavaScript's own numbers: one that they cannot hold
/// must not cost the error.
fn details(error: &GraphError, is_ambiguous: bool) -> JsValue {
    let idempotency =
        if is_ambiguous { Idempotency::NonIdempotent } else { Idempotency::Idempotent };
    let text = |text: &Option<String>| text.as_deref().map_or(JsValue::NULL, JsValue::from);
    let number = |number: Option<f64>| number.map_or(JsValue::NULL, JsValue::from);
    plain(
        "code subcode kind advice type userTitle userMessage isTransient fbtraceId retryAfter",
        [
            float(error.code).into(),
            number(error.subcode.map(float)),
            error.kind.as_str().into(),
            error.advice(idempotency).into(),
            text(&error.error_type),
            text(&error.user_title),
            text(&error.user_message),
            error.is_transient.into(),
            text(&error.fbtrace_id),
            number(error.retry_after.map(|wait| wait.as_secs_f64() * 1000.0)),
        ],
    )
}

#[expect(clippy::cast_precision_loss, reason = "real codes have at most eight digits")]
fn float(code: i64) -> f64 {
    code as f64
}
