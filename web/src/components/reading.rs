//! That something is on its way.

use leptos::prelude::*;

/// Grey rows of the height of what is coming. They appear only if it takes a while.
#[component]
pub(crate) fn Reading(
    /// What is on its way, such as "the personas".
    what: &'static str,
    rows: usize,
) -> impl IntoView {
    let row =
        |_| view! { <div class="skeleton" aria-hidden="true"><span></span><span></span></div> };
    view! {
        <div class="reading" role="status">
            <span class="visually-hidden">{format!("Loading {what}…")}</span>
            {(0..rows).map(row).collect::<Vec<_>>()}
        </div>
    }
}
