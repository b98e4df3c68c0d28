//! Retry policy: whether to repeat a request, and after which delay. A pure function.

use std::time::Duration;

use crate::{GraphErrorKind, Idempotency, ResponseError, Retryability};

/// How often a request is repeated, and after which delays.
///
/// ```
/// use std::time::Duration;
/// use messenger_personas::{Failure, Idempotency, Retry, RetryPolicy};
///
/// let policy = RetryPolicy { max_retries: 1, ..RetryPolicy::default() };
/// // After a lost connection a read is repeated, a create is not.
/// let (read, create) = (Idempotency::Safe, Idempotency::NonIdempotent);
/// assert_eq!(policy.decide(read, Failure::Connection, 0, 1.0), Retry::After(Duration::from_millis(500)));
/// assert_eq!(policy.decide(create, Failure::Connection, 0, 1.0), Retry::Stop);
/// assert_eq!(policy.decide(read, Failure::Connection, 1, 1.0), Retry::Stop);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Maximum number of retries after the first attempt.
    pub max_retries: u32,
    /// Maximum delay before the first retry; doubles with each retry.
    pub initial_backoff: Duration,
    /// Maximum delay before the first retry after a rate limit; doubles with each retry.
    pub rate_limit_backoff: Duration,
    /// Maximum delay before any retry. If Graph asks for a longer one, the request is not repeated.
    pub max_backoff: Duration,
}

impl RetryPolicy {
    /// A policy that never repeats a request.
    #[must_use]
    pub fn never() -> Self {
        Self { max_retries: 0, ..Self::default() }
    }

    /// Decides whether to repeat a request after `failure` of attempt number `attempt`, which
    /// counts from 0.
    ///
    /// * Safe and idempotent requests are repeated after lost connections, timeouts and transient
    ///   errors.
    /// * Creates and sends are repeated only if it is certain that nothing was applied: after a rate
    ///   limit of Graph's, and if the connection could not be established.
    /// * No request is repeated before [`retry_after`](crate::GraphError::retry_after) is over.
    ///
    /// `random` is a number from 0 to 1, different for each attempt, that spreads the delays of
    /// many clients. Values outside are clamped.
    #[must_use]
    pub fn decide(
        &self,
        idempotency: Idempotency,
        failure: Failure<'_>,
        attempt: u32,
        random: f64,
    ) -> Retry {
        if attempt >= self.max_retries || !can_retry(idempotency, failure) {
            return Retry::Stop;
        }
        let min = failure.retry_after().unwrap_or_default();
        if min > self.max_backoff {
            return Retry::Stop;
        }
        let initial =
            if failure.is_rate_limit() { self.rate_limit_backoff } else { self.initial_backoff };
        let factor = 2_u32.checked_pow(attempt).unwrap_or(u32::MAX);
        let max = initial.saturating_mul(factor).min(self.max_backoff);
        let random = if random.is_finite() { random.clamp(0.0, 1.0) } else { 1.0 };
        // Between half and all of it: never immediately, and not all clients at once.
        let seconds = max.as_secs_f64() * (0.5 + random / 2.0);
        let delay = Duration::try_from_secs_f64(seconds).unwrap_or(max);
        Retry::After(delay.max(min))
    }
}

impl Default for RetryPolicy {
    /// Two retries, after up to 500 ms and 1 s; after a rate limit up to 5 s and 10 s.
    fn default() -> Self {
        Self {
            max_retries: 2,
            initial_backoff: Duration::from_millis(500),
            rate_limit_backoff: Duration::from_secs(5),
            max_backoff: Duration::from_secs(20),
        }
    }
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Failure<'a> {
    /// No response: offline, refused, cut off, or blocked by the browser.
    Connection,
    /// Nothing was sent: the connection could not be established.
    NotConnected,
    /// Nothing was sent: the HTTP client refused the request.
    NotSent,
    /// The response did not arrive in time.
    TimedOut,
    /// The response is an error.
    Response(&'a ResponseError),
}

impl Failure<'_> {
    /// `true` if the request may have been applied although it failed.
    #[must_use]
    pub fn is_ambiguous(self) -> bool {
        match self {
            Self::NotConnected | Self::NotSent => false,
            Self::Connection | Self::TimedOut | Self::Response(ResponseError::Decode { .. }) => {
                true
            }
            Self::Response(ResponseError::Graph(error)) => error.is_ambiguous(),
        }
    }

