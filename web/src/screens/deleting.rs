//! Deleting a persona, from the list or from its own screen.

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{DeletePersona, GraphErrorKind, Persona, ResponseError};
use messenger_personas_fetch::Error;

use crate::{
    announcer::Announcer,
    components::{DeleteDialog, focus_heading},
    model::face::Face,
    session::Session,
    text::{self, Task, Trouble},
};

/// What the dialog shows, and what it sets going.
#[derive(Clone, Copy)]
pub(super) struct Deleting {
    /// The persona that the dialog asks about.
    pub(super) asked: RwSignal<Option<Persona>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    pub(super) delete: Callback<Persona>,
    pub(super) close: Callback<()>,
}

impl Deleting {
    /// `on_done` is called when the persona is gone.
    pub(super) fn new(on_done: Callback<()>) -> Self {
        let (session, announcer) = (Session::current(), Announcer::current());
        let asked = RwSignal::new(None);
        let busy = RwSignal::new(false);
        let trouble = RwSignal::new(None);
        let delete = Callback::new(move |persona: Persona| {
            let Some((client, connected)) = session.client().zip(untrack(|| session.connected()))
            else {
                return;
            };
            busy.set(true);
            trouble.set(None);
            spawn_local(async move {
                let name = Face::from(&persona).name;
                let answer = client.send(&DeletePersona { persona_id: persona.id.clone() }).await;
                busy.set(false);
                match answer {
                    Ok(_) => announcer.notify(format!("{name} was deleted.")),
                    Err(error) if is_gone(&error) => {
                        announcer.notify(format!("{name} had been deleted before."));
                    }
                    Err(error) => {
                        trouble.set(Some(text::of_call(
                            Task::DeletePersona,
                            &connected.place,
                            &error,
                        )));
                        return;
                    }
                }
                session.roster.deleted(&persona.id);
                asked.set(None);
                on_done.try_run(());
            });
        });
        let close = Callback::new(move |()| {
            asked.set(None);
            trouble.set(None);
        });
        Self { asked, busy, trouble, delete, close }
    }
}

/// Whether the persona is not there, which is what was wanted: somebody else deleted it before.
fn is_gone(error: &Error) -> bool {
    matches!(error, Error::Response(ResponseError::Graph(error)) if error.kind == GraphErrorKind::UnknownObject)
}

/// The dialog of `deleting`.
pub(super) fn dialog(deleting: Deleting) -> impl IntoView {
    view! {
        <DeleteDialog
            persona=deleting.asked
            busy=deleting.busy
            trouble=deleting.trouble
            on_delete=deleting.delete
            on_close=deleting.close
        />
    }
}

/// Focus for when the button that was pressed is gone with its row.
pub(super) fn refocus() {
    request_animation_frame(focus_heading);
}
