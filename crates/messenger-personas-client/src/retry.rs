//! The retry state of one request.

use std::time::Duration;

use messenger_personas::{Idempotency, PreparedRequest, Retry, RetryPolicy, SuccessBody};

use crate::{AttemptError, Error};

/// The retry state of one request, without I/O.
///
/// [`Client`](crate::Client) uses it for its own loop. Use it if you send requests in a loop of
/// your own.
///
/// ```
/// use messenger_personas::{GetPersona, GraphRequest, PersonaId, RetryPolicy};
/// use messenger_personas_client::{NetworkError, RetryDecision, RetryState};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let request = GetPersona::new(PersonaId::parse("1007240332817468")?).prepare();
/// let mut state = RetryState::new(&request);
/// let error = NetworkError::Connection {
///     origin: "https://graph.facebook.com".into(),
///     reason: "connection reset".into(),
/// };
/// let decision = state.on_result(Err(error.into()), &RetryPolicy::default(), 1.0);
/// let RetryDecision::Retry(delay) = decision else { return Err("a read is retried".into()) };
/// assert_eq!(delay.as_millis(), 500);
/// assert_eq!(state.attempt(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct RetryState {
    idempotency: Idempotency,
    is_delete: bool,
    attempt: u32,
    maybe_applied: bool,
}

impl RetryState {
    /// The state before the first attempt.
    #[must_use]
    pub fn new(request: &PreparedRequest) -> Self {
        Self {
            idempotency: request.idempotency,
            is_delete: request.is_delete(),
            attempt: 0,
            maybe_applied: request.maybe_applied,
        }
    }

    /// Number of the next attempt: 0 is the first one, 1 the first retry.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// `true` if an attempt may have been applied although it failed.
    #[must_use]
    pub fn maybe_applied(&self) -> bool {
        self.maybe_applied
    }

    /// Decides what to do after an attempt. `random` is a number from 0 to 1, different for each
    /// attempt.
    pub fn on_result(
        &mut self,
        result: Result<SuccessBody, AttemptError>,
        policy: &RetryPolicy,
        random: f64,
    ) -> RetryDecision {
        let error = match result {
            Ok(body) => return RetryDecision::Success(body),
            // An earlier attempt deleted the object, and its response was lost.
            Err(error) if self.is_delete && self.maybe_applied && error.is_unknown_object() => {
                return RetryDecision::Success(SuccessBody::deleted());
            }
            Err(error) => error,
        };
        let failure = error.failure();
        self.maybe_applied |= failure.is_ambiguous();
        match policy.decide(self.idempotency, failure, self.attempt, random) {
            Retry::Stop => RetryDecision::Fail(error.into_error(self.idempotency)),
            Retry::After(delay) => {
                self.attempt += 1;
                RetryDecision::Retry(delay)
            }
        }
    }
}

/// What to do after an attempt.
#[derive(Debug)]
pub enum RetryDecision {
    /// Return the body: Graph accepted the request.
    Success(SuccessBody),
    /// Send the request again after this delay.
    Retry(Duration),
    /// Return the error.
    Fail(Error),
}
