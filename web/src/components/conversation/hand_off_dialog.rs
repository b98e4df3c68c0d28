//! Hands a conversation over to a person who writes as a persona.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::{Persona, PersonaId};

use super::persona_select::{HAND_OVER_TO, PersonaSelect};
use crate::{
    components::ui::Dialog,
    model::{hand_off::Plan, profile::Profile, search::Entry},
    text::{conversation as words, shell},
};

/// A dialog with the persona, the greeting, and what is going to happen.
#[component]
pub(crate) fn HandOffDialog(
    open: RwSignal<bool>,
    page: Profile,
    #[prop(into)] entries: Signal<Vec<Arc<Entry>>>,
    /// Who is chosen at first.
    #[prop(into)]
    speaker: Signal<Option<Persona>>,
    /// The customer's name.
    #[prop(into)]
    person: Signal<String>,
    /// Whether another app controls the conversation.
    #[prop(into)]
    is_elsewhere: Signal<bool>,
    /// Called when the list of personas opens.
    #[prop(into)]
    on_open: Callback<()>,
    #[prop(into)] on_hand_over: Callback<Plan>,
) -> impl IntoView {
    let page = StoredValue::new(page);
    view! {
        <Dialog open on_close=move |()| open.set(false) title_id="hand-off-title">
            <h2 id="hand-off-title">{words::HAND_OVER_TITLE}</h2>
            <Form open page=page.get_value() entries speaker person is_elsewhere on_open on_hand_over />
        </Dialog>
    }
}

#[component]
fn Form(
    open: RwSignal<bool>,
    page: Profile,
    entries: Signal<Vec<Arc<Entry>>>,
    speaker: Signal<Option<Persona>>,
    person: Signal<String>,
    is_elsewhere: Signal<bool>,
    on_open: Callback<()>,
    on_hand_over: Callback<Plan>,
) -> impl IntoView {
    let chosen = RwSignal::new(speaker.get_untracked());
    let typed = RwSignal::new(None::<String>);
    let error = RwSignal::new(false);
    // The greeting follows the persona until somebody changes it.
    let greeting = move || {
        typed.get().unwrap_or_else(|| {
            let persona = chosen.get();
            let name = persona.as_ref().map(|persona| Profile::from(persona).name);
            name.map(|name| words::greeting(&person.get(), &name)).unwrap_or_default()
        })
    };
    let choose = move |id: Option<PersonaId>| {
        error.set(false);
        let found = entries.with_untracked(|all| {
            let found = all.iter().find(|entry| Some(&entry.persona.id) == id.as_ref());
            found.map(|entry| entry.persona.clone())
        });
        chosen.set(found);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(persona) = chosen.get_untracked() else { return error.set(true) };
        on_hand_over.run(Plan {
            persona,
            greeting: untrack(greeting),
            takes_control: is_elsewhere.get_untracked(),
        });
        open.set(false);
    };
    view! {
        <form class="stack" on:submit=submit>
            <PersonaSelect
                names=HAND_OVER_TO
                page
                entries
                chosen
                is_unknown=Signal::derive(move || chosen.with(Option::is_none))
                placeholder=Signal::stored(words::CHOOSE_PERSONA.to_owned())
                on_open
                on_choose=choose
            />
            <p class="field-error" role="alert">{move || error.get().then_some(words::CHOOSE_PERSONA_FIRST)}</p>
            <div class="field">
                <label for="greeting">{words::GREETING}</label>
                <textarea
                    id="greeting"
                    rows="3"
                    aria-describedby="greeting-hint"
                    prop:value=greeting
                    on:input:target=move |event| typed.set(Some(event.target().value()))
                ></textarea>
                <p class="field-hint" id="greeting-hint">{words::GREETING_HINT}</p>
            </div>
            <Show when=move || is_elsewhere.get()>
                <p class="notice">{words::TAKES_CONTROL}</p>
            </Show>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>{shell::CANCEL}</button>
                <button type="submit" class="button primary">{words::HAND_OVER}</button>
            </div>
        </form>
    }
}
