//! One persona.

use std::{collections::HashMap, sync::Arc};

use leptos::{ev::MouseEvent, prelude::*};
use messenger_personas::{Persona, PersonaId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::cells;
use crate::{
    components::ui::{Avatar, CopyButton, Glyph, Icon, focus_by_id, focus_in_place},
    model::{local_data::PageRecords, profile::Profile, search::Entry, selection::Selection},
    route,
    text::{list, persona as words},
};

/// What every row does with what is done to it.
#[derive(Clone, Copy)]
pub(super) struct RowProps {
    pub(super) shown: Signal<Vec<Arc<Entry>>>,
    pub(super) records: Signal<PageRecords>,
    /// The names that several personas have, and how many.
    pub(super) duplicates: Signal<HashMap<Arc<str>, usize>>,
    pub(super) now: Signal<u64>,
    pub(super) selection: RwSignal<Selection>,
    pub(super) current: RwSignal<Option<PersonaId>>,
    /// The persona whose menu is open.
    pub(super) menu: RwSignal<Option<Persona>>,
    pub(super) on_open: Callback<PersonaId>,
    pub(super) on_delete: Callback<Persona>,
}

/// A row of the table; `place` is its place among the lines.
pub(super) fn row(entry: &Entry, place: RwSignal<usize>, props: RowProps) -> impl IntoView + use<> {
    let RowProps { shown, selection, current, menu, on_open, on_delete, .. } = props;
    let persona = StoredValue::new(entry.persona.clone());
    let profile = Profile::from(&entry.persona);
    let name = profile.name.clone();
    let id = StoredValue::new(entry.persona.id.clone());
    let text = entry.persona.id.to_string();
    let write = route::speaking_as(route::CONVERSATIONS, &entry.persona.id);
    let is_chosen =
        Memo::new(move |_| id.with_value(|id| selection.with(|selection| selection.contains(id))));
    let choose = move |event: MouseEvent| {
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
    let is_menu_open = move || {
        menu.with(|menu| {
            menu.as_ref().is_some_and(|menu| id.with_value(|id| menu.id == *id)).to_string()
        })
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
            on:click=move |event| id.with_value(|id| pressed(&event, id, on_open))
            on:auxclick=move |event| id.with_value(|id| pressed(&event, id, on_open))
        >
            <td class="pick">
                <label class="row-checkbox">
                    <input type="checkbox" aria-label=list::select(&name) prop:checked=is_chosen on:click=choose />
                </label>
            </td>
            <th scope="row" class="name">
                <span class="persona-cell">
                    <Avatar profile=profile />
                    <a id=link_id(&entry.persona.id) class="truncate" href=route::persona(&entry.persona.id) title=name.clone()>{name.clone()}</a>
                    {cells::labels(id, props)}
                </span>
            </th>
            <td class="used">{cells::last_used(id, props)}</td>
            <td class="duplicates">{cells::duplicates(entry, name.clone(), props)}</td>
            <td class="id">
                <span class="with-copy">
                    <code class="truncate">{text.clone()}</code>
                    <CopyButton text what=words::ID_COPY />
                </span>
            </td>
            <td class="actions">
                <a class="button quiet" href=write title=words::write_as(&name)>
                    <Icon glyph=Glyph::Bubble />
                    <span class="visually-hidden">{words::write_as(&name)}</span>
                </a>
                <button type="button" class="button quiet danger" title=list::delete(&name) on:click=move |_| on_delete.run(persona.get_value())>
                    <Icon glyph=Glyph::Trash />
                    <span class="visually-hidden">{list::delete(&name)}</span>
                </button>
                <button
                    id=menu_button_id(&entry.persona.id)
                    type="button"
                    class="button quiet"
                    title=list::more(&name)
                    aria-haspopup="menu"
                    aria-expanded=is_menu_open
                    on:click=move |_| menu.set(Some(persona.get_value()))
                >
                    <Icon glyph=Glyph::Dots />
                    <span class="visually-hidden">{list::more(&name)}</span>
                </button>
            </td>
        </tr>
    }
}

/// A press anywhere on the row opens the persona, as its link does.
fn pressed(event: &MouseEvent, id: &PersonaId, on_open: Callback<PersonaId>) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let control =
        target.and_then(|target| target.closest("a, button, label, input").ok().flatten());
    let opens_tab = event.ctrl_key() || event.meta_key() || event.button() == MIDDLE_BUTTON;
    let is_plain = event.button() == 0 && !opens_tab;
    match control {
        // The link to the duplicates leads to the list.
        Some(control) if control.closest(".duplicates").ok().flatten().is_some() => {}
        Some(control) if control.tag_name() == "A" && is_plain => on_open.run(id.clone()),
        Some(_) => {}
        None if event.button() > MIDDLE_BUTTON || is_text_selected() => {}
        None if opens_tab => {
            let (window, address) = (window(), route::persona(id));
            // A browser that blocks it says so itself.
            drop(window.open_with_url_and_target_and_features(&address, "_blank", "noopener"));
        }
        None => {
            if let Some(link) = document().get_element_by_id(&link_id(id)) {
                // The click arrives here again, and a handler cannot be called by itself.
                queue_microtask(move || link.unchecked_into::<HtmlElement>().click());
            }
        }
    }
}

fn is_text_selected() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Puts the focus on the row of this persona, if it is on the page.
pub(crate) fn focus_row(id: &PersonaId) {
    focus_by_id(&link_id(id));
}

/// [`focus_row`] without scrolling. Returns whether the row is on the page.
pub(crate) fn focus_row_in_place(id: &PersonaId) -> bool {
    let link = document().get_element_by_id(&link_id(id));
    link.map(|link| focus_in_place(&link.unchecked_into())).is_some()
}

fn link_id(id: &PersonaId) -> String {
    format!("persona-{id}")
}

/// The id of the button that opens the menu of a row.
pub(super) fn menu_button_id(id: &PersonaId) -> String {
    format!("menu-{id}")
}

const MIDDLE_BUTTON: i16 = 1;
