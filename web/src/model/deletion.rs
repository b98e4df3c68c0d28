//! Deletions, as a state machine: batches that can be undone for six seconds, then requests for up to
//! 50 personas each.
//!
//! The caller passes the time, as a duration since any fixed moment. It calls [`Deletions::tick`] at
//! each [`Deletions::next_deadline`], and sends a request for [`Deletions::in_flight`].

mod focus;
mod outcome;
#[cfg(test)]
mod tests;

use std::{
    collections::{HashSet, VecDeque},
    sync::Arc,
    time::Duration,
};

use messenger_personas::Persona;

pub use self::{
    focus::next_row,
    outcome::{DeletionError, Gone, Reason, of_response, outcome},
};
use super::{search::Entry, selection::Selection};

/// The personas that are being deleted, and those that could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deletions {
    /// Batches that can still be undone, the oldest first.
    batches: Vec<Batch>,
    /// The id of the next batch.
    next_id: u32,
    /// In the order in which they are requested.
    queue: VecDeque<Persona>,
    /// Requested, without a response so far.
    in_flight: Vec<Persona>,
    /// The end of a pause that Graph asked for.
    resume_at: Option<Duration>,
    deleted: usize,
    /// Whether the list has to be read again: a persona that was removed may exist.
    is_unsure: bool,
    /// Whether those in flight are the last ones.
    is_stopping: bool,
    failed: Vec<Failed>,
}

impl Deletions {
    /// Starts a batch, which is requested in six seconds unless it is undone. `selection` is the one
    /// of the list before.
    pub fn begin(&mut self, mut personas: Vec<Persona>, selection: Selection, now: Duration) {
        personas.retain(|persona| !self.holds(persona));
        if personas.is_empty() {
            return;
        }
        let is_in = |failed: &Failed| personas.iter().any(|it| it.id == failed.persona.id);
        self.failed.retain(|failed| !is_in(failed));
        self.batches.push(Batch { id: self.next_id, personas, selection, due: now + UNDO });
        self.next_id = self.next_id.wrapping_add(1);
    }

    /// Undoes a batch, and returns it; `None` if it is too late.
    pub fn undo(&mut self, id: u32) -> Option<Batch> {
        let index = self.batches.iter().position(|batch| batch.id == id)?;
        Some(self.batches.remove(index))
    }

    /// Undoes everything that was not requested yet. Returns how many personas that are.
    pub fn abandon(&mut self) -> usize {
        let count = self.unsent();
        self.batches.clear();
        self.queue.clear();
        self.resume_at = None;
        count
    }

