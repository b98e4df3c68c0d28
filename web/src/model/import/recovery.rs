//! What to do after a request of an import failed.

use std::time::Duration;

use messenger_personas::{GraphErrorKind, ResponseError};
use messenger_personas_client::{AmbiguousOutcome, Error};

use super::row::Job;

/// What to do after a failure.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Recovery {
    /// Nothing: the old persona of a replacement was already deleted, so the row is done.
    Done,
    /// Go on with the next row. Graph refused this one only.
    Skip,
    /// Repeat the row after a while: the rate limit is reached.
    Wait(Duration),
    /// Stop, and search for the persona before anything else: it may have been created.
    Resolve,
    /// Stop: every other row would fail too.
    Stop,
}

impl Recovery {
    /// After `error`; `rate_limits` is how many times in a row the rate limit was reached before.
    pub(super) fn after(job: &Job, error: &Error, rate_limits: u32) -> Self {
        use GraphErrorKind::{
            AccessToken, Permission, RateLimit, Service, UnknownObject, UnknownPath,
        };
        let error = match error {
            Error::Ambiguous(AmbiguousOutcome::Network(_) | AmbiguousOutcome::Response(_)) => {
                return Self::Resolve;
            }
            Error::Response(ResponseError::Graph(error)) => error,
            _ => return Self::Stop,
        };
        match error.kind {
            RateLimit => {
                let backoff = INITIAL_BACKOFF.saturating_mul(2_u32.saturating_pow(rate_limits));
                let retry_after = error.retry_after.unwrap_or_default();
                Self::Wait(backoff.min(MAX_BACKOFF).max(retry_after))
            }
            UnknownObject if job.is_half_done() => Self::Done,
            AccessToken | Permission | Service | UnknownObject | UnknownPath => Self::Stop,
            _ => Self::Skip,
        }
    }
}

const INITIAL_BACKOFF: Duration = Duration::from_secs(30);
const MAX_BACKOFF: Duration = Duration::from_mins(15);

#[cfg(test)]
mod tests {
    use messenger_personas::ReplacePersona;
    use messenger_personas_client::NetworkError;

    use super::*;
    use crate::model::import::test_util::{create, graph_error, id, persona};

    #[test]
    fn a_failure_skips_the_row_or_stops_the_import() {
        use Recovery::{Done, Resolve, Skip, Stop, Wait};
        let new = Job::Create(create("Eve"));
        let replace = ReplacePersona::resume(id("7"), create("Adam B."), id("8"));
        let half_done = Job::Replace { old: persona("7", "Adam"), replace };
        let cut = NetworkError::Connection { origin: String::new(), reason: String::new() };
        let gone = r#""code":100,"error_subcode":33"#;
        for (job, error, rate_limits, expected) in [
            (&new, Error::Network(cut.clone()), 0, Stop),
            (&new, Error::Ambiguous(AmbiguousOutcome::Network(cut)), 0, Resolve),
            (&new, graph_error(r#""code":100"#), 0, Skip),
            (&new, graph_error(r#""code":190"#), 0, Stop),
            (&new, graph_error(gone), 0, Stop),
            (&half_done, graph_error(gone), 0, Done),
            (&new, graph_error(r#""code":4"#), 0, Wait(Duration::from_secs(30))),
            (&new, graph_error(r#""code":80001"#), 2, Wait(Duration::from_mins(2))),
            (&new, graph_error(r#""code":613"#), 40, Wait(MAX_BACKOFF)),
        ] {
            assert_eq!(Recovery::after(job, &error, rate_limits), expected, "{error}");
        }
    }
}
