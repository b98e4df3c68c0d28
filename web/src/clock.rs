//! The browser's clock.

use std::time::Duration;

use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::*;

use crate::model::countdown::seconds_until;

/// The time since 1970.
pub(crate) fn now() -> Duration {
    Duration::try_from_secs_f64(js_sys::Date::now() / 1000.0).unwrap_or_default()
}

/// The same in milliseconds.
pub(crate) fn now_millis() -> u64 {
    u64::try_from(now().as_millis()).unwrap_or_default()
}

/// A time in milliseconds since 1970, in ISO 8601.
#[expect(clippy::cast_precision_loss, reason = "dates are far below 2^53")]
pub(crate) fn iso(time: u64) -> String {
    js_sys::Date::new(&(time as f64).into()).to_iso_string().into()
}

/// The whole seconds until `end`, for as long as the caller is on the page.
pub(crate) fn use_seconds_until(end: Duration) -> ReadSignal<u64> {
    let (left, set_left) = signal(seconds_until(end, now()));
    let tick = move || {
        let seconds = seconds_until(end, now());
        if left.get_untracked() != seconds {
            set_left.set(seconds);
        }
    };
    StoredValue::new_local(Interval::new(TICK, tick));
    left
}

/// The time since 1970 in milliseconds, for as long as the caller is on the page. It changes every
/// minute.
pub(crate) fn use_minute() -> Signal<u64> {
    let (time, set_time) = signal(now_millis());
    StoredValue::new_local(Interval::new(MINUTE, move || set_time.set(now_millis())));
    time.into()
}

/// The time of Graph, such as `2026-07-12T19:11:07+0000`, in milliseconds since 1970.
pub(crate) fn graph_time(text: &str) -> Option<u64> {
    // The offset of a date in JavaScript has a colon.
    let (time, minutes) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let millis = js_sys::Date::parse(&format!("{time}:{minutes}"));
    let seconds = Duration::try_from_secs_f64(millis / 1000.0).ok()?;
    u64::try_from(seconds.as_millis()).ok()
}

/// Calls `callback` at `time`, unless the caller is gone by then.
pub(crate) fn call_at(time: Duration, callback: impl FnOnce() + 'static) {
    let wait = time.saturating_sub(now()).as_millis();
    let wait = u32::try_from(wait).unwrap_or(u32::MAX);
    StoredValue::new_local(Timeout::new(wait, callback));
}

/// In milliseconds.
const TICK: u32 = 250;
const MINUTE: u32 = 60_000;
