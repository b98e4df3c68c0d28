//! What can be sent to a person whose reply window is closed.

use leptos::prelude::*;

use crate::{
    components::ui::{Glyph, Icon},
    model::reply_window::ReplyWindow,
    text::conversation as words,
};

/// Says that the window is closed, and offers the human agent tag where it is allowed.
#[component]
pub(crate) fn WindowNotice(
    #[prop(into)] window: Signal<ReplyWindow>,
    /// Whether messages are sent with the tag.
    human_agent: RwSignal<bool>,
) -> impl IntoView {
    move || {
        let window = window.get();
        let advice = words::closed_advice(window)?;
        let has_tag = window != ReplyWindow::Closed;
        Some(view! {
            <div class="window-notice" role="status">
                <Icon glyph=Glyph::Warning />
                <div>
                    <p>{advice}</p>
                    {has_tag.then(|| view! {
                        <label class="check">
                            <input type="checkbox" bind:checked=human_agent />
                            {words::HUMAN_AGENT}
                        </label>
                    })}
                </div>
            </div>
        })
    }
}
