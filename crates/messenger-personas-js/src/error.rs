//! Errors, as the classes of `npm/dist/errors.js`.

use std::fmt::Display;

use messenger_personas::{
    BatchItemError, GraphError, GraphErrorKind, Idempotency, PersonaId, ResponseError,
};
use messenger_personas_client::{AmbiguousOutcome, Error, NetworkError, PaginationError};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::abort::Aborted;

/// Nothing was sent: a value is invalid. Contains a sentence that says which, and what to do.
#[derive(Debug)]
pub(crate) struct RequestError(String);

impl RequestError {
    pub(crate) fn new(sentence: impl Display) -> Self {
        Self(sentence.to_string())
    }
}

impl From<RequestError> for JsValue {
    fn from(RequestError(sentence): RequestError) -> Self {
        ErrorDetails::new("RequestError", sentence).into_js(&JsValue::UNDEFINED)
    }
}

/// Why a call has no result.
#[derive(Debug)]
pub(crate) enum CallError {
    Request(RequestError),
    Failed(Error),
    /// A list could not be read to its end.
    Pagination(PaginationError),
    /// A request of a batch failed; `idempotency` is that request's.
    BatchItem {
        error: BatchItemError,
        idempotency: Idempotency,
    },
    /// A replacement stopped between its create and its delete.
    ReplaceIncomplete {
        created: PersonaId,
        old: PersonaId,
        cause: Box<CallError>,
    },
    Aborted(Aborted),
}

impl CallError {
    /// The error, or the reason of the signal that aborted the call.
    pub(crate) fn into_js(self) -> JsValue {
        let details = match self {
            Self::Request(error) => return error.into(),
            Self::Aborted(Aborted(reason)) => return reason,
            Self::Failed(error) | Self::Pagination(PaginationError::Request(error)) => error.into(),
            Self::Pagination(error) => ErrorDetails::new("ResponseError", error.to_string()),
            Self::BatchItem { error: BatchItemError::Response(error), idempotency } => {
                Error::from_response(error, idempotency).into()
            }
            Self::ReplaceIncomplete { created, old, cause } => {
                let details = ErrorDetails::replace_incomplete(&created, &old, &cause);
                return details.into_js(&cause.into_js());
            }
            Self::BatchItem { error, idempotency } => ErrorDetails {
                may_have_happened: idempotency == Idempotency::NonIdempotent,
                ..ErrorDetails::new("TimeoutError", error.to_string())
            },
        };
        details.into_js(&JsValue::UNDEFINED)
    }
}

impl From<RequestError> for CallError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<PaginationError> for CallError {
    fn from(error: PaginationError) -> Self {
        Self::Pagination(error)
    }
}

impl From<Aborted> for CallError {
    fn from(aborted: Aborted) -> Self {
        Self::Aborted(aborted)
    }
}

/// What a JavaScript error is made of. It contains no token, no URL and no body.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorDetails {
    /// Class.
    name: &'static str,
    message: String,
    may_have_happened: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(flatten)]
    graph: Option<GraphErrorDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_id: Option<String>,
}

/// Members of an error that Graph returned. A member that Graph did not send is `null`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GraphErrorDetails {
    /// JavaScript's own numbers: a code that they cannot represent must not cost the error.
    code: f64,
    subcode: Option<f64>,
    kind: &'static str,
    advice: &'static str,
    r#type: Option<String>,
    user_title: Option<String>,
    user_message: Option<String>,
    is_transient: bool,
    fbtrace_id: Option<String>,
    /// Milliseconds.
    retry_after: Option<f64>,
}

impl ErrorDetails {
    fn new(name: &'static str, message: String) -> Self {
        Self { name, message, ..Self::default() }
    }

    fn replace_incomplete(created: &PersonaId, old: &PersonaId, cause: &CallError) -> Self {
        let reason = match cause {
            CallError::Failed(error) => error.to_string(),
            _ => "the call was aborted".to_owned(),
        };
        let message =
            format!("persona {created} was created, but persona {old} was not deleted: {reason}");
        Self {
            created_id: Some(created.to_string()),
            replaced_id: Some(old.to_string()),
            ..Self::new("ReplaceIncompleteError", message)
        }
    }

    /// An error of the class, with `cause` unless it is `undefined`.
    fn into_js(self, cause: &JsValue) -> JsValue {
        let details = self.serialize(&SERIALIZER).unwrap_or_default();
        js::create_error(details, cause)
    }
}

impl From<Error> for ErrorDetails {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        let (error, is_ambiguous) = match error {
            Error::Ambiguous(AmbiguousOutcome::Network(error)) => (Error::from(error), true),
            Error::Ambiguous(AmbiguousOutcome::Response(error)) => (Error::from(error), true),
            error => (error, false),
        };
        let mut details = match error {
            Error::Network(NetworkError::NotSent { .. }) => Self::new("RequestError", message),
            Error::Network(NetworkError::TimedOut { .. }) => Self::new("TimeoutError", message),
            Error::Response(ResponseError::Graph(error)) => {
                // Graph's own message, without the codes that are members.
                let message = if is_ambiguous { message } else { error.message.clone() };
                Self { status: Some(error.status), ..Self::new(class(error.kind), message) }
                    .with_graph(*error, is_ambiguous)
            }
            Error::Response(ResponseError::Decode { status, .. }) => {
                Self { status: Some(status), ..Self::new("ResponseError", message) }
            }
            _ => Self::new("ConnectionError", message),
        };
        details.may_have_happened = is_ambiguous;
        details
    }
}

impl ErrorDetails {
    fn with_graph(self, error: GraphError, is_ambiguous: bool) -> Self {
        let idempotency =
            if is_ambiguous { Idempotency::NonIdempotent } else { Idempotency::Idempotent };
        let graph = GraphErrorDetails {
            code: to_f64(error.code),
            subcode: error.subcode.map(to_f64),
            kind: error.kind.as_str(),
            advice: error.advice(idempotency),
            r#type: error.error_type,
            user_title: error.user_title,
            user_message: error.user_message,
            is_transient: error.is_transient,
            fbtrace_id: error.fbtrace_id,
            retry_after: error.retry_after.map(|wait| wait.as_secs_f64() * 1000.0),
        };
        Self { graph: Some(graph), ..self }
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

#[expect(clippy::cast_precision_loss, reason = "real codes have at most eight digits")]
fn to_f64(code: i64) -> f64 {
    code as f64
}

/// Maps become objects, and `None` becomes `null`.
pub(crate) const SERIALIZER: serde_wasm_bindgen::Serializer =
    serde_wasm_bindgen::Serializer::json_compatible();

mod js {
    use wasm_bindgen::prelude::*;

    // Beside the generated module in the package. Unit tests have no such file.
    #[cfg_attr(not(test), wasm_bindgen(raw_module = "./create_error.js"))]
    #[cfg_attr(test, wasm_bindgen(inline_js = "export const createError = (details) => details;"))]
    extern "C" {
        #[wasm_bindgen(js_name = createError)]
        pub(super) fn create_error(details: JsValue, cause: &JsValue) -> JsValue;
    }
}
