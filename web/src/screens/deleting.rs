//! Deleting personas, from the list or from a persona's own screen.

use leptos::prelude::*;
use messenger_personas::Persona;

use crate::{components::DeleteDialog, session::Session};

/// What the dialog shows, and what it sets going.
#[derive(Clone, Copy)]
pub(super) struct Deleting {
    /// The personas that the dialog asks about.
    pub(super) asked: RwSignal<Vec<Persona>>,
    delete: Callback<Vec<Persona>>,
}

impl Deleting {
    /// `on_begun` is called when personas are about to be deleted, and can be brought back still.
    pub(super) fn new(on_begun: Callback<()>) -> Self {
        let session = Session::current();
        let asked = RwSignal::new(Vec::new());
        let delete = Callback::new(move |personas: Vec<Persona>| {
            asked.set(Vec::new());
            session.deletions.begin(session, personas);
            on_begun.run(());
        });
        Self { asked, delete }
    }
}

/// The dialog of `deleting`.
pub(super) fn dialog(deleting: Deleting) -> impl IntoView {
    let Deleting { asked, delete } = deleting;
    view! {
        <DeleteDialog personas=asked on_delete=delete on_close=move |()| asked.set(Vec::new()) />
    }
}
