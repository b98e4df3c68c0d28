//! What follows each attempt at a call.

use core::time::Duration;

use messenger_personas::{Accepted, Call, Replay, Retry, RetryPolicy};

use crate::{Error, Setback};

/// Decides what follows each attempt at one call.
///
/// It makes none itself and knows no time: it is for whoever carries requests in a loop of their
/// own, as [`Client`](crate::Client) does in Rust and the npm package in JavaScript.
///
/// ```
/// use messenger_personas::{Call, GetPersona, GraphRequest, PersonaId, RetryPolicy};
/// use messenger_personas_fetch::{Attempts, FetchError, Next};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let call = GetPersona::new(PersonaId::parse("1007240332817468")?).call();
/// let mut attempts = Attempts::new(&call);
/// let cut = FetchError::Connection { origin: "https://graph.facebook.com".into(), reason: "cut".into() };
/// let Next::Again(wait) = attempts.after(Err(cut.into()), &RetryPolicy::default(), 1.0) else {
///     return Err("a read is made again".into());
/// };
/// assert_eq!(wait.as_millis(), 500);
/// assert_eq!(attempts.number(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Attempts {
    replay: Replay,
    number: u32,
    maybe_done: bool,
}

impl Attempts {
    /// None was made yet.
    #[must_use]
    pub fn new(call: &Call) -> Self {
        Self { replay: call.replay, number: 0, maybe_done: call.may_be_done }
    }

    /// Which attempt is next: 0 is the first, 1 the first retry.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether an attempt may have been carried out without anybody hearing of it.
    #[must_use]
    pub fn are_in_doubt(&self) -> bool {
        self.maybe_done
    }

    /// What follows an attempt that ended with `answer`. `jitter` is a number from 0 to 1, another
    /// one each time.
    pub fn after(
        &mut self,
        answer: Result<Accepted, Setback>,
        retry: &RetryPolicy,
        jitter: f64,
    ) -> Next {
        let setback = match answer {
            Ok(accepted) => return Next::Done(accepted),
            // What was deleted by an attempt that nobody heard of is not there for the next one.
            Err(setback)
                if self.maybe_done && self.replay == Replay::Delete && setback.is_gone() =>
            {
                return Next::Done(Accepted::deleted());
            }
            Err(setback) => setback,
        };
        let failure = setback.failure();
        self.maybe_done |= failure.is_unclear();
        match retry.decide(self.replay, failure, self.number, jitter) {
            Retry::Stop => Next::Failed(setback.into_error(self.replay)),
            Retry::After(wait) => {
                self.number += 1;
                Next::Again(wait)
            }
        }
    }
}

/// What follows an attempt.
#[derive(Debug)]
pub enum Next {
    /// Nothing: Graph accepted the call.
    Done(Accepted),
    /// The next attempt, after this time.
    Again(Duration),
    /// Nothing: the call failed.
    Failed(Error),
}
