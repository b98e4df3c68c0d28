//! Counts down to when something can be tried again.

use std::time::Duration;

use leptos::prelude::*;

use crate::{announcer::Announcer, clock::use_seconds_until, text};

/// How long it is until `end`. The end is announced.
#[component]
pub(crate) fn Countdown(
    end: Duration,
    /// The sentence for so many seconds that are left.
    #[prop(default = text::shell::countdown)]
    sentence: fn(u64) -> String,
) -> impl IntoView {
    let announcer = Announcer::current();
    let left = use_seconds_until(end);
    Effect::new(move |_| {
        if left.get() == 0 {
            announcer.say(sentence(0));
        }
    });
    view! { <p class="countdown" role="timer">{move || sentence(left.get())}</p> }
}