    /// `true` if Graph or a gateway refused the request because there were too many.
    #[must_use]
    pub fn is_rate_limit(self) -> bool {
        match self {
            Self::Response(ResponseError::Graph(error)) => error.kind == GraphErrorKind::RateLimit,
            // A gateway's rate limit: Graph never responds with this status.
            Self::Response(ResponseError::Decode { status, .. }) => *status == 429,
            Self::Connection | Self::NotConnected | Self::NotSent | Self::TimedOut => false,
        }
    }

    /// Time to wait before the next request, if Graph or a gateway named one.
    #[must_use]
    pub fn retry_after(self) -> Option<Duration> {
        match self {
            Self::Response(ResponseError::Graph(error)) => error.retry_after,
            Self::Response(ResponseError::Decode { retry_after, .. }) => *retry_after,
            Self::Connection | Self::NotConnected | Self::NotSent | Self::TimedOut => None,
        }
    }
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Give up.
    Stop,
    /// Repeat the request after this delay.
    After(Duration),
}

fn can_retry(idempotency: Idempotency, failure: Failure<'_>) -> bool {
    let is_repeatable = idempotency != Idempotency::NonIdempotent;
    match failure {
        // The HTTP client would refuse it again.
        Failure::NotSent => false,
        Failure::NotConnected => true,
        Failure::Connection | Failure::TimedOut => is_repeatable,
        Failure::Response(ResponseError::Decode { status, .. }) => {
            is_repeatable && (*status >= 500 || failure.is_rate_limit())
        }
        Failure::Response(ResponseError::Graph(error)) => {
            let may_succeed = match error.retryability() {
                Retryability::Never => false,
                Retryability::Soon => true,
                // Unknown when, unless Graph named a time.
                Retryability::Later => error.retry_after.is_some(),
            };
            may_succeed && (is_repeatable || failure.is_rate_limit())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessToken, Graph, HttpResponse};

    fn response(status: u16, body: &str) -> ResponseError {
        let graph = Graph::new(AccessToken::parse("T").unwrap());
        HttpResponse::json(status, body).into_success(&graph).unwrap_err()
    }

    fn stops(idempotency: Idempotency, failure: Failure<'_>) -> bool {
        RetryPolicy::default().decide(idempotency, failure, 0, 0.5) == Retry::Stop
    }

    #[test]
    fn creates_and_sends_are_repeated_only_if_nothing_was_applied() {
        let rate_limit = response(400, r#"{"error":{"message":"","code":4,"is_transient":true}}"#);
        let service = response(500, r#"{"error":{"message":"","code":2,"is_transient":true}}"#);
        let proxy = response(502, "<html>");
        for (failure, read_stops, send_stops) in [
            (Failure::Connection, false, true),
            (Failure::NotConnected, false, false),
            (Failure::TimedOut, false, true),
            (Failure::Response(&service), false, true),
            (Failure::Response(&proxy), false, true),
            (Failure::Response(&rate_limit), false, false),
        ] {
            assert_eq!(stops(Idempotency::Safe, failure), read_stops, "{failure:?}");
            assert_eq!(stops(Idempotency::NonIdempotent, failure), send_stops, "{failure:?}");
        }
    }

    #[test]
    fn permanent_errors_are_not_retried() {
        for code in [100, 190, 200, 551, 368] {
            let error = response(400, &format!(r#"{{"error":{{"message":"","code":{code}}}}}"#));
            assert!(stops(Idempotency::Safe, Failure::Response(&error)), "{code}");
        }
        let page = response(200, "<html>");
        assert!(stops(Idempotency::Safe, Failure::Response(&page)));
    }

    #[test]
    fn transient_errors_are_retried_unless_the_subcode_says_otherwise() {
        for (error, read_stops, ambiguous) in [
            (r#""code":77,"is_transient":true"#, false, true),
            (r#""code":77"#, true, false),
            (r#""code":1,"error_subcode":99,"is_transient":true"#, true, true),
            (r#""code":1,"error_subcode":1357046,"is_transient":true"#, true, true),
            (r#""code":368"#, true, false),
            (r#""code":4,"error_subcode":2018354"#, true, false),
            (r#""code":2"#, false, true),
            (r#""code":4"#, false, false),
        ] {
            let refused = response(400, &format!(r#"{{"error":{{{error}}}}}"#));
            let failure = Failure::Response(&refused);
            assert_eq!(stops(Idempotency::Safe, failure), read_stops, "{error}");
            assert_eq!(failure.is_ambiguous(), ambiguous, "{error}");
        }
    }

    #[test]
    fn a_gateways_rate_limit_repeats_reads_and_no_message() {
        let rate_limit = response(429, "Too Many Requests");
        let failure = Failure::Response(&rate_limit);
        let decide = |idempotency| RetryPolicy::default().decide(idempotency, failure, 0, 1.0);
        assert_eq!(decide(Idempotency::Safe), Retry::After(Duration::from_secs(5)));
        assert_eq!(decide(Idempotency::Idempotent), Retry::After(Duration::from_secs(5)));
        assert_eq!(decide(Idempotency::NonIdempotent), Retry::Stop);
        let away = response(503, "");
        assert!(!stops(Idempotency::Safe, Failure::Response(&away)));
        assert!(stops(Idempotency::NonIdempotent, Failure::Response(&away)));
    }

    #[test]
    fn retry_after_is_respected_up_to_the_maximum() {
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
            let rate_limit = response.into_success(&graph).unwrap_err();
            let decided =
                policy.decide(Idempotency::NonIdempotent, Failure::Response(&rate_limit), 0, 1.0);
            assert_eq!(decided, retry, "{seconds}");
        }
    }

    #[test]
    fn delays_double_up_to_the_maximum() {
        let policy = RetryPolicy { max_retries: 7, ..RetryPolicy::default() };
        let wait = |attempt, random| {
            policy.decide(Idempotency::Safe, Failure::Connection, attempt, random)
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
    fn a_rate_limit_has_a_longer_backoff() {
        let rate_limit = response(400, r#"{"error":{"message":"","code":4}}"#);
        let wait = |attempt| {
            let failure = Failure::Response(&rate_limit);
            RetryPolicy::default().decide(Idempotency::NonIdempotent, failure, attempt, 1.0)
        };
        assert_eq!(wait(0), Retry::After(Duration::from_secs(5)));
        assert_eq!(wait(1), Retry::After(Duration::from_secs(10)));
    }

    #[test]
    fn a_gateways_retry_after_is_respected() {
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
    fn a_request_that_was_not_sent_is_not_ambiguous_and_not_repeated() {
        assert!(!Failure::NotSent.is_ambiguous() && !Failure::NotConnected.is_ambiguous());
        assert!(stops(Idempotency::Safe, Failure::NotSent));
    }

    #[test]
    fn the_longest_delay_does_not_overflow() {
        let (initial_backoff, max_backoff) = (Duration::MAX, Duration::MAX);
        let policy = RetryPolicy { initial_backoff, max_backoff, ..RetryPolicy::default() };
        let wait = policy.decide(Idempotency::Safe, Failure::Connection, 0, 1.0);
        assert_eq!(wait, Retry::After(Duration::MAX));
    }
}
