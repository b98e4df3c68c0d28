//! Deletions, as a state machine: batches that can be undone for six seconds, then requests for up to
//! 50 personas each.
//!
//! The caller passes the time, as a duration since any fixed moment. It calls [`Deletions::tick`] at
//! each [`Deletions::next_deadline`], and sends a request for [`Deletions::in_flight`].

use std::{
    collections::{HashSet, VecDeque},
    sync::Arc,
    time::Duration,
};

use messenger_personas::{
    BatchItemError, Failure, GraphErrorKind, Persona, PersonaId, ResponseError, Success, ValueError,
};
use messenger_personas_client::{Error, NetworkError};

use super::{search::Entry, user_error::UserError};

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
    /// Starts a batch, which is requested in six seconds unless it is undone.
    pub fn begin(&mut self, mut personas: Vec<Persona>, now: Duration) {
        personas.retain(|persona| !self.holds(persona));
        if personas.is_empty() {
            return;
        }
        let is_in = |failed: &Failed| personas.iter().any(|it| it.id == failed.persona.id);
        self.failed.retain(|failed| !is_in(failed));
        self.batches.push(Batch { id: self.next_id, personas, due: now + UNDO });
        self.next_id = self.next_id.wrapping_add(1);
    }

    /// Undoes a batch. Returns its personas; none if it is too late.
    pub fn undo(&mut self, id: u32) -> Vec<Persona> {
        let found = self.batches.iter().position(|batch| batch.id == id);
        found.map(|index| self.batches.remove(index).personas).unwrap_or_default()
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
        self.begin(failed.into_iter().map(|failed| failed.persona).collect(), now);
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

/// Why a persona was not deleted.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// A rate limit, with the wait that Graph suggests.
    Limit(Option<Duration>),
    /// Anything else.
    Failed(DeletionError),
}

/// An error that ends the deletion of a persona.
#[derive(Clone, Debug, PartialEq)]
pub enum DeletionError {
    /// The response to a batch has no part for the persona.
    NoResponse,
    /// The error for the persona.
    Item(BatchItemError),
    /// The batch is invalid.
    Batch(ValueError),
    /// The whole request failed.
    Request(UserError),
}

impl DeletionError {
    /// Whether the persona may be deleted nevertheless.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        match self {
            Self::NoResponse | Self::Item(BatchItemError::NoResponse) => true,
            Self::Request(UserError::Graph(request)) => matches!(
                request.error,
                Error::Network(NetworkError::Connection { .. } | NetworkError::TimedOut { .. })
                    | Error::Response(ResponseError::Decode { .. })
            ),
            _ => false,
        }
    }
}

/// How a persona came to be gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It was deleted.
    Deleted,
    /// Graph knows no such persona: it was deleted elsewhere, or this token cannot see it.
    Unknown,
}

/// The outcome of one request in a batch. A persona that does not exist counts as deleted.
///
/// # Errors
/// [`Reason`], if the persona exists or may exist.
pub fn outcome(answer: Result<Success, BatchItemError>) -> Result<Gone, Reason> {
    match answer {
        Ok(_) => Ok(Gone::Deleted),
        Err(BatchItemError::Response(error)) => of_response(&error),
        Err(error) => Err(Reason::Failed(DeletionError::Item(error))),
    }
}

/// The outcome of a single request that failed.
///
/// # Errors
/// [`Reason`], if the persona exists or may exist.
pub fn of_response(error: &ResponseError) -> Result<Gone, Reason> {
    if let ResponseError::Graph(graph) = error
        && graph.kind == GraphErrorKind::UnknownObject
    {
        return Ok(Gone::Unknown);
    }
    let failure = Failure::Response(error);
    Err(if failure.is_rate_limit() {
        Reason::Limit(failure.retry_after())
    } else {
        Reason::Failed(DeletionError::Item(BatchItemError::Response(error.clone())))
    })
}

/// The row to focus when the `deleted` personas leave a list: the next one that stays, or the one
/// before.
pub fn next_row<'a>(
    rows: impl IntoIterator<Item = &'a PersonaId>,
    deleted: &[Persona],
) -> Option<&'a PersonaId> {
    let (mut before, mut is_behind) = (None, false);
    for id in rows {
        match (deleted.iter().any(|persona| persona.id == *id), is_behind) {
            (true, _) => is_behind = true,
            (false, true) => return Some(id),
            (false, false) => before = Some(id),
        }
    }
    before
}

/// The whole seconds from `now` to `end`, rounded up.
#[must_use]
pub fn seconds_until(end: Duration, now: Duration) -> u64 {
    let left = end.saturating_sub(now);
    left.as_secs() + u64::from(left.subsec_millis() > 0)
}

