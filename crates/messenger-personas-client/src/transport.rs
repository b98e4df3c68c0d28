//! What the loop needs from the world: carrying, waiting, time, chance.

use alloc::string::String;
use core::{future::ready, time::Duration};

use messenger_personas::{HttpRequest, HttpResponse};

use crate::Exchange;

/// Carries requests.
///
/// The futures need not be `Send`: a browser's are not. Those of a client are, if its transport's
/// are. A transport around another one has to pass on all of it, [`admit`](Self::admit),
/// [`throttled`](Self::throttled), [`observe`](Self::observe) and [`OBSERVES`](Self::OBSERVES)
/// included, or what those do is lost.
///
/// ```
/// use std::time::Duration;
///
/// use messenger_personas::{HttpRequest, HttpResponse};
/// use messenger_personas_client::{TransportError, Transport};
///
/// /// Answers every call in the same way: enough for a test.
/// struct Always(HttpResponse);
///
/// impl Transport for Always {
///     async fn carry(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
///         Ok(self.0.clone())
///     }
///
///     /// The time of a test does not pass, so that no call is late.
///     async fn wait(&self, _: Duration) {
///         std::future::pending().await
///     }
///
///     fn jitter(&self) -> f64 {
///         0.5
///     }
///
///     fn now(&self) -> Duration {
///         Duration::ZERO
///     }
/// }
/// ```
pub trait Transport {
    /// Whether [`observe`](Self::observe) does anything. If not, it is not called, and no time is
    /// spent on what it would be shown.
    const OBSERVES: bool = false;

    /// Carries `request` and returns the whole response. Follows no redirect, sends no cookies.
    ///
    /// Dropping the future must cancel the request.
    fn carry(
        &self,
        request: HttpRequest,
    ) -> impl Future<Output = Result<HttpResponse, TransportError>>;

    /// Completes after `duration`; never, in a runtime without timers.
    fn wait(&self, duration: Duration) -> impl Future<Output = ()>;

    /// A number from 0 to 1, another one each time.
    fn jitter(&self) -> f64;

    /// The time since any moment that stays the same. It never goes back.
    fn now(&self) -> Duration;

    /// Completes when an attempt may start. What it answers with is dropped when the attempt is
    /// over, before any wait for the next one.
    ///
    /// The time spent here counts towards no time-out.
    fn admit(&self) -> impl Future<Output = impl Sized> {
        ready(())
    }

    /// Is told that Graph or a gateway refused an attempt because of too many calls, and for how long
    /// to make none if it said so.
    fn throttled(&self, _: Option<Duration>) {}

    /// Is shown each attempt when it is over, also one that was cancelled.
    fn observe(&self, _: &Exchange<'_>) {}
}

/// No whole answer came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct TransportError {
    /// The transport's words; browsers hide the reason on purpose and say "Failed to fetch".
    pub reason: String,
    /// Whether the request may have been sent. If it was not, the call is not in doubt.
    pub request_sent: bool,
}

impl TransportError {
    /// The request went out, or may have.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), request_sent: true }
    }

    /// Nothing was sent, for certain.
    #[must_use]
    pub fn not_sent(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), request_sent: false }
    }
}
