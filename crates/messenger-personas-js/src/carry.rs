//! The loop around a task, in JavaScript: there `fetch`, timers and signals are at home, and what
//! is thrown is a rejected promise.

use js_sys::Promise;

use crate::task::Task;

/// A promise of the outcome of `task`.
pub(crate) fn settled(task: Task) -> Promise {
    let (fetch, signal) = (task.fetch(), task.signal());
    js::settled(task, fetch, signal)
}

mod js {
    use js_sys::Promise;
    use wasm_bindgen::prelude::*;

    use crate::task::Task;

    #[wasm_bindgen(module = "/src/carry.js")]
    extern "C" {
        pub(super) fn settled(task: Task, fetch: JsValue, signal: JsValue) -> Promise;
    }
}
