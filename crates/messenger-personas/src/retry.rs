//! Whether to ask again, and when: a pure table.

use core::time::Duration;

use crate::{GraphErrorKind, Idempotency, ResponseError, Retryability};

/// How often and how patiently to ask again.
///
/// ```
/// use std::time::Duration;
/// use messenger_personas::{Failure, Idempotency, Retry, RetryPolicy};
///
/// let policy = RetryPolicy { max_retries: 1, ..RetryPolicy::default() };
/// // A read whose answer never came is asked again, a create is not.
/// let (reads, creates) = (Idempotency::Safe, Idempotency::NonIdempotent);
/// assert_eq!(policy.decide(reads, Failure::Connection, 0, 1.0), Retry::After(Duration::from_millis(500)));
/// assert_eq!(policy.decide(creates, Failure::Connection, 0, 1.0), Retry::Stop);
/// assert_eq!(policy.decide(reads, Failure::Connection, 1, 1.0), Retry::Stop);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How many calls at most follow the first one.
    pub max_retries: u32,
    /// The longest wait before the first retry; it doubles with each.
    pub initial_backoff: Duration,
    /// The longest wait before the first retry after a throttle; it doubles with each.
    pub rate_limit_backoff: Duration,
    /// The longest wait before any retry. Where Graph asks for a longer one, there is no retry.
    pub max_backoff: Duration,
}

impl RetryPolicy {
    /// No second call, ever.
    #[must_use]
    pub fn never() -> Self {
        Self { max_retries: 0, ..Self::default() }
    }

    /// Whether to make a call again after `failure`, the `attempt`-th of them counting from 0.
    ///
    /// `jitter` is a number from 0 to 1 that spreads the waits of many clients; outside that it
    /// is taken as the nearer end.
    ///
    /// Reads and deletes are asked again after a lost, late or transient answer. What creates or
    /// sends is asked again only after a throttle by Graph, because only then is it certain that
    /// nothing was done. Nothing is asked again before Graph's own
    /// [`retry_after`](crate::GraphError::retry_after) is over.
    #[must_use]
    pub fn decide(
        &self,
        replay: Idempotency,
        failure: Failure<'_>,
        attempt: u32,
        jitter: f64,
    ) -> Retry {
        if attempt >= self.max_retries || !may_help(replay, failure) {
            return Retry::Stop;
        }
        let least = failure.retry_after().unwrap_or_default();
        if least > self.max_backoff {
            return Retry::Stop;
        }
        let doubled = 2_u32.checked_pow(attempt).unwrap_or(u32::MAX);
        let first =
            if failure.is_throttle() { self.rate_limit_backoff } else { self.initial_backoff };
        let longest = first.saturating_mul(doubled).min(self.max_backoff);
        let jitter = if jitter.is_finite() { jitter.clamp(0.0, 1.0) } else { 1.0 };
        // From half to all of it: never at once, never all clients together.
        let seconds = longest.as_secs_f64() * (0.5 + jitter / 2.0);
        let wait = Duration::try_from_secs_f64(seconds).unwrap_or(longest);
        Retry::After(wait.max(least))
    }
}

impl Default for RetryPolicy {
    /// Two retries, after up to 500 ms and up to 1 s, or after a throttle up to 5 s and up to 10 s.
    fn default() -> Self {
        Self {
            max_retries: 2,
            initial_backoff: Duration::from_millis(500),
            rate_limit_backoff: Duration::from_secs(5),
            max_backoff: Duration::from_secs(20),
        }
    }
}

/// How a call failed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Failure<'a> {
    /// No answer came: offline, refused, cut, blocked by the browser.
    Connection,
    /// Nothing was sent: the runtime refused to.
    NotSent,
    /// The answer did not come in time.
    TimedOut,
    /// An answer came, and it is no success.
    Response(&'a ResponseError),
}

