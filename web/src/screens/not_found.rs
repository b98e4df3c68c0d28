//! For addresses that lead nowhere.

use leptos::prelude::*;

use crate::{components::Heading, route, text::shell};

/// Says so, and where to go.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <div class="screen">
            <div class="empty">
                <Heading title=shell::NOT_FOUND />
                <p>{shell::NOT_FOUND_WHY}</p>
                <a class="button primary" href=route::PERSONAS>{shell::GO_PERSONAS}</a>
            </div>
        </div>
    }
}
