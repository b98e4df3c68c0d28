//! The timers, clock and random numbers of a JavaScript runtime.

use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::JsCast;

use super::get;
use crate::Runtime;

/// `setTimeout`, `performance.now()` and `Math.random()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsRuntime;

impl Runtime for JsRuntime {
    /// Waits at most 24.8 days, the maximum of `setTimeout`.
    async fn sleep(&self, duration: Duration) {
        let milliseconds = u32::try_from(duration.as_millis()).unwrap_or(u32::MAX);
        TimeoutFuture::new(milliseconds.min(MAX_TIMEOUT)).await;
    }

    fn now(&self) -> Duration {
        let milliseconds = performance_now().unwrap_or_else(js_sys::Date::now);
        Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }
}

/// `performance.now()`, in runtimes that have it. `Date.now()` can go back.
fn performance_now() -> Option<f64> {
    let performance = get(&js_sys::global(), "performance").ok()?;
    let now: Function = get(&performance, "now").ok()?.dyn_into().ok()?;
    now.call0(&performance).ok()?.as_f64()
}

const MAX_TIMEOUT: u32 = i32::MAX as u32;
