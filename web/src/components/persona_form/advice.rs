//! What is allowed, and unwise all the same.

use leptos::prelude::*;

use crate::components::ui::{Glyph, Icon};

/// Sentences that say what to do.
#[component]
pub(super) fn Advice(#[prop(into)] sentences: Signal<Vec<String>>) -> impl IntoView {
    let rows =
        |sentence: String| view! { <li><Icon glyph=Glyph::Warning /><span>{sentence}</span></li> };
    view! {
        <div role="status">
            {move || Some(sentences.get()).filter(|sentences| !sentences.is_empty()).map(|sentences| view! {
                <ul class="advice">{sentences.into_iter().map(rows).collect_view()}</ul>
            })}
        </div>
    }
}
