//! What the loop needs from the world: carrying, waiting, chance.

use std::time::Duration;

use messenger_personas::{HttpRequest, HttpResponse};

/// Carries requests.
///
/// The futures need not be `Send`: a browser's are not.
pub trait Transport {
    /// Carries `request` and returns the whole response. Follows no redirect, sends no cookies.
    ///
    /// Dropping the future must cancel the request.
    fn carry(&self, request: HttpRequest) -> impl Future<Output = Result<HttpResponse, NoAnswer>>;

    /// Completes after `duration`; never, in a runtime without timers.
    fn wait(&self, duration: Duration) -> impl Future<Output = ()>;

    /// A number from 0 to 1, another one each time.
    fn jitter(&self) -> f64;
}

/// No whole answer came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct NoAnswer {
    /// The transport's words; browsers hide the reason on purpose and say "Failed to fetch".
    pub reason: String,
}
