//! How often an inbox that can be seen is read again.

use std::time::Duration;

/// Counts what went wrong since the last success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Polling {
    failures: u32,
    /// How long Graph asked to wait.
    asked_wait: Option<Duration>,
}

impl Polling {
    /// The last read succeeded.
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// The last read failed. `wait` is how long Graph asked to wait, if it did.
    pub fn failed(&mut self, wait: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        self.asked_wait = wait;
    }

    /// The time until the next read.
    #[must_use]
    pub fn interval(self) -> Duration {
        let backoff = INTERVAL.saturating_mul(1 << self.failures.min(MOST_DOUBLINGS));
        backoff.max(self.asked_wait.unwrap_or_default())
    }
}

/// Graph allows two reads a second; ten seconds leave room for everything else.
const INTERVAL: Duration = Duration::from_secs(10);
/// Up to 160 seconds.
const MOST_DOUBLINGS: u32 = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_double_the_interval_up_to_a_bound() {
        let mut polling = Polling::default();
        let mut seconds = Vec::new();
        for _ in 0..7 {
            seconds.push(polling.interval().as_secs());
            polling.failed(None);
        }
        assert_eq!(seconds, [10, 20, 40, 80, 160, 160, 160]);
        polling.succeeded();
        assert_eq!(polling.interval().as_secs(), 10);
    }

    #[test]
    fn graphs_own_wait_is_kept() {
        let mut polling = Polling::default();
        polling.failed(Some(Duration::from_mins(5)));
        assert_eq!(polling.interval(), Duration::from_mins(5));
        polling.failed(Some(Duration::from_secs(1)));
        assert_eq!(polling.interval(), Duration::from_secs(40));
    }
}
