//! Cancels a request when its future is dropped.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};

/// Aborts its signal when dropped, unless the request is [over](Self::over).
///
/// The controller is our own, and aborts without a reason.
pub(crate) struct AbortOnDrop {
    controller: AbortController,
    /// Resolves when the signal is aborted. It must not reject: nobody may be there to hear it.
    aborted: Promise,
    is_over: bool,
}

impl AbortOnDrop {
    /// `None` in a runtime without `AbortController`; such a request cannot be cancelled.
    pub(crate) fn new() -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let signal = controller.signal();
        let aborted = Promise::new(&mut |resolve, _| {
            // A signal that takes no listener is one that only `fetch` hears.
            let _ignored = signal.add_event_listener_with_callback("abort", &resolve);
        });
        Some(Self { controller, aborted, is_over: false })
    }

    /// The answer is there, all of it: an abort would only cost the time to make its error.
    pub(crate) fn over(mut self) {
        self.is_over = true;
    }

    pub(crate) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// `promise`, settled at the latest when this is dropped: a `fetch` that overlooks its signal
    /// would otherwise keep what waits for it for ever.
    pub(crate) fn bound(&self, promise: &JsValue) -> Promise {
        Promise::race(&Array::of2(promise, &self.aborted))
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if !self.is_over {
            self.controller.abort();
        }
    }
}
