//! How patient a client is.

use core::time::Duration;

use messenger_personas::RetryPolicy;

/// How patient a client is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How long one attempt may take, until the last byte of its answer.
    pub timeout: Duration,
    /// How often and how patiently to ask again.
    pub retry: RetryPolicy,
}

impl Default for Options {
    /// 30 seconds, and [`RetryPolicy::default`].
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), retry: RetryPolicy::default() }
    }
}
