//! The deletions of this tab: the timers and requests of the state machine in `model/deletion.rs`.

use std::sync::Arc;

use leptos::{ev, prelude::*, task::spawn_local_scoped_with_cancellation};
use messenger_personas::{Batch, DeletePersona, Failure, PageId, Persona, PersonaId};
use messenger_personas_client::{Error, FetchClient};

use super::{Connected, Connection, PersonaStore, Replacements};
use crate::{
    announcer::Announcer,
    clock::{call_at, now},
    model::{
        deletion::{self, DeletionError, Gone, Reason, Settled, of_response, outcome},
        search::Entry,
        selection::Selection,
        user_error::{Endpoint, Task, UserError},
    },
    tab_storage,
    text::editing,
};

/// The personas that are being deleted. Graph is asked once they cannot be undone any more, so leaving
/// the page before that deletes nothing.
#[derive(Clone, Copy)]
pub(crate) struct Deletions {
    state: RwSignal<deletion::Deletions>,
    /// The batch that was undone last.
    pub(crate) restored: RwSignal<Option<deletion::Batch>>,
}

impl Deletions {
    /// Provides the deletions of a Page to everything below, and runs their timers and requests. They
    /// end with the owner.
    pub(crate) fn provide(connected: &Connected) -> Self {
        let deletions = Self { state: RwSignal::default(), restored: RwSignal::new(None) };
        provide_context(deletions);
        deletions.tick_at_deadlines();
        deletions.send_requests(connected.endpoint.clone());
        deletions.warn_before_unload();
        deletions.report_interrupted(connected.page.id.clone());
        deletions
    }

    /// The ones that were provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// The state of all of them.
    pub(crate) fn state(self) -> Signal<deletion::Deletions> {
        self.state.into()
    }

    /// Whether lists leave this persona out.
    pub(crate) fn holds(self, persona: &Persona) -> bool {
        self.state.with(|state| state.holds(persona))
    }

    /// Leaves out of `entries` what lists leave out.
    pub(crate) fn leave_out(self, entries: &mut Vec<Arc<Entry>>) {
        self.state.with(|state| state.leave_out(entries));
    }

    /// How many personas lists leave out.
    pub(crate) fn held(self) -> usize {
        self.state.with(deletion::Deletions::held)
    }

    /// Deletes `personas` in six seconds, unless it is undone. `selection` is the one of the list
    /// before.
    pub(crate) fn begin(self, personas: Vec<Persona>, selection: Selection) {
        self.state.update(|state| state.begin(personas, selection, now()));
    }

    /// Undoes a batch. Returns how many personas stay.
    pub(crate) fn undo(self, batch: u32) -> usize {
        let batch = self.state.try_update(|state| state.undo(batch)).flatten();
        let count = batch.as_ref().map_or(0, |batch| batch.personas.len());
        self.restored.set(batch);
        count
    }

    /// Requests nothing more than what is in flight.
    pub(crate) fn stop(self) {
        self.state.update(deletion::Deletions::stop);
    }

    /// Deletes what failed, in six seconds.
    pub(crate) fn retry(self) {
        self.state.update(|state| state.retry(now()));
    }

    /// Forgets what failed.
    pub(crate) fn dismiss(self) {
        self.state.update(deletion::Deletions::dismiss);
    }

    fn tick_at_deadlines(self) {
        let deadline = Memo::new(move |_| self.state.with(deletion::Deletions::next_deadline));
        Effect::new(move |_| {
            let Some(deadline) = deadline.get() else { return };
            // A timer may be early by a fraction of a millisecond.
            let tick = move || self.state.update(|state| state.tick(deadline.max(now())));
            call_at(deadline, tick);
        });
    }

    fn send_requests(self, endpoint: Endpoint) {
        let connection = Connection::current();
        let (personas, replacements) = (PersonaStore::current(), Replacements::current());
        let request = Memo::new(move |_| {
            let id = |persona: &Persona| persona.id.clone();
            self.state.with(|state| state.in_flight().iter().map(id).collect::<Vec<_>>())
        });
        Effect::new(move |_| {
            let ids = request.get();
            let Some(client) = connection.client().filter(|_| !ids.is_empty()) else { return };
            let endpoint = endpoint.clone();
            spawn_local_scoped_with_cancellation(async move {
                let answer = send(&client, &endpoint, ids).await;
                self.apply(answer, personas, replacements);
            });
        });
    }

