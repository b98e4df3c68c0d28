//! Where a token comes from.

use leptos::prelude::*;

use crate::{components::ui::with_code, text::connect};

/// What a token needs and how to get one, folded.
#[component]
pub(crate) fn TokenHelp() -> impl IntoView {
    let step = |step: &'static str| view! { <li>{with_code(step)}</li> };
    view! {
        <details class="token-help">
            <summary>{connect::HOW}</summary>
            <ol>{connect::HOW_STEPS.map(step)}</ol>
            <p>
                <a href=connect::HOW_LINK target="_blank" rel="noreferrer">{connect::HOW_MORE}</a>
            </p>
        </details>
    }
}
