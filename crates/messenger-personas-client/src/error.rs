//! Why a call failed.

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
};
use core::time::Duration;

use messenger_personas::{Failure, Graph, GraphError, GraphErrorKind, Idempotency, ResponseError};

use crate::TransportError;

/// Why a call failed, by the moment at which it did.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No whole answer came, to a call that can be made again.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// An answer came, and it is no success.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// Nobody knows whether a call that must not be made twice was carried out.
    #[error(transparent)]
    Ambiguous(#[from] AmbiguousOutcome),
    /// An earlier call of a operation ended that way, and nobody has looked yet. Nothing was sent.
    #[error(
        "nobody knows whether an earlier call of this operation was carried out: look, and say \
         what is there, before going on"
    )]
    NeedsResolution,
}

impl Error {
    /// That the answer to a call cannot be read, which leaves in doubt what must not be made twice.
    #[must_use]
    pub fn unread(error: ResponseError, idempotency: Idempotency) -> Self {
        AttemptError::Response(error).into_error(idempotency)
    }

    /// Graph's refusal, if there is one. Of an ambiguous outcome it is what Graph said when it
    /// failed in the middle.
    #[must_use]
    pub fn graph(&self) -> Option<&GraphError> {
        match self {
            Self::Response(error) | Self::Ambiguous(AmbiguousOutcome::Response(error)) => {
                refusal(error)
            }
            _ => None,
        }
    }

    /// Whether to look before asking again.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        matches!(self, Self::Ambiguous(_))
    }
}

/// A call that creates or sends failed so that nobody knows whether it was carried out.
///
/// Asking again could create or send a second time: look first what is there.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AmbiguousOutcome {
    /// No whole answer came.
    #[error("{MAYBE_DONE} ({0})")]
    Fetch(FetchError),
    /// The answer does not say what became of the call.
    #[error("{MAYBE_DONE} ({0})")]
    Response(ResponseError),
}

/// Why no whole answer came. Unless nothing was sent, nobody knows whether the call was carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Offline, refused, cut off, or blocked by the browser.
    #[error("no answer from {origin}: check the connection and the address ({reason})")]
    Connection {
        /// Whom the call was for.
        origin: String,
        /// The transport's words.
        reason: String,
    },
    /// The runtime did not send the call: an address that it does not take, or no `fetch`.
    #[error("nothing was sent to {origin}: check the address ({reason})")]
    NotSent {
        /// Whom the call was for.
        origin: String,
        /// The transport's words.
        reason: String,
    },
    /// The answer was not complete in time.
    #[error(
        "no answer from {origin} within {}: check the connection, or allow more time",
        words(*.timeout)
    )]
    TimedOut {
        /// Whom the call was for.
        origin: String,
        /// How long one call may take.
        timeout: Duration,
    },
}

impl FetchError {
    /// That the transport got no answer from `graph`. A runtime's own words can hold the address or
    /// the headers of the call: the secrets of `graph` are removed from them.
    #[must_use]
    pub fn transport(error: &TransportError, graph: &Graph) -> Self {
        let reason = graph.redact(&error.reason);
        let origin = graph.origin.to_string();
        if error.request_sent {
            Self::Connection { origin, reason }
        } else {
            Self::NotSent { origin, reason }
        }
    }

    /// That `graph` did not answer within `timeout`.
    #[must_use]
    pub fn timed_out(graph: &Graph, timeout: Duration) -> Self {
        Self::TimedOut { origin: graph.origin.to_string(), timeout }
    }
}

/// Why one attempt failed, before it is decided what that means for the call.
#[derive(Clone, Debug, PartialEq)]
pub enum AttemptError {
    /// No whole answer came.
    Fetch(FetchError),
    /// An answer came, and it is no success.
    Response(ResponseError),
}

impl AttemptError {
    pub(crate) fn failure(&self) -> Failure<'_> {
        match self {
            Self::Fetch(FetchError::TimedOut { .. }) => Failure::TimedOut,
            Self::Fetch(FetchError::Connection { .. }) => Failure::Connection,
            Self::Fetch(FetchError::NotSent { .. }) => Failure::NotSent,
            Self::Response(error) => Failure::Response(error),
        }
    }

    /// Whether the call may have been carried out, and a second one would do it twice.
    pub(crate) fn is_ambiguous(&self, idempotency: Idempotency) -> bool {
        idempotency == Idempotency::NonIdempotent && self.failure().is_ambiguous()
    }

    pub(crate) fn is_gone(&self) -> bool {
        let Self::Response(error) = self else { return false };
        refusal(error).is_some_and(|error| error.kind == GraphErrorKind::UnknownObject)
    }

    pub(crate) fn into_error(self, idempotency: Idempotency) -> Error {
        match (self.is_ambiguous(idempotency), self) {
            (true, Self::Fetch(error)) => AmbiguousOutcome::Fetch(error).into(),
            (true, Self::Response(error)) => AmbiguousOutcome::Response(error).into(),
            (false, Self::Fetch(error)) => error.into(),
            (false, Self::Response(error)) => error.into(),
        }
    }
}

impl From<FetchError> for AttemptError {
    fn from(error: FetchError) -> Self {
        Self::Fetch(error)
    }
}

impl From<ResponseError> for AttemptError {
    fn from(error: ResponseError) -> Self {
        Self::Response(error)
    }
}

fn refusal(error: &ResponseError) -> Option<&GraphError> {
    match error {
        ResponseError::Graph(error) => Some(error),
        _ => None,
    }
}

/// A time in words, without the weight of formatting a fraction.
fn words(time: Duration) -> String {
    match (time.as_secs(), time.subsec_millis()) {
        (1, 0) => "1 second".to_owned(),
        (seconds, 0) => format!("{seconds} seconds"),
        (seconds, millis) => {
            format!("{} ms", seconds.saturating_mul(1000).saturating_add(millis.into()))
        }
    }
}

const MAYBE_DONE: &str = "nobody knows whether this was carried out: look before asking again";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_out_says_how_long_was_waited() {
        for (ms, expected) in [(30_000, "30 seconds"), (1000, "1 second"), (1500, "1500 ms")] {
            assert_eq!(words(Duration::from_millis(ms)), expected);
        }
    }

    #[test]
    fn an_ambiguous_outcome_says_to_look_and_then_why() {
        let timeout = Duration::from_secs(30);
        let late = FetchError::TimedOut { origin: "https://a".to_owned(), timeout };
        assert_eq!(
            Error::from(AmbiguousOutcome::Fetch(late)).to_string(),
            "nobody knows whether this was carried out: look before asking again \
             (no answer from https://a within 30 seconds: check the connection, or allow more time)"
        );
    }
}