    fn apply(
        self,
        answer: Result<Vec<Result<Gone, Reason>>, DeletionError>,
        personas: PersonaStore,
        replacements: Replacements,
    ) {
        let settled = self.state.try_update(|state| match answer {
            Ok(outcomes) => state.on_response(outcomes, now()),
            Err(error) => state.on_error(&error),
        });
        let Some(Settled { gone, reload }) = settled else { return };
        for (persona, how) in &gone {
            replacements.on_old_deleted(&persona.id);
            if *how == Gone::Unknown {
                personas.missing(&persona.id);
            }
        }
        let deleted = gone.into_iter().filter(|(_, how)| *how == Gone::Deleted);
        personas.deleted(deleted.map(|(persona, _)| persona.id).collect());
        if reload {
            personas.load();
        }
    }

    /// The browser asks before it leaves the page, while something is pending.
    fn warn_before_unload(self) {
        let is_pending = Memo::new(move |_| self.held() > 0);
        Effect::new(move |_| {
            if is_pending.get() {
                let ask = |event: ev::BeforeUnloadEvent| event.prevent_default();
                let listener = window_event_listener(ev::beforeunload, ask);
                on_cleanup(move || listener.remove());
            }
        });
    }

    /// Says how many personas were not deleted because the page was left. The tab's storage has the
    /// count and the Page for as long as something is pending.
    fn report_interrupted(self, page_id: PageId) {
        let announcer = Announcer::current();
        let record = tab_storage::read(INTERRUPTED);
        let interrupted: Option<(PageId, usize)> =
            record.and_then(|text| serde_json::from_str(&text).ok());
        if let Some((of, count)) = interrupted
            && of == page_id
        {
            tab_storage::write(INTERRUPTED, None);
            announcer.notify(editing::interrupted(count));
        }
        let unsent = Memo::new(move |_| self.state.with(deletion::Deletions::unsent));
        Effect::new(move |before: Option<()>| {
            let count = unsent.get();
            if before.is_some() {
                let text = serde_json::to_string(&(&page_id, count)).ok().filter(|_| count > 0);
                tab_storage::write(INTERRUPTED, text.as_deref());
            }
        });
        // The user was asked before this Page was left for another.
        on_cleanup(move || {
            if self.state.with_untracked(deletion::Deletions::unsent) > 0 {
                tab_storage::write(INTERRUPTED, None);
            }
        });
        // A page that the browser brings back was left all the same.
        let shown = window_event_listener_untyped("pageshow", move |_| {
            let count = self.state.try_update(deletion::Deletions::abandon).unwrap_or_default();
            if count > 0 {
                announcer.notify(editing::interrupted(count));
            }
        });
        on_cleanup(move || shown.remove());
    }
}

/// Sends one request for all `ids`. A rate limit of the request counts for each of them; any other
/// error fails all of them.
async fn send(
    client: &FetchClient,
    endpoint: &Endpoint,
    ids: Vec<PersonaId>,
) -> Result<Vec<Result<Gone, Reason>>, DeletionError> {
    let count = ids.len();
    let deletes: Vec<_> = ids.into_iter().map(DeletePersona::new).collect();
    let answer = match (deletes.as_slice(), Batch::new(deletes.clone())) {
        ([only], _) => client.send(only).await.map(|_| vec![Ok(Gone::Deleted)]),
        (_, Ok(batch)) => {
            let answers = client.send(&batch).await;
            answers.map(|answers| answers.into_iter().map(outcome).collect())
        }
        (_, Err(error)) => {
            return Err(DeletionError::Batch(error));
        }
    };
    let error = match answer {
        Ok(outcomes) => return Ok(outcomes),
        Err(error) => error,
    };
    if let Error::Response(response) = &error {
        if count == 1
            && let Ok(gone) = of_response(response)
        {
            return Ok(vec![Ok(gone)]);
        }
        let failure = Failure::Response(response);
        if failure.is_rate_limit() {
            return Ok(vec![Err(Reason::Limit(failure.retry_after())); count]);
        }
    }
    let error = UserError::graph(Task::DeletePersona, endpoint, error);
    Err(DeletionError::Request(error))
}

const INTERRUPTED: &str = "personas.interrupted";
