//! Counts down to when something can be tried again.

use std::time::Duration;

use leptos::prelude::*;

use crate::{announcer::Announcer, text};

/// How long `wait` still lasts. Its end is announced.
#[component]
pub(crate) fn Countdown(
    wait: Duration,
    /// The sentence for so many seconds that are left.
    #[prop(default = text::shell::countdown)]
    sentence: fn(u64) -> String,
) -> impl IntoView {
    let announcer = Announcer::current();
    let end = js_sys::Date::now() + wait.as_secs_f64() * 1000.0;
    let left = RwSignal::new(wait.as_secs());
    let tick = move || {
        let now = whole_seconds(end - js_sys::Date::now());
        // The screen may be gone.
        if left.try_get_untracked().is_some_and(|left| left != now) {
            left.set(now);
            if now == 0 {
                announcer.say(sentence(0));
            }
        }
    };
    if let Ok(interval) = set_interval_with_handle(tick, Duration::from_millis(500)) {
        on_cleanup(move || interval.clear());
    }
    view! { <p class="countdown" role="timer">{move || sentence(left.get())}</p> }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast takes what is below nothing for nothing"
)]
fn whole_seconds(ms: f64) -> u64 {
    (ms / 1000.0).ceil() as u64
}
