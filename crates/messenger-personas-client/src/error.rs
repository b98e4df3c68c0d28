//! Errors of a client.

use std::time::Duration;

#[cfg(feature = "rate-limit")]
use messenger_personas::Retryability;
use messenger_personas::{Failure, Graph, GraphError, GraphErrorKind, Idempotency, ResponseError};

use crate::{TransportError, TransportStage};

/// Error of a request.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No complete response arrived, to a request that can be repeated or was not sent.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The response is an error.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// A create or a send failed, and may have been applied.
    #[error(transparent)]
    Ambiguous(#[from] AmbiguousOutcome),
    /// An earlier request of an operation may have been applied, and the operation was not
    /// resolved. Nothing was sent.
    #[error(
        "an earlier request of this operation may have been applied: check whether it was, and \
         resolve the operation before you run it again"
    )]
    NeedsResolution,
}

impl Error {
    /// The error for `error`, which is ambiguous if the request cannot be repeated and may have
    /// been applied.
    #[must_use]
    pub fn from_response(error: ResponseError, idempotency: Idempotency) -> Self {
        AttemptError::Response(error).into_error(idempotency)
    }

    /// The error object that Graph returned, if it did: also for an ambiguous outcome.
    #[must_use]
    pub fn graph(&self) -> Option<&GraphError> {
        match self {
            Self::Response(error) | Self::Ambiguous(AmbiguousOutcome::Response(error)) => {
                error.graph()
            }
            _ => None,
        }
    }

    /// `true` if the request may have been applied: check before you send it again.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        matches!(self, Self::Ambiguous(_))
    }
}

/// A create or a send failed, and may have been applied.
///
/// Sending it again could create or send a second time: check first.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AmbiguousOutcome {
    /// No complete response arrived.
    #[error("{AMBIGUOUS} ({0})")]
    Network(NetworkError),
    /// Graph failed internally, or the response cannot be decoded.
    #[error("{AMBIGUOUS} ({0})")]
    Response(ResponseError),
}

/// No complete response arrived. Secrets are redacted in the message of the HTTP client.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// Offline, connection lost, or blocked by the browser. The request may have been applied.
    #[error("no response from {origin}: check the connection and the address ({reason})")]
    Connection {
        /// Origin of the request.
        origin: String,
        /// Message of the HTTP client.
        reason: String,
    },
    /// The connection could not be established. Nothing was sent.
    #[error("no connection to {origin}: check the network and the address ({reason})")]
    NotConnected {
        /// Origin of the request.
        origin: String,
        /// Message of the HTTP client.
        reason: String,
    },
    /// The HTTP client refused the request, for example because of an invalid URL. Nothing was
    /// sent.
    #[error("nothing was sent to {origin}: check the address ({reason})")]
    NotSent {
        /// Origin of the request.
        origin: String,
        /// Message of the HTTP client.
        reason: String,
    },
    /// The response was not complete in time. The request may have been applied.
    #[error(
        "no response from {origin} within {}: check the connection, or allow more time",
        format_duration(*.timeout)
    )]
    TimedOut {
        /// Origin of the request.
        origin: String,
        /// Maximum duration of one attempt.
        timeout: Duration,
    },
}

impl NetworkError {
    /// Converts a transport's error. Its message can contain the URL or the headers of the request,
    /// so the secrets of `graph` are redacted.
    #[must_use]
    pub fn new(error: &TransportError, graph: &Graph) -> Self {
        let reason = graph.redact(&error.reason);
        let origin = graph.origin.to_string();
        match error.stage {
            TransportStage::Refused => Self::NotSent { origin, reason },
            TransportStage::Connecting => Self::NotConnected { origin, reason },
            TransportStage::Sent => Self::Connection { origin, reason },
        }
    }

    /// The error for a response that was not complete within `timeout`.
    #[must_use]
    pub fn timed_out(graph: &Graph, timeout: Duration) -> Self {
        Self::TimedOut { origin: graph.origin.to_string(), timeout }
    }
}

/// Error of one attempt, before the decision whether to retry.
#[derive(Clone, Debug, PartialEq)]
pub enum AttemptError {
    /// No complete response arrived.
    Network(NetworkError),
    /// The response is an error.
    Response(ResponseError),
}

impl AttemptError {
    pub(crate) fn failure(&self) -> Failure<'_> {
        match self {
            Self::Network(NetworkError::Connection { .. }) => Failure::Connection,
            Self::Network(NetworkError::NotConnected { .. }) => Failure::NotConnected,
            Self::Network(NetworkError::NotSent { .. }) => Failure::NotSent,
            Self::Network(NetworkError::TimedOut { .. }) => Failure::TimedOut,
            Self::Response(error) => Failure::Response(error),
        }
    }

    /// `true` for a rate limit that affects other requests too, unlike one for a single recipient.
    #[cfg(feature = "rate-limit")]
    pub(crate) fn is_rate_limit_of_all(&self) -> bool {
        let is_of_one_recipient = match self {
            Self::Response(ResponseError::Graph(error)) => {
                error.retryability() == Retryability::Later
            }
            _ => false,
        };
        self.failure().is_rate_limit() && !is_of_one_recipient
    }

    pub(crate) fn is_unknown_object(&self) -> bool {
        let Self::Response(error) = self else { return false };
        error.graph().is_some_and(|error| error.kind == GraphErrorKind::UnknownObject)
    }

    pub(crate) fn into_error(self, idempotency: Idempotency) -> Error {
        let is_ambiguous =
            idempotency == Idempotency::NonIdempotent && self.failure().is_ambiguous();
        match (is_ambiguous, self) {
            (true, Self::Network(error)) => AmbiguousOutcome::Network(error).into(),
            (true, Self::Response(error)) => AmbiguousOutcome::Response(error).into(),
            (false, Self::Network(error)) => error.into(),
            (false, Self::Response(error)) => error.into(),
        }
    }
}

impl From<NetworkError> for AttemptError {
    fn from(error: NetworkError) -> Self {
        Self::Network(error)
    }
}

impl From<ResponseError> for AttemptError {
    fn from(error: ResponseError) -> Self {
        Self::Response(error)
    }
}

fn format_duration(duration: Duration) -> String {
    match (duration.as_secs(), duration.subsec_millis()) {
        (1, 0) => "1 second".to_owned(),
        (seconds, 0) => format!("{seconds} seconds"),
        (seconds, milliseconds) => format!("{} ms", seconds * 1000 + u64::from(milliseconds)),
    }
}

const AMBIGUOUS: &str = "this may have happened although it failed: check before you try again";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_names_its_duration() {
        for (ms, expected) in [(30_000, "30 seconds"), (1000, "1 second"), (1500, "1500 ms")] {
            assert_eq!(format_duration(Duration::from_millis(ms)), expected);
        }
    }

    #[test]
    fn an_ambiguous_outcome_says_to_check_first() {
        let timeout = Duration::from_secs(30);
        let late = NetworkError::TimedOut { origin: "https://a".to_owned(), timeout };
        assert_eq!(
            Error::from(AmbiguousOutcome::Network(late)).to_string(),
            "this may have happened although it failed: check before you try again \
             (no response from https://a within 30 seconds: check the connection, or allow more \
             time)"
        );
    }
}
