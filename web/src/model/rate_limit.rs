//! The wait after a rate limit.

use std::time::Duration;

use messenger_personas::Failure;
use messenger_personas_client::Error;

/// How long a rate limit lasts; `None` for any other error. `attempt` counts the rate limits one after
/// the other: if Graph does not say, the first lasts 30 seconds, the next a minute, up to 8 minutes.
#[must_use]
pub fn rate_limit_wait(error: &Error, attempt: u32) -> Option<Duration> {
    let Error::Response(response) = error else { return None };
    let failure = Failure::Response(response);
    let default = Duration::from_secs(30 << attempt.min(4));
    let wait = failure.retry_after().unwrap_or(default).max(SHORTEST_WAIT);
    failure.is_rate_limit().then_some(wait)
}

/// The longest that a client waits for a rate limit by itself. Longer waits are shown.
pub const LONGEST_SILENT_WAIT: Duration = Duration::from_secs(1);
const SHORTEST_WAIT: Duration = Duration::from_secs(1);
