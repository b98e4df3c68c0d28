//! Aborts a request when its future is dropped.

use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};

/// Aborts its signal when dropped, unless it was [disarmed](Self::disarm).
///
/// The controller aborts without a reason, so that runtimes reject with an `AbortError`.
pub(super) struct AbortOnDrop {
    controller: AbortController,
    is_armed: bool,
}

impl AbortOnDrop {
    pub(super) fn new() -> Result<Self, JsValue> {
        Ok(Self { controller: AbortController::new()?, is_armed: true })
    }

    /// The response is complete: there is nothing to abort.
    pub(super) fn disarm(mut self) {
        self.is_armed = false;
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if self.is_armed {
            self.controller.abort();
        }
    }
}
