//! A rate limit of Graph's, while it lasts.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    countdown::Countdown,
    icon::{Glyph, Icon},
};
use crate::text::shell;

/// Says that requests are paused, and when they continue by themselves. There is nothing to press: a
/// request before the end makes the wait longer.
#[component]
pub(crate) fn RateLimitNotice(
    /// The end of the wait, in milliseconds since 1970.
    until: u64,
) -> impl IntoView {
    view! {
        <div class="alert ambiguous" role="status">
            <Icon glyph=Glyph::Warning />
            <div class="alert-text">
                <p class="alert-title">{shell::RATE_LIMITED}</p>
                <p>{shell::RATE_LIMITED_NEXT}</p>
                <Countdown end=Duration::from_millis(until) sentence=shell::continues_in />
            </div>
        </div>
    }
}
