//! Asks before a persona is deleted.

use leptos::{html::Dialog, prelude::*};
use messenger_personas::Persona;

use super::{avatar::Avatar, graph_error::GraphError};
use crate::{model::face::Face, text::Trouble};

/// A dialog about `persona`, open while there is one. Escape and "Keep" close it.
#[component]
pub(crate) fn DeleteDialog(
    #[prop(into)] persona: Signal<Option<Persona>>,
    /// Whether the call is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    #[prop(into)] trouble: Signal<Option<Trouble>>,
    #[prop(into)] on_delete: Callback<Persona>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match persona.with(Option::is_some) {
            // Opening what is open, or what just left the page, has nothing to show.
            true if !dialog.open() => drop(dialog.show_modal()),
            false if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    let body = move |persona: Persona| {
        let face = Face::from(&persona);
        let name = face.name.clone();
        view! {
            <div class="dialog-head">
                <Avatar face=face />
                <h2 id="delete-title">{format!("Delete {name}?")}</h2>
            </div>
            <p>
                "There is no way back: a new persona gets another id, and bots that send as this one "
                "may be refused, or speak as the Page; Meta does not say which. Messages that were already sent keep the name and the picture."
            </p>
            {move || trouble.get().map(|trouble| view! { <GraphError trouble /> })}
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| on_close.run(())>"Keep"</button>
                <button
                    type="button"
                    class="button danger"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=move |_| {
                        if !busy.get_untracked() {
                            on_delete.run(persona.clone());
                        }
                    }
                >
                    {move || if busy.get() { "Deleting…" } else { "Delete persona" }}
                </button>
            </div>
        }
    };
    // A dialog can close after its screen is gone, and be told of it after it was opened again.
    view! {
        <dialog node_ref=dialog aria-labelledby="delete-title" on:close:target=move |event| {
            if !event.target().open() {
                on_close.try_run(());
            }
        }>
            {move || persona.get().map(body)}
        </dialog>
    }
}
