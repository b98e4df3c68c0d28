//! Why a call failed.

use std::time::Duration;

use messenger_personas::ResponseError;

/// Why a call failed, by the moment at which it did.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No whole answer came.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// An answer came, and it is no success.
    #[error(transparent)]
    Response(#[from] ResponseError),
}

/// Why no whole answer came. Whether the call was carried out is then unknown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Offline, refused, cut off, or blocked by the browser.
    #[error("no answer from {origin}: check the connection and the address ({reason})")]
    Connection {
        /// Whom the call was for.
        origin: String,
        /// The transport's words.
        reason: String,
    },
    /// The answer was not complete in time.
    #[error("no answer from {origin} within {}", words(*.timeout))]
    TimedOut {
        /// Whom the call was for.
        origin: String,
        /// How long one call may take.
        timeout: Duration,
    },
}

/// A time in words, without the weight of formatting a fraction.
fn words(time: Duration) -> String {
    match (time.as_secs(), time.subsec_millis()) {
        (1, 0) => "1 second".to_owned(),
        (seconds, 0) => format!("{seconds} seconds"),
        _ => format!("{} ms", time.as_millis()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_out_says_how_long_was_waited() {
        for (ms, expected) in [(30_000, "30 seconds"), (1000, "1 second"), (1500, "1500 ms")] {
            assert_eq!(words(Duration::from_millis(ms)), expected);
        }
    }
}
