//! The timers, clock and random numbers of a client.

use std::time::Duration;

/// Timers, a clock and random numbers.
///
/// `JsRuntime` and `TokioRuntime` are the implementations of this crate; tests can use a virtual
/// clock.
///
/// ```
/// use std::time::Duration;
///
/// use messenger_personas_client::Runtime;
///
/// /// A clock that does not advance: no request times out, and no retry is sent.
/// struct Frozen;
///
/// impl Runtime for Frozen {
///     async fn sleep(&self, _: Duration) {
///         std::future::pending().await
///     }
///
///     fn now(&self) -> Duration {
///         Duration::ZERO
///     }
///
///     fn random(&self) -> f64 {
///         0.5
///     }
/// }
/// ```
pub trait Runtime {
    /// Completes after `duration`.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()>;

    /// Time since a fixed moment, from a clock that never goes back.
    fn now(&self) -> Duration;

    /// A random number from 0 to 1.
    fn random(&self) -> f64;
}
