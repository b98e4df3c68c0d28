//! For addresses that lead nowhere.

use leptos::prelude::*;

use crate::{components::Heading, route};

/// Says so, and where to go.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <div class="screen">
            <div class="empty">
                <Heading title="Nothing is here" />
                <p>"This address leads to no screen. An id is digits only, without a slash."</p>
                <a class="button primary" href=route::PERSONAS>"Go to the personas"</a>
            </div>
        </div>
    }
}
