//! Personas that are being deleted: later than asked, so that it can be undone.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{Batch, DeletePersona, Failure, Persona, ResponseError};
use messenger_personas_client::{Error, FetchClient, NetworkError};

use super::Session;
use crate::{
    model::deletion::{Deletion, Gone, Reason, UNDO, of_response, outcome},
    text::{self, Place, Task},
};

/// What is being deleted. Nothing is asked of Graph for as long as it can be undone; whoever leaves
/// the page before that has deleted nothing.
#[derive(Clone, Copy)]
pub(crate) struct Deletions {
    deletion: RwSignal<Deletion>,
    /// How long no calls are made, while that is so.
    pause: RwSignal<Option<Duration>>,
    counts: StoredValue<Counts>,
    is_running: StoredValue<bool>,
}

/// How often things began, so that what belongs to an earlier time is known.
#[derive(Clone, Copy, Default)]
struct Counts {
    pauses: u32,
    /// What is waited for.
    clocks: u32,
    connections: u32,
}

impl Deletions {
    pub(super) fn new() -> Self {
        Self {
            deletion: RwSignal::default(),
            pause: RwSignal::default(),
            counts: StoredValue::default(),
            is_running: StoredValue::new(false),
        }
    }

    pub(super) fn clear(self) {
        self.start_clock();
        self.counts.update_value(|counts| counts.connections += 1);
        self.is_running.set_value(false);
        self.end_pause();
        self.deletion.set(Deletion::default());
    }

    /// What is being deleted, and what could not be.
    pub(crate) fn state(self) -> Deletion {
        self.deletion.get()
    }

    /// Whether the list has nothing to show of a persona.
    pub(crate) fn holds(self, persona: &Persona) -> bool {
        self.deletion.with(|deletion| deletion.holds(persona))
    }

    /// How many the list does not show.
    pub(crate) fn held(self) -> usize {
        self.deletion.with(Deletion::held)
    }

    /// How long no calls are made, while that is so.
    pub(crate) fn pause(self) -> Option<Duration> {
        self.pause.get()
    }

    /// Deletes `personas` in six seconds, unless it is undone.
    pub(crate) fn begin(self, session: Session, personas: Vec<Persona>) {
        self.deletion.update(|deletion| deletion.begin(personas));
        let clock = self.start_clock();
        spawn_local(async move {
            sleep(UNDO).await;
            if self.counts.get_value().clocks == clock {
                self.deletion.update(Deletion::go);
                self.run(session);
            }
        });
    }

    /// Deletes nothing of what is still waiting.
    pub(crate) fn undo(self) -> Vec<Persona> {
        self.start_clock();
        self.deletion.try_update(Deletion::undo).unwrap_or_default()
    }

    /// Asks for no more than what is on its way.
    pub(crate) fn stop(self) {
        self.deletion.update(Deletion::stop);
        self.end_pause();
    }

    /// Tries those again that could not be deleted.
    pub(crate) fn again(self, session: Session) {
        let failed = self.deletion.try_update(Deletion::take_failed).unwrap_or_default();
        self.begin(session, failed);
    }

    /// What failed was seen.
    pub(crate) fn dismiss(self) {
        self.deletion.update(Deletion::dismiss);
    }

    fn start_clock(self) -> u32 {
        self.counts.update_value(|counts| counts.clocks += 1);
        self.counts.get_value().clocks
    }

    fn end_pause(self) {
        self.counts.update_value(|counts| counts.pauses += 1);
        self.pause.set(None);
    }

    /// Makes no calls for so long, and goes on then.
    fn rest(self, session: Session, wait: Duration) {
        self.end_pause();
        self.pause.set(Some(wait));
        let this = self.counts.get_value().pauses;
        spawn_local(async move {
            sleep(wait).await;
            if self.counts.get_value().pauses == this {
                self.end_pause();
                self.run(session);
            }
        });
    }

    fn run(self, session: Session) {
        if self.is_running.get_value() || self.pause.with_untracked(Option::is_some) {
            return;
        }
        let (Some(client), Some(connected)) = (session.client(), untrack(|| session.connected()))
        else {
            return;
        };
        self.is_running.set_value(true);
        let connection = self.counts.get_value().connections;
        spawn_local(async move {
            loop {
                let calls = self.deletion.try_update(Deletion::take).unwrap_or_default();
                if calls.is_empty() {
                    break;
                }
                let answer = ask(&client, &connected.place, calls).await;
                if self.counts.get_value().connections != connection {
                    return;
                }
                let settled = self.deletion.try_update(|deletion| match answer {
                    Ok(outcomes) => deletion.answered(outcomes),
                    Err(refused) => {
                        deletion.give_up(&refused.reason, refused.is_ambiguous);
                        (Vec::new(), None)
                    }
                });
                let Some((gone, wait)) = settled else { return };
                for (persona, how) in gone {
                    match how {
                        Gone::Deleted => session.personas.deleted(&persona.id),
                        Gone::Unknown => session.personas.missing(&persona.id),
                    }
                }
                if let Some(wait) = wait {
                    self.rest(session, wait);
                    break;
                }
            }
            self.is_running.set_value(false);
            if self.deletion.try_update(Deletion::take_unsure).unwrap_or_default() {
                session.personas.load();
            }
        });
    }
}

/// Asks for one alone, or for several in one call. A refusal of all of it is the reason, unless it
/// is a limit, which each of them has met.
async fn ask(
    client: &FetchClient,
    place: &Place,
    calls: Vec<DeletePersona>,
) -> Result<Vec<Result<Gone, Reason>>, Refused> {
    let count = calls.len();
    let answer = match (calls.as_slice(), Batch::new(calls.clone())) {
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

/// Why none of them was deleted, as far as that is known.
struct Refused {
    reason: String,
    is_ambiguous: bool,
}
