//! Personas, one a row.

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use super::{
    avatar::Avatar,
    copy_button::CopyButton,
    icon::{Glyph, Icon},
};
use crate::{model::face::Face, route};

/// A table of personas.
#[component]
pub(crate) fn PersonaTable(
    #[prop(into)] personas: Signal<Vec<Persona>>,
    #[prop(into)] on_delete: Callback<Persona>,
) -> impl IntoView {
    view! {
        <table class="personas">
            <caption class="visually-hidden">"Personas of this Page"</caption>
            <thead>
                <tr>
                    <th scope="col">"Persona"</th>
                    <th scope="col">"ID"</th>
                    <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                </tr>
            </thead>
            <tbody>
                <For each=move || personas.get() key=look let:persona>
                    {row(persona, on_delete)}
                </For>
            </tbody>
        </table>
    }
}

/// What a row shows; a row is drawn anew when that changes.
fn look(persona: &Persona) -> (PersonaId, Option<String>, Option<String>) {
    (persona.id.clone(), persona.name.clone(), persona.profile_picture_url.clone())
}

fn row(persona: Persona, on_delete: Callback<Persona>) -> impl IntoView {
    let face = Face::from(&persona);
    let name = face.name.clone();
    let id = persona.id.to_string();
    let write = route::speaking_as(route::CONVERSATIONS, &persona.id);
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    <Avatar face=face />
                    <a href=route::persona(&persona.id)>{name.clone()}</a>
                </span>
            </th>
            <td>
                <span class="with-copy">
                    <code>{id.clone()}</code>
                    <CopyButton text=id what="persona id" />
                </span>
            </td>
            <td class="actions">
                <a class="button quiet" href=write>
                    <Icon glyph=Glyph::Bubble />
                    "Write"<span class="visually-hidden">{format!(" as {name}")}</span>
                </a>
                <button type="button" class="button quiet danger" on:click=move |_| on_delete.run(persona.clone())>
                    <Icon glyph=Glyph::Trash />
                    "Delete"<span class="visually-hidden">{format!(" {name}")}</span>
                </button>
            </td>
        </tr>
    }
}
