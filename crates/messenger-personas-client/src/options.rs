//! Timeout and retries of a request.

use std::time::Duration;

use messenger_personas::RetryPolicy;

/// Timeout and retries of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Maximum duration of one attempt, until the last byte of the response.
    pub timeout: Duration,
    /// Retry policy.
    pub retry: RetryPolicy,
}

impl Default for Options {
    /// 30 seconds and [`RetryPolicy::default`].
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), retry: RetryPolicy::default() }
    }
}