    /// When to call [`tick`](Self::tick) next.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Duration> {
        self.batches.iter().map(|batch| batch.due).chain(self.resume_at).min()
    }

    /// Queues the batches that are due, and ends a pause that is over.
    pub fn tick(&mut self, now: Duration) {
        self.resume_at = self.resume_at.filter(|end| *end > now);
        for batch in self.batches.extract_if(.., |batch| batch.due <= now) {
            if self.queue.is_empty() && self.in_flight.is_empty() {
                self.deleted = 0;
            }
            self.queue.extend(batch.personas);
        }
        self.send_next();
    }

    /// The personas of the pending request, at most [`AT_ONCE`]; empty between requests.
    #[must_use]
    pub fn in_flight(&self) -> &[Persona] {
        &self.in_flight
    }

    fn send_next(&mut self) {
        if self.in_flight.is_empty() && self.resume_at.is_none() {
            let count = self.queue.len().min(AT_ONCE);
            self.in_flight = self.queue.drain(..count).collect();
        }
    }

    /// Takes the outcomes of the request in flight, in its order. Those that met a rate limit are
    /// requested again after a pause, unless [`stop`](Self::stop) was called.
    pub fn on_response(
        &mut self,
        outcomes: impl IntoIterator<Item = Result<Gone, Reason>>,
        now: Duration,
    ) -> Settled {
        let (mut gone, mut pause) = (Vec::new(), None::<Duration>);
        let mut outcomes = outcomes.into_iter();
        for persona in std::mem::take(&mut self.in_flight) {
            match outcomes.next() {
                Some(Ok(how)) => {
                    self.is_unsure |= how == Gone::Unknown;
                    gone.push((persona, how));
                }
                Some(Err(Reason::Limit(_))) if self.is_stopping => {}
                Some(Err(Reason::Limit(hint))) => {
                    pause = pause.max(Some(hint.unwrap_or(PAUSE)));
                    self.queue.push_back(persona);
                }
                Some(Err(Reason::Failed(error))) => self.fail(persona, error),
                None => self.fail(persona, DeletionError::NoResponse),
            }
        }
        self.resume_at = pause.map(|pause| now + pause);
        self.deleted += gone.len();
        self.settle(gone)
    }

    /// Fails the request in flight and everything behind it, for the same reason. After some errors
    /// the personas in flight may be deleted nevertheless; those behind were not requested.
    pub fn on_error(&mut self, error: &DeletionError) -> Settled {
        for persona in std::mem::take(&mut self.in_flight) {
            self.fail(persona, error.clone());
        }
        for persona in std::mem::take(&mut self.queue) {
            self.failed.push(Failed { persona, error: error.clone(), is_ambiguous: false });
        }
        self.settle(Vec::new())
    }

    fn fail(&mut self, persona: Persona, error: DeletionError) {
        let is_ambiguous = error.is_ambiguous();
        self.is_unsure |= is_ambiguous;
        self.failed.push(Failed { persona, error, is_ambiguous });
    }

    fn settle(&mut self, gone: Vec<(Persona, Gone)>) -> Settled {
        self.is_stopping = false;
        self.send_next();
        let reload = self.in_flight.is_empty() && std::mem::take(&mut self.is_unsure);
        Settled { gone, reload }
    }

    /// Requests nothing more. What is in flight stays in flight.
    pub fn stop(&mut self) {
        self.queue.clear();
        self.resume_at = None;
        self.is_stopping = !self.in_flight.is_empty();
    }

    /// Whether it was stopped, and waits for the response to the request in flight.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.is_stopping
    }

    /// Forgets what failed.
    pub fn dismiss(&mut self) {
        self.failed.clear();
    }

    /// Starts a batch of everything that failed.
    pub fn retry(&mut self, now: Duration) {
        let failed = std::mem::take(&mut self.failed);
        let personas = failed.into_iter().map(|failed| failed.persona).collect();
        self.begin(personas, Selection::default(), now);
    }

    /// Whether lists leave this persona out: it is waiting, queued or in flight.
    #[must_use]
    pub fn holds(&self, persona: &Persona) -> bool {
        self.left_out().any(|it| it.id == persona.id)
    }

    /// Leaves out of `entries` what lists leave out.
    pub fn leave_out(&self, entries: &mut Vec<Arc<Entry>>) {
        if self.held() > 0 {
            let ids: HashSet<_> = self.left_out().map(|persona| &persona.id).collect();
            entries.retain(|entry| !ids.contains(&entry.persona.id));
        }
    }

    fn left_out(&self) -> impl Iterator<Item = &Persona> {
        let waiting = self.batches.iter().flat_map(|batch| &batch.personas);
        waiting.chain(&self.queue).chain(&self.in_flight)
    }

    /// How many personas are left out.
    #[must_use]
    pub fn held(&self) -> usize {
        self.unsent() + self.in_flight.len()
    }

    /// How many personas were not requested yet.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.batches.iter().map(|batch| batch.personas.len()).sum::<usize>() + self.queue.len()
    }

    /// The batches that can still be undone, the oldest first.
    #[must_use]
    pub fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// The end of a pause that Graph asked for.
    #[must_use]
    pub fn resume_at(&self) -> Option<Duration> {
        self.resume_at
    }

    /// How many are deleted, of how many that were queued; `None` if nothing is queued or in flight.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        let left = self.queue.len() + self.in_flight.len();
        (left > 0).then_some((self.deleted, self.deleted + left))
    }

    /// How many were deleted since the queue was last empty.
    #[must_use]
    pub fn deleted(&self) -> usize {
        self.deleted
    }

    /// Those that could not be deleted.
    #[must_use]
    pub fn failed(&self) -> &[Failed] {
        &self.failed
    }
}

/// Personas that were deleted together, and can be brought back together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Unique among the batches.
    pub id: u32,
    /// At least one.
    pub personas: Vec<Persona>,
    /// What was selected in the list before.
    pub selection: Selection,
    /// When the time to undo is over.
    pub due: Duration,
}

/// What a response changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The personas that do not exist any more.
    pub gone: Vec<(Persona, Gone)>,
    /// Whether the list has to be read again.
    pub reload: bool,
}

/// A persona that could not be deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// The persona.
    pub persona: Persona,
    /// Why.
    pub error: DeletionError,
    /// Whether it may be deleted nevertheless.
    pub is_ambiguous: bool,
}

/// How many personas one request deletes.
pub const AT_ONCE: usize = 50;
/// How long a batch can be undone.
pub const UNDO: Duration = Duration::from_secs(6);
/// The pause after a rate limit if Graph suggests none.
const PAUSE: Duration = Duration::from_secs(30);
