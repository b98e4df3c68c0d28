//! One persona.

use std::sync::Arc;

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use super::super::{
    avatar::Avatar,
    copy_button::CopyButton,
    focus::focus_by_id,
    icon::{Glyph, Icon},
};
use crate::{
    model::{face::Face, search::Entry, selection::Selection},
    route,
    text::{list, persona as words},
};

/// What every row does with what is done to it.
#[derive(Clone, Copy)]
pub(super) struct RowProps {
    pub(super) shown: Signal<Vec<Arc<Entry>>>,
    pub(super) selection: RwSignal<Selection>,
    pub(super) current: RwSignal<Option<PersonaId>>,
    pub(super) on_delete: Callback<Persona>,
}

/// A row of the table; `place` is its place in the list.
pub(super) fn row(entry: &Entry, place: RwSignal<usize>, props: RowProps) -> impl IntoView + use<> {
    let RowProps { shown, selection, current, on_delete } = props;
    let persona = entry.persona.clone();
    let face = Face::from(&persona);
    let name = face.name.clone();
    let id = StoredValue::new(persona.id.clone());
    let text = persona.id.to_string();
    let write = route::speaking_as(route::CONVERSATIONS, &persona.id);
    let is_chosen =
        Memo::new(move |_| id.with_value(|id| selection.with(|selection| selection.contains(id))));
    let choose = move |event: leptos::ev::MouseEvent| {
        selection.update(|selection| {
            id.with_value(|id| {
                if event.shift_key() {
                    shown.with_untracked(|shown| selection.extend(id, shown));
                } else {
                    selection.toggle(id);
                }
            });
        });
    };
    view! {
        <tr
            class="row"
            class:chosen=is_chosen
            // The header is the first.
            aria-rowindex=move || (place.get() + 2).to_string()
            on:focusin=move |_| {
                let is_here = id.with_value(|id| current.with_untracked(|current| current.as_ref() == Some(id)));
                if !is_here {
                    current.set(Some(id.get_value()));
                }
            }
        >
            <td class="pick">
                <label class="tick">
                    <input type="checkbox" aria-label=list::select(&name) prop:checked=is_chosen on:click=choose />
                </label>
            </td>
            <th scope="row" class="name">
                <span class="who">
                    <Avatar face=face />
                    <a id=link_id(&persona.id) class="cut" href=route::persona(&persona.id) title=name.clone()>{name.clone()}</a>
                </span>
            </th>
            <td class="id">
                <span class="with-copy">
                    <code class="cut">{text.clone()}</code>
                    <CopyButton text what=words::ID_COPY />
                </span>
            </td>
            <td class="actions">
                <a class="button quiet" href=write title=words::write_as(&name)>
                    <Icon glyph=Glyph::Bubble />
                    <span class="visually-hidden">{words::write_as(&name)}</span>
                </a>
                <button type="button" class="button quiet danger" title=list::delete(&name) on:click=move |_| on_delete.run(persona.clone())>
                    <Icon glyph=Glyph::Trash />
                    <span class="visually-hidden">{list::delete(&name)}</span>
                </button>
            </td>
        </tr>
    }
}

/// Puts the focus on the row of this persona, if it is on the page.
pub(crate) fn focus_row(id: &PersonaId) {
    focus_by_id(&link_id(id));
}

fn link_id(id: &PersonaId) -> String {
    format!("persona-{id}")
}
