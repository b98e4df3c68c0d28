//! That something is on its way.

use std::time::Duration;

use leptos::prelude::*;

use crate::text;

/// Grey rows of the height of what is coming. They appear only if it takes a while.
#[component]
pub(crate) fn Skeleton(
    /// What is on its way, such as "the personas".
    what: &'static str,
    rows: usize,
) -> impl IntoView {
    let is_slow = RwSignal::new(false);
    let timer = set_timeout_with_handle(move || is_slow.set(true), SLOW);
    on_cleanup(move || timer.into_iter().for_each(|timer| timer.clear()));
    let row =
        |_| view! { <div class="skeleton-row" aria-hidden="true"><span></span><span></span></div> };
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{text::shell::loading(what)}</span>
            <p class="field-hint">{move || is_slow.get().then_some(text::shell::SLOW)}</p>
            {(0..rows).map(row).collect::<Vec<_>>()}
        </div>
    }
}

const SLOW: Duration = Duration::from_secs(6);
