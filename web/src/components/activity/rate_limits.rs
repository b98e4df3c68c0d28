//! How much of Graph's rate limits is used, and that one is reached.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    clock::use_seconds_until,
    components::ui::{Glyph, Icon},
    model::activity::usage::{HIGH, Limit},
    route,
    text::activity as words,
};

/// How much is used of the limit that is used most, if Graph says so. It leads to the activity.
#[component]
pub(crate) fn UsageMeter(
    /// The highest first.
    #[prop(into)]
    limits: Signal<Vec<(Limit, u32)>>,
) -> impl IntoView {
    move || {
        let limits = limits.get();
        limits.first().map(|(limit, percent)| {
            let is_high = *percent >= HIGH;
            let width = format!("{}%", (*percent).min(100));
            view! {
                <a class="usage-meter" class:high=is_high href=route::ACTIVITY title=words::meter_title(&limits)>
                    {is_high.then(|| view! { <Icon glyph=Glyph::Warning /> })}
                    <span class="usage-bar" aria-hidden="true"><span style:inline-size=width></span></span>
                    <span class="visually-hidden">{words::meter_label(limit)}</span>
                    <span class="usage-percent">{words::percent(*percent)}</span>
                </a>
            }
        })
    }
}

/// A line above the screen while Graph refuses requests.
#[component]
pub(crate) fn RateLimitBanner(
    /// In milliseconds since 1970.
    #[prop(into)]
    until: Signal<Option<u64>>,
) -> impl IntoView {
    let line = |until| {
        let left = use_seconds_until(Duration::from_millis(until));
        view! {
            <p class="banner">
                {words::RATE_LIMITED}" "
                <span role="timer" aria-live="off">{move || words::refused_for(left.get())}</span>
            </p>
        }
    };
    view! { <div class="rate-limit" role="status">{move || until.get().map(line)}</div> }
}
