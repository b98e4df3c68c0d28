//! Opens a conversation by the person's id.

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::Psid;

use crate::{components::ui::TextField, text};

/// The field "PSID".
#[component]
pub(crate) fn PsidForm(#[prop(into)] on_open: Callback<Psid>) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match Psid::parse(&value.get_untracked()) {
            Ok(psid) => on_open.run(psid),
            Err(error) => wrong.set(Some(text::sentence(error))),
        }
    };
    view! {
        <form class="stack" on:submit=on_submit novalidate>
            <TextField
                id="psid"
                label=text::conversation::PSID
                value
                on_input=move |text| {
                    value.set(text);
                    wrong.set(None);
                }
                mono=true
                mode="numeric"
                error=wrong
                hint=text::conversation::PSID_HINT
            />
            <button type="submit" class="button primary">{text::conversation::OPEN}</button>
        </form>
    }
}