impl Failure<'_> {
    /// Whether the call may have been carried out all the same.
    #[must_use]
    pub fn is_ambiguous(self) -> bool {
        match self {
            Self::NotSent => false,
            Self::Connection | Self::TimedOut | Self::Response(ResponseError::Decode { .. }) => {
                true
            }
            Self::Response(ResponseError::Graph(error)) => match error.kind {
                GraphErrorKind::Service => true,
                GraphErrorKind::Unknown => error.is_transient || error.status >= 500,
                _ => false,
            },
        }
    }

    /// Whether it is about too many calls.
    #[must_use]
    pub fn is_throttle(self) -> bool {
        match self {
            Self::Response(ResponseError::Graph(error)) => error.kind == GraphErrorKind::RateLimit,
            // A gateway's: Graph itself never answers with this status.
            Self::Response(ResponseError::Decode { status, .. }) => *status == 429,
            Self::Connection | Self::TimedOut | Self::NotSent => false,
        }
    }

    /// For how long to make no calls, if Graph or a gateway said so.
    #[must_use]
    pub fn retry_after(self) -> Option<Duration> {
        match self {
            Self::Response(ResponseError::Graph(error)) => error.retry_after,
            Self::Response(ResponseError::Decode { retry_after, .. }) => *retry_after,
            Self::Connection | Self::TimedOut | Self::NotSent => None,
        }
    }
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Give up.
    Stop,
    /// Make the call again after this time.
    After(Duration),
}

