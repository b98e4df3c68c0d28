//! What follows each attempt at a call.

use core::time::Duration;

use messenger_personas::{Idempotency, PreparedRequest, Retry, RetryPolicy, SuccessBody};

use crate::{AttemptError, Error};

/// Decides what follows each attempt at one call.
///
/// It makes none itself and knows no time: it is for whoever carries requests in a loop of their
/// own, as [`Client`](crate::Client) does in Rust and the npm package in JavaScript.
///
/// ```
/// use messenger_personas::{PreparedRequest, GetPersona, GraphRequest, PersonaId, RetryPolicy};
/// use messenger_personas_client::{RetryState, FetchError, RetryDecision};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let call = GetPersona::new(PersonaId::parse("1007240332817468")?).prepare();
/// let mut attempts = RetryState::new(&call);
/// let cut = FetchError::Connection { origin: "https://graph.facebook.com".into(), reason: "cut".into() };
/// let RetryDecision::Retry(wait) = attempts.on_result(Err(cut.into()), &RetryPolicy::default(), 1.0) else {
///     return Err("a read is made again".into());
/// };
/// assert_eq!(wait.as_millis(), 500);
/// assert_eq!(attempts.number(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct RetryState {
    idempotency: Idempotency,
    number: u32,
    maybe_applied: bool,
}

impl RetryState {
    /// None was made yet.
    #[must_use]
    pub fn new(call: &PreparedRequest) -> Self {
        Self { idempotency: call.idempotency, number: 0, maybe_applied: call.maybe_applied }
    }

    /// Which attempt is next: 0 is the first, 1 the first retry.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether an attempt may have been carried out without anybody hearing of it.
    #[must_use]
    pub fn maybe_applied(&self) -> bool {
        self.maybe_applied
    }

    /// What follows an attempt that ended with `answer`. `jitter` is a number from 0 to 1, another
    /// one each time.
    pub fn on_result(
        &mut self,
        answer: Result<SuccessBody, AttemptError>,
        retry: &RetryPolicy,
        jitter: f64,
    ) -> RetryDecision {
        let error = match answer {
            Ok(accepted) => return RetryDecision::Success(accepted),
            // What was deleted by an attempt that nobody heard of is not there for the next one.
            Err(error)
                if self.maybe_applied
                    && self.idempotency == Idempotency::Idempotent
                    && error.is_gone() =>
            {
                return RetryDecision::Success(SuccessBody::deleted());
            }
            Err(error) => error,
        };
        let failure = error.failure();
        self.maybe_applied |= failure.is_ambiguous();
        match retry.decide(self.idempotency, failure, self.number, jitter) {
            Retry::Stop => RetryDecision::Fail(error.into_error(self.idempotency)),
            Retry::After(wait) => {
                self.number += 1;
                RetryDecision::Retry(wait)
            }
        }
    }
}

/// What follows an attempt.
#[derive(Debug)]
pub enum RetryDecision {
    /// Nothing: Graph accepted the call.
    Success(SuccessBody),
    /// The next attempt, after this time.
    Retry(Duration),
    /// Nothing: the call failed.
    Fail(Error),
}
