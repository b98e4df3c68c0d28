//! Cancels a request when its future is dropped.

use web_sys::{AbortController, AbortSignal};

/// Aborts its signal when dropped, whether the request is over or not.
///
/// The controller is our own, and aborts without a reason: a reason that is not an `Error` makes
/// some fetch wrappers panic.
pub(crate) struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    /// `None` in a runtime without `AbortController`; such a request cannot be cancelled.
    pub(crate) fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    pub(crate) fn signal(&self) -> AbortSignal {
        self.0.signal()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
