//! That something went well.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::text::shell;

/// A line that can be dismissed. It is announced by who shows it.
#[component]
pub(crate) fn Notice(
    #[prop(into)] text: Signal<Option<String>>,
    #[prop(into)] on_dismiss: Callback<()>,
) -> impl IntoView {
    let line = move |text: String| {
        view! {
            <div class="notice">
                <Icon glyph=Glyph::Check />
                <p>{text}</p>
                <button type="button" class="icon-button" title=shell::DISMISS on:click=move |_| on_dismiss.run(())>
                    <Icon glyph=Glyph::Cross />
                    <span class="visually-hidden">{shell::DISMISS}</span>
                </button>
            </div>
        }
    };
    move || text.get().map(line)
}
