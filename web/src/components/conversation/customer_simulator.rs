//! Plays the customer, on the emulator.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::text::{conversation, shell};

/// One line that `person` writes to the Page.
#[component]
pub(crate) fn CustomerSimulator(
    #[prop(into)] person: Signal<String>,
    text: RwSignal<String>,
    /// Whether a line is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    #[prop(into)] on_write: Callback<()>,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() && text.with_untracked(|text| !text.trim().is_empty()) {
            on_write.run(());
        }
    };
    view! {
        <form class="customer-simulator" on:submit=on_submit>
            <span class="badge emulator">{shell::EMULATOR}</span>
            <label for="play-person">{move || person.with(|person| conversation::play(person))}</label>
            <input id="play-person" type="text" autocomplete="off" placeholder=conversation::PLAY_PLACEHOLDER bind:value=text />
            <button type="submit" class="button" aria-disabled=move || busy.get().then_some("true")>{conversation::DELIVER}</button>
        </form>
    }
}
