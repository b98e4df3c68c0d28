//! A choice among a few that are shown beside each other.

use leptos::prelude::*;

/// One of the choices; they stand in an element of the class `segmented-control`.
#[component]
pub(crate) fn Segment(
    #[prop(into)] is_chosen: Signal<bool>,
    #[prop(into)] on_choose: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            aria-pressed=move || is_chosen.get().to_string()
            on:click=move |_| on_choose.run(())
        >
            {children()}
        </button>
    }
}
