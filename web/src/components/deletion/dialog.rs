//! Asks before personas are deleted.

use leptos::prelude::*;
use messenger_personas::Persona;

use crate::{
    components::ui::{Avatar, Dialog, TextField},
    model::profile::Profile,
    text::{editing, shell},
};

/// A dialog about `personas`, open while there are some. Escape and "Cancel" close it. For more than
/// ten the count has to be typed.
#[component]
pub(crate) fn DeleteDialog(
    #[prop(into)] personas: Signal<Vec<Persona>>,
    #[prop(into)] on_delete: Callback<Vec<Persona>>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let open = Memo::new(move |_| personas.with(|personas| !personas.is_empty()));
    view! {
        <Dialog open on_close title_id="delete-title">
            {move || body(personas.get(), on_delete, on_close)}
        </Dialog>
    }
}

fn body(
    personas: Vec<Persona>,
    on_delete: Callback<Vec<Persona>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let count = personas.len();
    let profiles: Vec<_> = personas.iter().take(NAMED).map(Profile::from).collect();
    let first = profiles.first().map(|profile| profile.name.clone()).unwrap_or_default();
    let typed = RwSignal::new(String::new());
    let is_typed =
        move || count <= UNTYPED || typed.with(|typed| typed.trim() == count.to_string());
    let named = (count > 1).then(|| {
        let rows = profiles.iter().cloned().map(|profile| {
            let name = profile.name.clone();
            view! { <li><Avatar profile=profile /><span class="truncate">{name}</span></li> }
        });
        view! {
            <ul class="delete-names">
                {rows.collect_view()}
                {(count > NAMED).then(|| view! { <li>{editing::and_more(count - NAMED)}</li> })}
            </ul>
        }
    });
    let sure = (count > UNTYPED).then(|| {
        let label = editing::type_count(count);
        view! {
            <TextField
                id="delete-count"
                label
                value=typed
                on_input=move |text| typed.set(text)
                error=Signal::stored(None::<String>)
                mode="numeric"
            />
        }
    });
    view! {
        <div class="dialog-head">
            {(count == 1).then(|| profiles.first().cloned().map(|profile| view! { <Avatar profile=profile /> }))}
            <h2 id="delete-title">{editing::delete_question(&first, count)}</h2>
        </div>
        {named}
        <p>{editing::delete_means(count)}</p>
        {sure}
        <div class="dialog-actions">
            <button type="button" class="button" autofocus on:click=move |_| on_close.run(())>{shell::CANCEL}</button>
            <button
                type="button"
                class="button danger"
                aria-disabled=move || (!is_typed()).then_some("true")
                on:click=move |_| {
                    if is_typed() {
                        on_delete.run(personas.clone());
                    }
                }
            >
                {editing::delete_button(count)}
            </button>
        </div>
    }
}

/// How many are named one by one.
const NAMED: usize = 10;
/// How many can be deleted without typing how many they are.
const UNTYPED: usize = 10;
