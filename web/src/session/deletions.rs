//! The deletions of this tab: the timers and requests of the state machine in `model/deletion.rs`.

use leptos::{ev, prelude::*, task::spawn_local_scoped_with_cancellation};
use messenger_personas::{
    Batch, DeletePersona, Failure, PageId, Persona, PersonaId, ResponseError,
};
use messenger_personas_client::{Error, FetchClient, NetworkError};

use super::{Session, keeping};
use crate::{
    announcer::Announcer,
    clock::{call_at, now},
    model::deletion::{self, Gone, Reason, Settled, of_response, outcome},
    text::{self, Place, Task, editing},
};

/// The personas that are being deleted. Graph is asked once they cannot be undone any more, so leaving
/// the page before that deletes nothing.
#[derive(Clone, Copy)]
pub(crate) struct Deletions {
    state: RwSignal<deletion::Deletions>,
    /// The first persona of the batch that was undone last.
    pub(crate) restored: RwSignal<Option<PersonaId>>,
}

impl Deletions {
    pub(super) fn new() -> Self {
        Self { state: RwSignal::default(), restored: RwSignal::new(None) }
    }

    pub(super) fn clear(self) {
        self.state.set(deletion::Deletions::default());
    }

    /// Forgets what a reload interrupted.
    pub(super) fn forget_interrupted() {
        keeping::write(INTERRUPTED, None);
    }

    /// The state of all of them.
    pub(crate) fn state(self) -> Signal<deletion::Deletions> {
        self.state.into()
    }

    /// Whether lists leave this persona out.
    pub(crate) fn holds(self, persona: &Persona) -> bool {
        self.state.with(|state| state.holds(persona))
    }

    /// How many personas lists leave out.
    pub(crate) fn held(self) -> usize {
        self.state.with(deletion::Deletions::held)
    }

    /// Deletes `personas` in six seconds, unless it is undone.
    pub(crate) fn begin(self, personas: Vec<Persona>) {
        self.state.update(|state| state.begin(personas, now()));
    }

    /// Undoes a batch. Returns how many personas stay.
    pub(crate) fn undo(self, batch: u32) -> usize {
        let personas = self.state.try_update(|state| state.undo(batch)).unwrap_or_default();
        self.restored.set(personas.first().map(|persona| persona.id.clone()));
        personas.len()
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

    /// Runs the timers and requests for as long as the caller is on the page.
    pub(crate) fn run(self, session: Session, announcer: Announcer) {
        let deadline = Memo::new(move |_| self.state.with(deletion::Deletions::next_deadline));
        Effect::new(move |_| {
            let Some(deadline) = deadline.get() else { return };
            // A timer may be early by a fraction of a millisecond.
            let tick = move || self.state.update(|state| state.tick(deadline.max(now())));
            call_at(deadline, tick);
        });

        let request = Memo::new(move |_| {
            let id = |persona: &Persona| persona.id.clone();
            self.state.with(|state| state.in_flight().iter().map(id).collect::<Vec<_>>())
        });
        Effect::new(move |_| {
            let ids = request.get();
            let connected = untrack(|| session.connected());
            let (Some(client), Some(connected)) = (session.client(), connected) else { return };
            if !ids.is_empty() {
                spawn_local_scoped_with_cancellation(async move {
                    let answer = send(&client, &connected.place, ids).await;
                    self.apply(session, answer);
                });
            }
        });

        self.warn_before_unload();
        self.report_interrupted(session, announcer);
    }

    fn apply(self, session: Session, answer: Result<Vec<Result<Gone, Reason>>, Refused>) {
        let settled = self.state.try_update(|state| match answer {
            Ok(outcomes) => state.on_response(outcomes, now()),
            Err(refused) => state.on_error(&refused.reason, refused.is_ambiguous),
        });
        let Some(Settled { gone, reload }) = settled else { return };
        for (persona, how) in &gone {
            session.replacements.end(&persona.id);
            if *how == Gone::Unknown {
                session.personas.missing(&persona.id);
            }
        }
        let deleted = gone.into_iter().filter(|(_, how)| *how == Gone::Deleted);
        session.deleted(deleted.map(|(persona, _)| persona.id).collect());
        if reload {
            session.personas.load();
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
    fn report_interrupted(self, session: Session, announcer: Announcer) {
        let page = Memo::new(move |_| session.connected().map(|connected| connected.page.id));
        Effect::new(move |_| {
            let Some(page) = page.get() else { return };
            let record = keeping::read(INTERRUPTED);
            let interrupted = record.and_then(|text| serde_json::from_str(&text).ok());
            let Some((of, count)): Option<(PageId, usize)> = interrupted else { return };
            if of == page {
                Self::forget_interrupted();
                announcer.notify(editing::interrupted(count));
            }
        });
        let unsent = Memo::new(move |_| self.state.with(deletion::Deletions::unsent));
        Effect::new(move |before: Option<()>| {
            let count = unsent.get();
            let record = page.get_untracked().filter(|_| count > 0);
            let text = record.and_then(|page| serde_json::to_string(&(page, count)).ok());
            if before.is_some() {
                keeping::write(INTERRUPTED, text.as_deref());
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
    place: &Place,
    ids: Vec<PersonaId>,
) -> Result<Vec<Result<Gone, Reason>>, Refused> {
    let count = ids.len();
    let deletes: Vec<_> = ids.into_iter().map(DeletePersona::new).collect();
    let answer = match (deletes.as_slice(), Batch::new(deletes.clone())) {
        ([only], _) => client.send(only).await.map(|_| vec![Ok(Gone::Deleted)]),
        (_, Ok(batch)) => {
            let answers = client.send(&batch).await;
            answers.map(|answers| answers.into_iter().map(outcome).collect())
        }
        (_, Err(error)) => {
            return Err(Refused { reason: text::sentence(error), is_ambiguous: false });
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
    let is_ambiguous = matches!(
        error,
        Error::Network(NetworkError::Connection { .. } | NetworkError::TimedOut { .. })
            | Error::Response(ResponseError::Decode { .. })
    );
    let trouble = text::of_call(Task::DeletePersona, place, &error);
    Err(Refused { reason: format!("{}. {}", trouble.title, trouble.next), is_ambiguous })
}

/// Why a request failed.
struct Refused {
    /// A sentence.
    reason: String,
    is_ambiguous: bool,
}

const INTERRUPTED: &str = "personas.interrupted";
