//! Deleting personas, from the list or from a screen of one persona.

use std::{sync::Arc, time::Duration};

use leptos::{ev, prelude::*, reactive::graph::ToAnySubscriber};
use messenger_personas::{Persona, PersonaId};

use crate::{
    clock::now,
    components::{DeleteDialog, focus_heading_in_place, focus_row_in_place, once_shown},
    model::{deletion::next_row, search::Entry, selection::Selection},
    shared::leave_with_caller,
    state::Deletions,
};

/// The personas that a dialog asks about.
#[derive(Clone, Copy)]
pub(super) struct Deleting {
    pub(super) asked: RwSignal<Vec<Persona>>,
    delete: Callback<Vec<Persona>>,
}

impl Deleting {
    /// `on_delete` is called right before personas leave the lists.
    pub(super) fn new(on_delete: impl Fn(&[Persona]) + Send + Sync + 'static) -> Self {
        Self::with_selection(None, on_delete)
    }

    fn with_selection(
        selection: Option<RwSignal<Selection>>,
        on_delete: impl Fn(&[Persona]) + Send + Sync + 'static,
    ) -> Self {
        let deletions = Deletions::current();
        let asked = RwSignal::new(Vec::new());
        // The Enter that answered the dialog, pressed twice or held, is not for what is focused next.
        let answered = StoredValue::new(Duration::ZERO);
        let delete = Callback::new(move |personas: Vec<Persona>| {
            answered.set_value(now());
            let before = selection.and_then(|it| it.try_update(std::mem::take)).unwrap_or_default();
            on_delete(&personas);
            deletions.begin(personas, before);
            asked.set(Vec::new());
        });
        let keys = window_event_listener(ev::keydown, move |event| {
            let is_second = || event.repeat() || now() < answered.get_value() + SECOND_PRESS;
            if event.key() == "Enter" && is_second() {
                event.prevent_default();
            }
        });
        on_cleanup(move || keys.remove());
        Self { asked, delete }
    }

    /// For a list, where the focus goes to the next row. After an undo it goes to the restored one, and
    /// what was selected before is selected again.
    pub(super) fn in_list(
        shown: Memo<Vec<Arc<Entry>>>,
        selection: RwSignal<Selection>,
        current: RwSignal<Option<PersonaId>>,
    ) -> Self {
        let restored = Deletions::current().restored;
        let watch = Effect::watch(
            move || restored.get(),
            move |restored, _, _| {
                let first = restored.as_ref().and_then(|batch| batch.personas.first());
                focus_on(first.map(|persona| persona.id.clone()), current);
                if let Some(batch) = restored {
                    selection.update(|selection| selection.restore(&batch.selection));
                }
            },
            false,
        );
        leave_with_caller(watch.to_any_subscriber());
        Self::with_selection(Some(selection), move |deleted| {
            let next = shown.with_untracked(|shown| {
                next_row(shown.iter().map(|row| &row.persona.id), deleted).cloned()
            });
            focus_on(next, current);
        })
    }
}

/// The dialog of `deleting`.
pub(super) fn dialog(deleting: Deleting) -> impl IntoView {
    let Deleting { asked, delete } = deleting;
    view! {
        <DeleteDialog personas=asked on_delete=delete on_close=move |()| asked.set(Vec::new()) />
    }
}

/// The current row is on the page, however long the list is.
fn focus_on(id: Option<PersonaId>, current: RwSignal<Option<PersonaId>>) {
    current.set(id.clone());
    once_shown(move || match id {
        Some(id) => {
            focus_row_in_place(&id);
        }
        None => focus_heading_in_place(),
    });
}

/// How long after a press of a key the next one may belong to it.
const SECOND_PRESS: Duration = Duration::from_millis(500);