fn may_help(replay: Idempotency, failure: Failure<'_>) -> bool {
    let safe = replay != Idempotency::NonIdempotent;
    match failure {
        Failure::NotSent => false,
        Failure::Connection | Failure::TimedOut => safe,
        Failure::Response(ResponseError::Decode { status, .. }) => {
            safe && (*status >= 500 || failure.is_throttle())
        }
        Failure::Response(ResponseError::Graph(error)) => {
            let is_time = match error.retryability() {
                Retryability::Never => false,
                Retryability::Soon => true,
                // Nobody knows when, unless Graph said it.
                Retryability::Later => error.retry_after.is_some(),
            };
            is_time && (safe || failure.is_throttle())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessToken, Graph, HttpResponse};

    fn answer(status: u16, body: &str) -> ResponseError {
        let graph = Graph::new(AccessToken::parse("T").unwrap());
        HttpResponse::json(status, body).into_success(&graph).unwrap_err()
    }

    fn stops(replay: Idempotency, failure: Failure<'_>) -> bool {
        RetryPolicy::default().decide(replay, failure, 0, 0.5) == Retry::Stop
    }

    #[test]
    fn creating_and_sending_are_asked_again_only_after_a_throttle() {
        let throttle = answer(400, r#"{"error":{"message":"","code":4,"is_transient":true}}"#);
        let service = answer(500, r#"{"error":{"message":"","code":2,"is_transient":true}}"#);
        let proxy = answer(502, "<html>");
        for (failure, read_stops, send_stops) in [
            (Failure::Connection, false, true),
            (Failure::TimedOut, false, true),
            (Failure::Response(&service), false, true),
            (Failure::Response(&proxy), false, true),
            (Failure::Response(&throttle), false, false),
        ] {
            assert_eq!(stops(Idempotency::Safe, failure), read_stops, "{failure:?}");
            assert_eq!(stops(Idempotency::NonIdempotent, failure), send_stops, "{failure:?}");
        }
    }

    #[test]
    fn what_will_not_change_is_not_asked_again() {
        for code in [100, 190, 200, 551, 368] {
            let error = answer(400, &format!(r#"{{"error":{{"message":"","code":{code}}}}}"#));
            assert!(stops(Idempotency::Safe, Failure::Response(&error)), "{code}");
        }
        let page = answer(200, "<html>");
        assert!(stops(Idempotency::Safe, Failure::Response(&page)));
    }

    #[test]
    fn what_graph_calls_transient_is_asked_again_unless_the_table_knows_better() {
        for (error, read_stops, unclear) in [
            (r#""code":77,"is_transient":true"#, false, true),
            (r#""code":77"#, true, false),
            (r#""code":1,"error_subcode":99,"is_transient":true"#, true, false),
            (r#""code":1,"error_subcode":1357046,"is_transient":true"#, true, true),
            (r#""code":368"#, true, false),
            (r#""code":4,"error_subcode":2018354"#, true, false),
            (r#""code":2"#, false, true),
            (r#""code":4"#, false, false),
        ] {
            let refused = answer(400, &format!(r#"{{"error":{{{error}}}}}"#));
            let failure = Failure::Response(&refused);
            assert_eq!(stops(Idempotency::Safe, failure), read_stops, "{error}");
            assert_eq!(failure.is_ambiguous(), unclear, "{error}");
        }
    }

    #[test]
    fn a_gateways_throttle_is_waited_for_and_repeats_no_message() {
        let throttle = answer(429, "Too Many Requests");
        let failure = Failure::Response(&throttle);
        let decide = |replay| RetryPolicy::default().decide(replay, failure, 0, 1.0);
        assert_eq!(decide(Idempotency::Safe), Retry::After(Duration::from_secs(5)));
        assert_eq!(decide(Idempotency::Idempotent), Retry::After(Duration::from_secs(5)));
        assert_eq!(decide(Idempotency::NonIdempotent), Retry::Stop);
        let away = answer(503, "");
        assert!(!stops(Idempotency::Safe, Failure::Response(&away)));
        assert!(stops(Idempotency::NonIdempotent, Failure::Response(&away)));
    }

    #[test]
    fn graphs_own_wait_is_kept_to_or_given_up() {
        let graph = Graph::new(AccessToken::parse("T").unwrap());
        let policy = RetryPolicy { max_backoff: Duration::from_mins(1), ..RetryPolicy::default() };
        for (seconds, retry) in [
            ("2", Retry::After(Duration::from_secs(5))),
            ("12", Retry::After(Duration::from_secs(12))),
            ("60", Retry::After(Duration::from_mins(1))),
            ("61", Retry::Stop),
        ] {
            let mut response = HttpResponse::json(400, r#"{"error":{"code":80006}}"#);
            response.headers.push(("retry-after".to_owned(), seconds.to_owned()));
            let throttle = response.into_success(&graph).unwrap_err();
            let decided =
                policy.decide(Idempotency::NonIdempotent, Failure::Response(&throttle), 0, 1.0);
            assert_eq!(decided, retry, "{seconds}");
        }
    }

    #[test]
    fn waits_double_up_to_the_longest_and_end() {
        let policy = RetryPolicy { max_retries: 7, ..RetryPolicy::default() };
        let wait = |attempt, jitter| {
            policy.decide(Idempotency::Safe, Failure::Connection, attempt, jitter)
        };
        let after = |ms| Retry::After(Duration::from_millis(ms));
        assert_eq!(wait(0, 1.0), after(500));
        assert_eq!(wait(0, 0.0), after(250));
        assert_eq!(wait(1, 1.0), after(1000));
        assert_eq!(wait(6, 1.0), after(20_000));
        assert_eq!(wait(6, f64::NAN), after(20_000));
        assert_eq!(wait(7, 1.0), Retry::Stop);
    }

    #[test]
    fn a_throttle_is_given_time() {
        let throttle = answer(400, r#"{"error":{"message":"","code":4}}"#);
        let wait = |attempt| {
            let failure = Failure::Response(&throttle);
            RetryPolicy::default().decide(Idempotency::NonIdempotent, failure, attempt, 1.0)
        };
        assert_eq!(wait(0), Retry::After(Duration::from_secs(5)));
        assert_eq!(wait(1), Retry::After(Duration::from_secs(10)));
    }

    #[test]
    fn a_gateways_wait_is_kept_to() {
        let graph = Graph::new(AccessToken::parse("T").unwrap());
        for (seconds, expected) in
            [("7", Retry::After(Duration::from_secs(7))), ("600", Retry::Stop)]
        {
            let mut response = HttpResponse::json(429, "");
            response.headers.push(("Retry-After".to_owned(), seconds.to_owned()));
            let error = response.into_success(&graph).unwrap_err();
            let failure = Failure::Response(&error);
            assert_eq!(RetryPolicy::default().decide(Idempotency::Safe, failure, 0, 0.0), expected);
        }
    }

    #[test]
    fn what_was_not_sent_is_neither_unclear_nor_repeated() {
        assert!(!Failure::NotSent.is_ambiguous());
        assert!(stops(Idempotency::Safe, Failure::NotSent));
    }

    #[test]
    fn no_wait_is_too_long_to_be_computed() {
        let (initial_backoff, max_backoff) = (Duration::MAX, Duration::MAX);
        let policy = RetryPolicy { initial_backoff, max_backoff, ..RetryPolicy::default() };
        let wait = policy.decide(Idempotency::Safe, Failure::Connection, 0, 1.0);
        assert_eq!(wait, Retry::After(Duration::MAX));
    }
}
