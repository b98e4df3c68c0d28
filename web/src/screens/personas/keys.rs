//! What single keys do in the list.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use messenger_personas::{Persona, PersonaId};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::toolbar;
use crate::{
    components::{focus_by_id, focus_row, once_shown},
    model::{search::Entry, selection::Selection, shortcut::Action},
};

/// The rows that keys go through.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    pub(super) shown: Memo<Vec<Arc<Entry>>>,
    pub(super) selection: RwSignal<Selection>,
    pub(super) current: RwSignal<Option<PersonaId>>,
}

impl Rows {
    /// Where the row is that the keyboard is on.
    fn place(self) -> Option<usize> {
        let current = self.current.get_untracked()?;
        self.shown.with_untracked(|shown| shown.iter().position(|row| row.persona.id == current))
    }

    fn at(self, place: usize) -> Option<Persona> {
        self.shown.with_untracked(|shown| shown.get(place).map(|row| row.persona.clone()))
    }

    /// Goes to a row; it is on the page once it is the current one.
    fn go(self, place: Option<usize>) {
        if let Some(Persona { id, .. }) = place.and_then(|place| self.at(place)) {
            self.current.set(Some(id.clone()));
            once_shown(move || focus_row(&id));
        }
    }
}

/// Clears `selection` when Escape is pressed and closes nothing else.
pub(super) fn clear_on_escape(selection: RwSignal<Selection>) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_for_target =
            target.is_some_and(|target| target.closest(ESCAPE_CLOSES).ok().flatten().is_some());
        let is_dialog_open = document().query_selector("dialog[open]").ok().flatten().is_some();
        let is_free = event.key() == "Escape"
            && !event.default_prevented()
            && !is_for_target
            && !is_dialog_open;
        if is_free && selection.with_untracked(|selection| !selection.is_empty()) {
            selection.update(Selection::clear);
        }
    });
    on_cleanup(move || handle.remove());
}

/// What Escape closes or empties where the focus is.
const ESCAPE_CLOSES: &str =
    "dialog, details, [popover], input:not([type=checkbox]), select, textarea";

/// Does `action` if it is one for the list, and says whether it was. `asked` opens the dialog that
/// deletes.
pub(super) fn act(
    action: Action,
    rows: Rows,
    chosen: Memo<Vec<Persona>>,
    asked: RwSignal<Vec<Persona>>,
) -> bool {
    match action {
        Action::Search => focus_by_id(toolbar::SEARCH),
        Action::Next => rows.go(Some(rows.place().map_or(0, |place| place + 1))),
        Action::Previous => rows.go(rows.place().and_then(|place| place.checked_sub(1))),
        Action::Select => {
            if let Some(id) = rows.current.get_untracked() {
                rows.selection.update(|selection| selection.toggle(&id));
            }
        }
        Action::Delete => {
            let chosen = chosen.get_untracked();
            let here = || rows.place().and_then(|place| rows.at(place)).into_iter().collect();
            asked.set(if chosen.is_empty() { here() } else { chosen });
        }
        _ => return false,
    }
    true
}