/// How many personas one request deletes.
pub const AT_ONCE: usize = 50;
/// How long a batch can be undone.
pub const UNDO: Duration = Duration::from_secs(6);
/// The pause after a rate limit if Graph suggests none.
const PAUSE: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use messenger_personas::{Graph, HttpResponse};

    use super::*;

    fn persona(id: u32) -> Persona {
        let id = PersonaId::parse(&id.to_string()).unwrap();
        Persona { id, name: None, profile_picture_url: None }
    }

    fn some(ids: impl IntoIterator<Item = u32>) -> Vec<Persona> {
        ids.into_iter().map(persona).collect()
    }

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(1000 + seconds)
    }

    /// `count` personas whose time to undo is over at 6 seconds.
    fn due(count: u32) -> Deletions {
        let mut deletions = Deletions::default();
        deletions.begin(some(1..=count), at(0));
        deletions.tick(at(6));
        deletions
    }

    fn refused(code: u32, subcode: u32) -> Result<Success, BatchItemError> {
        let json =
            format!(r#"{{"error":{{"message":"no","code":{code},"error_subcode":{subcode}}}}}"#);
        let graph = Graph::gateway(messenger_personas::Origin::default());
        Err(BatchItemError::Response(
            HttpResponse::json(400, json).into_success(&graph).unwrap_err(),
        ))
    }

    #[test]
    fn each_batch_has_a_deadline_and_an_undo_of_its_own() {
        let mut deletions = Deletions::default();
        deletions.begin(some([1, 2]), at(0));
        deletions.begin(some([2, 3]), at(4));
        let [first, second] = deletions.batches() else { panic!("two batches") };
        assert_eq!([first.due, second.due], [at(6), at(10)]);
        let (first, second) = (first.id, second.id);
        assert_eq!((deletions.held(), deletions.next_deadline()), (3, Some(at(6))));

        assert_eq!(deletions.undo(first), some([1, 2]));
        assert_eq!(deletions.undo(first), []);
        assert_eq!(deletions.next_deadline(), Some(at(10)));
        deletions.tick(at(9));
        assert_eq!(deletions.in_flight(), []);
        deletions.tick(at(10));
        assert_eq!(deletions.in_flight(), some([3]));
        assert_eq!(deletions.undo(second), []);
        assert_eq!(deletions.next_deadline(), None);
    }

    #[test]
    fn a_batch_that_is_due_waits_for_the_request_in_flight() {
        let mut deletions = Deletions::default();
        deletions.begin(some([1]), at(0));
        deletions.begin(some([2]), at(1));
        deletions.tick(at(6));
        deletions.tick(at(7));
        assert_eq!(deletions.in_flight(), some([1]));
        assert_eq!(deletions.progress(), Some((0, 2)));
        deletions.on_response([Ok(Gone::Deleted)], at(8));
        assert_eq!(deletions.in_flight(), some([2]));
        assert_eq!(deletions.progress(), Some((1, 2)));
    }

    #[test]
    fn lists_leave_out_what_waits_and_what_is_requested() {
        let mut deletions = due(60);
        deletions.begin(some([61]), at(7));
        let mut entries: Vec<_> =
            some([1, 59, 60, 61, 62]).into_iter().map(|it| Arc::new(Entry::new(it))).collect();
        deletions.leave_out(&mut entries);
        let left: Vec<_> = entries.iter().map(|entry| entry.persona.clone()).collect();
        assert_eq!(left, some([62]));
    }

    #[test]
    fn fifty_are_requested_at_once() {
        let mut deletions = due(120);
        for (count, gone) in [(50, 0), (50, 50), (20, 100)] {
            assert_eq!(deletions.progress(), Some((gone, 120)));
            assert_eq!(deletions.in_flight().len(), count);
            assert!(deletions.holds(&persona(120)));
            let outcomes = std::iter::repeat_n(Ok(Gone::Deleted), count);
            assert_eq!(deletions.on_response(outcomes, at(6)).gone.len(), count);
        }
        assert_eq!((deletions.progress(), deletions.deleted()), (None, 120));
    }

    #[test]
    fn a_rate_limit_pauses_and_what_failed_comes_back_with_its_reason() {
        let mut deletions = due(4);
        let outcomes = [
            outcome(Ok(Success { success: true })),
            outcome(refused(100, 33)),
            outcome(refused(80_001, 0)),
            outcome(refused(200, 0)),
        ];
        let settled = deletions.on_response(outcomes, at(7));
        let gone = vec![(persona(1), Gone::Deleted), (persona(2), Gone::Unknown)];
        assert_eq!(settled, Settled { gone, reload: true });
        assert_eq!(deletions.failed().len(), 1);
        assert_eq!(deletions.failed()[0].persona, persona(4));
        assert!(!deletions.holds(&persona(4)));

        let end = at(7) + PAUSE;
        assert_eq!((deletions.resume_at(), deletions.next_deadline()), (Some(end), Some(end)));
        deletions.tick(at(8));
        assert_eq!(deletions.in_flight(), []);
        deletions.tick(end);
        assert_eq!(deletions.in_flight(), some([3]));
        assert_eq!(deletions.resume_at(), None);
        assert!(!deletions.on_response([Ok(Gone::Deleted)], end).reload);
        deletions.retry(end);
        assert_eq!(deletions.batches()[0].personas, some([4]));
        assert_eq!((deletions.failed(), deletions.deleted()), (&[][..], 3));
    }

    #[test]
    fn a_missing_outcome_is_ambiguous() {
        let mut deletions = due(2);
        assert!(deletions.on_response([Ok(Gone::Deleted)], at(6)).reload);
        assert_eq!(deletions.failed()[0].persona, persona(2));
        assert!(deletions.failed()[0].is_ambiguous);
        let Err(Reason::Failed(error)) = outcome(Err(BatchItemError::NoResponse)) else {
            panic!("it failed")
        };
        assert!(error.is_ambiguous());
    }

    #[test]
    fn what_was_stopped_is_not_requested_again_after_a_rate_limit() {
        let mut deletions = due(60);
        deletions.stop();
        assert!(deletions.is_stopping());
        assert_eq!(deletions.progress(), Some((0, 50)));
        deletions.begin(some([90]), at(6));
        deletions.tick(at(12));
        let limited = std::iter::repeat_n(Err(Reason::Limit(None)), 50);
        let settled = Settled { gone: Vec::new(), reload: false };
        assert_eq!(deletions.on_response(limited, at(13)), settled);
        assert!(!deletions.is_stopping());
        assert_eq!(deletions.in_flight(), some([90]));
    }

    #[test]
    fn stop_ends_a_pause() {
        let mut deletions = due(1);
        deletions.on_response([Err(Reason::Limit(Some(at(0))))], at(6));
        deletions.stop();
        assert_eq!((deletions.held(), deletions.next_deadline()), (0, None));
        assert!(!deletions.is_stopping());
    }

    #[test]
    fn after_a_lost_request_only_what_was_in_flight_is_ambiguous() {
        let mut deletions = due(51);
        assert!(deletions.on_error(&DeletionError::NoResponse).reload);
        let unclear = deletions.failed().iter().filter(|failed| failed.is_ambiguous);
        assert_eq!((unclear.count(), deletions.failed().len()), (50, 51));
        deletions.begin(some([1]), at(7));
        assert_eq!(deletions.failed().len(), 50);
    }

    #[test]
    fn what_was_not_requested_can_be_abandoned() {
        let mut deletions = due(60);
        deletions.begin(some([90, 91]), at(7));
        assert_eq!((deletions.unsent(), deletions.held()), (12, 62));
        assert_eq!(deletions.abandon(), 12);
        assert_eq!((deletions.unsent(), deletions.held()), (0, 50));
        assert_eq!(deletions.next_deadline(), None);
    }

    #[test]
    fn the_focus_goes_to_the_next_row_or_to_the_one_before() {
        let rows = some(1..=5);
        let next = |deleted: &[u32]| {
            let deleted = some(deleted.iter().copied());
            let ids = rows.iter().map(|persona| &persona.id);
            next_row(ids, &deleted).map(|id| id.as_str().to_owned())
        };
        for (deleted, focused) in [
            (&[2][..], Some("3")),
            (&[5], Some("4")),
            (&[2, 3], Some("4")),
            (&[2, 4], Some("3")),
            (&[1, 2, 3, 4], Some("5")),
            (&[4, 5], Some("3")),
            (&[1, 2, 3, 4, 5], None),
        ] {
            assert_eq!(next(deleted).as_deref(), focused, "{deleted:?}");
        }
    }

    #[test]
    fn seconds_are_rounded_up() {
        let ms = Duration::from_millis;
        assert_eq!(seconds_until(ms(6000), ms(0)), 6);
        assert_eq!(seconds_until(ms(6000), ms(1)), 6);
        assert_eq!(seconds_until(ms(6000), ms(5001)), 1);
        assert_eq!(seconds_until(ms(6000), ms(7000)), 0);
    }
}
