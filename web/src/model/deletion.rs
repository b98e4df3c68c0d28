//! Deleting personas a little later than asked, many in one call, and what became of each.

use std::{collections::VecDeque, time::Duration};

use messenger_personas::{
    BatchItemError, DeletePersona, Failure, GraphErrorKind, Persona, ResponseError, Success,
};

use super::letters::capitalised;
use crate::text::editing;

/// What is being deleted, and what could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deletion {
    /// Nothing was asked of Graph for them yet.
    waiting: Vec<Persona>,
    /// In the order in which they are asked for.
    queue: VecDeque<Persona>,
    /// Asked for, and not answered.
    under_way: Vec<Persona>,
    gone: usize,
    /// Whether it is not known of one of them what became of it.
    is_unsure: bool,
    /// Whether those under way are the last ones.
    is_stopping: bool,
    failed: Vec<Failed>,
}

impl Deletion {
    /// The personas are to be deleted, unless it is undone in time.
    pub fn begin(&mut self, personas: Vec<Persona>) {
        for persona in personas {
            if !self.holds(&persona) {
                self.failed.retain(|failed| failed.persona.id != persona.id);
                self.waiting.push(persona);
            }
        }
    }

    /// Nothing of what is waiting is deleted. Answers with it.
    pub fn undo(&mut self) -> Vec<Persona> {
        std::mem::take(&mut self.waiting)
    }

    /// The time to undo is over.
    pub fn go(&mut self) {
        if self.queue.is_empty() && self.under_way.is_empty() {
            self.gone = 0;
        }
        self.is_stopping = false;
        self.queue.extend(self.waiting.drain(..));
    }

    /// The next ones to ask Graph for, at most [`AT_ONCE`].
    pub fn take(&mut self) -> Vec<DeletePersona> {
        let count = self.queue.len().min(AT_ONCE);
        self.under_way = self.queue.drain(..count).collect();
        let ids = self.under_way.iter().map(|persona| persona.id.clone());
        ids.map(DeletePersona::new).collect()
    }

    /// What became of those that were taken, in their order. Answers with the personas that are
    /// gone, and with how long to wait if some met a limit: those are asked for again, unless it
    /// was stopped.
    pub fn answered(
        &mut self,
        outcomes: impl IntoIterator<Item = Result<Gone, Reason>>,
    ) -> (Vec<(Persona, Gone)>, Option<Duration>) {
        let (mut gone, mut wait) = (Vec::new(), None::<Duration>);
        let mut outcomes = outcomes.into_iter();
        for persona in std::mem::take(&mut self.under_way) {
            match outcomes.next() {
                Some(Ok(how)) => {
                    self.is_unsure |= how == Gone::Unknown;
                    gone.push((persona, how));
                }
                Some(Err(Reason::Limit(_))) if self.is_stopping => {}
                Some(Err(Reason::Limit(hint))) => {
                    wait = wait.max(Some(hint.unwrap_or(PAUSE)));
                    self.queue.push_back(persona);
                }
                Some(Err(Reason::Other(reason))) => {
                    self.failed.push(Failed { persona, reason, is_ambiguous: false });
                }
                Some(Err(Reason::Unclear(reason))) => self.unclear(persona, reason),
                None => self.unclear(persona, editing::NO_ANSWER.to_owned()),
            }
        }
        self.is_stopping = false;
        self.gone += gone.len();
        (gone, wait)
    }

    /// None of the rest can be deleted, for the same reason. If it `is_ambiguous`, those under way may
    /// be gone all the same.
    pub fn give_up(&mut self, reason: &str, is_ambiguous: bool) {
        for persona in std::mem::take(&mut self.under_way) {
            if is_ambiguous {
                self.unclear(persona, reason.to_owned());
            } else {
                self.failed.push(Failed {
                    persona,
                    reason: reason.to_owned(),
                    is_ambiguous: false,
                });
            }
        }
        let rest = std::mem::take(&mut self.queue).into_iter();
        let failed = |persona| Failed { persona, reason: reason.to_owned(), is_ambiguous: false };
        self.failed.extend(rest.map(failed));
        self.is_stopping = false;
    }

    /// The call was lost, or its answer.
    fn unclear(&mut self, persona: Persona, reason: String) {
        self.is_unsure = true;
        self.failed.push(Failed { persona, reason, is_ambiguous: true });
    }

    /// Whether the list has to be looked at again: one that counts as gone may be there. Asked once.
    pub fn take_unsure(&mut self) -> bool {
        std::mem::take(&mut self.is_unsure)
    }

    /// Nothing more is asked for. What is on its way stays on its way.
    pub fn stop(&mut self) {
        self.queue.clear();
        self.is_stopping = !self.under_way.is_empty();
    }

    /// Whether it was stopped, and waits for the answer to what is on its way.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.is_stopping
    }

    /// What failed was seen.
    pub fn dismiss(&mut self) {
        self.failed.clear();
    }

    /// What failed, to be tried again.
    pub fn take_failed(&mut self) -> Vec<Persona> {
        std::mem::take(&mut self.failed).into_iter().map(|failed| failed.persona).collect()
    }

    /// Whether the list has nothing to show of this persona: it is waiting or on its way.
    #[must_use]
    pub fn holds(&self, persona: &Persona) -> bool {
        let mut held = self.waiting.iter().chain(&self.queue).chain(&self.under_way);
        held.any(|it| it.id == persona.id)
    }

    /// How many those are.
    #[must_use]
    pub fn held(&self) -> usize {
        self.waiting.len() + self.queue.len() + self.under_way.len()
    }

    /// Those that can still be undone.
    #[must_use]
    pub fn waiting(&self) -> &[Persona] {
        &self.waiting
    }

    /// How many are gone, of how many that were asked for; `None` if none is on its way.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        let left = self.queue.len() + self.under_way.len();
        (left > 0).then_some((self.gone, self.gone + left))
    }

    /// How many are gone since the first of them was asked for.
    #[must_use]
    pub fn gone(&self) -> usize {
        self.gone
    }

    /// Those that could not be deleted.
    #[must_use]
    pub fn failed(&self) -> &[Failed] {
        &self.failed
    }
}

/// A persona that could not be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The persona.
    pub persona: Persona,
    /// Why, in a sentence.
    pub reason: String,
    /// Whether nobody knows if it was not deleted after all.
    pub is_ambiguous: bool,
}

/// Why one was not deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There were too many calls; with the wait that Graph names.
    Limit(Option<Duration>),
    /// Nobody knows whether it was, for a reason that is a sentence.
    Unclear(String),
    /// Anything else, in a sentence.
    Other(String),
}

/// How a persona is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It was deleted.
    Deleted,
    /// Graph knows no such persona: somebody else was quicker, or this token may not see it.
    Unknown,
}

/// What one answer of a batch says. That somebody else was quicker is as good.
///
/// # Errors
/// [`Reason`], if the persona is still there or may be.
pub fn outcome(answer: Result<Success, BatchItemError>) -> Result<Gone, Reason> {
    match answer {
        Ok(_) => Ok(Gone::Deleted),
        Err(BatchItemError::Response(error)) => of_response(&error),
        Err(error @ BatchItemError::NoResponse) => {
            Err(Reason::Unclear(sentence(&error.to_string())))
        }
        Err(error) => Err(Reason::Other(sentence(&error.to_string()))),
    }
}

/// What a refusal says about a persona that was to be deleted.
///
/// # Errors
/// [`Reason`], if the persona is still there or may be.
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
        Reason::Other(sentence(&error.to_string()))
    })
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    capitalised(text) + end
}

/// How many Graph takes in one call.
pub const AT_ONCE: usize = 50;
/// How long somebody can think better of it.
pub const UNDO: Duration = Duration::from_secs(6);
/// How long to make no calls if Graph names no time.
const PAUSE: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use messenger_personas::{Graph, HttpResponse, PersonaId};

    use super::*;

    fn persona(id: u32) -> Persona {
        let id = PersonaId::parse(&id.to_string()).unwrap();
        Persona { id, name: None, profile_picture_url: None }
    }

    fn some(count: u32) -> Vec<Persona> {
        (1..=count).map(persona).collect()
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
    fn what_is_undone_in_time_is_never_asked_for() {
        let mut deletion = Deletion::default();
        deletion.begin(some(2));
        deletion.begin(some(3));
        assert_eq!(deletion.waiting().len(), 3);
        assert!(deletion.holds(&persona(3)));
        assert_eq!(deletion.held(), 3);
        assert_eq!(deletion.undo(), some(3));
        deletion.go();
        assert_eq!(deletion.take(), []);
        assert_eq!(deletion.progress(), None);
    }

    #[test]
    fn fifty_go_in_one_call_and_the_rest_in_the_next() {
        let mut deletion = Deletion::default();
        deletion.begin(some(120));
        deletion.go();
        for (count, gone) in [(50, 0), (50, 50), (20, 100)] {
            assert_eq!(deletion.progress(), Some((gone, 120)));
            assert_eq!(deletion.take().len(), count);
            assert!(deletion.holds(&persona(120)));
            assert!(!deletion.is_stopping());
            let (rows, wait) = deletion.answered(std::iter::repeat_n(Ok(Gone::Deleted), count));
            assert_eq!((rows.len(), wait), (count, None));
        }
        assert_eq!(deletion.progress(), None);
    }

    #[test]
    fn a_limit_pauses_and_what_failed_comes_back_with_its_reason() {
        let mut deletion = Deletion::default();
        deletion.begin(some(4));
        deletion.go();
        deletion.take();
        let outcomes = [
            outcome(Ok(Success { success: true })),
            outcome(refused(100, 33)),
            outcome(refused(80_001, 0)),
            outcome(refused(200, 0)),
        ];
        let (gone, wait) = deletion.answered(outcomes);
        assert_eq!(gone, [(persona(1), Gone::Deleted), (persona(2), Gone::Unknown)]);
        assert_eq!(wait, Some(PAUSE));
        assert_eq!([deletion.take_unsure(), deletion.take_unsure()], [true, false]);
        assert_eq!(deletion.failed().len(), 1);
        assert_eq!(deletion.failed()[0].persona, persona(4));
        assert!(!deletion.holds(&persona(4)));
        assert_eq!(deletion.take(), [DeletePersona::new(persona(3).id)]);
        deletion.answered([Ok(Gone::Deleted)]);
        assert_eq!(deletion.take_failed(), [persona(4)]);
        assert_eq!(deletion, Deletion { gone: 3, ..Deletion::default() });
    }

    #[test]
    fn what_has_no_answer_is_not_taken_for_gone() {
        let mut deletion = Deletion::default();
        deletion.begin(some(2));
        deletion.go();
        deletion.take();
        deletion.answered([Ok(Gone::Deleted)]);
        assert_eq!(deletion.failed()[0].persona, persona(2));
        assert!(deletion.failed()[0].is_ambiguous && deletion.take_unsure());
        assert_eq!(
            outcome(Err(BatchItemError::NoResponse)),
            Err(Reason::Unclear(
                "Graph timed out before it completed this request: check whether it was applied."
                    .to_owned()
            ))
        );
    }

    #[test]
    fn what_was_stopped_is_not_asked_for_again_after_a_limit() {
        let mut deletion = Deletion::default();
        deletion.begin(some(60));
        deletion.go();
        deletion.take();
        deletion.stop();
        assert!(deletion.is_stopping());
        assert_eq!(deletion.progress(), Some((0, 50)));
        let limited = std::iter::repeat_n(Err(Reason::Limit(None)), 50);
        assert_eq!(deletion.answered(limited), (Vec::new(), None));
        assert_eq!(deletion, Deletion::default());
    }

    #[test]
    fn of_a_lost_call_nobody_knows_and_the_rest_was_not_deleted() {
        let mut deletion = Deletion::default();
        deletion.begin(some(51));
        deletion.go();
        deletion.take();
        deletion.give_up("No answer.", true);
        let unclear = deletion.failed().iter().filter(|failed| failed.is_ambiguous);
        assert_eq!((unclear.count(), deletion.failed().len()), (50, 51));
        assert!(deletion.take_unsure());
        deletion.begin(deletion.failed().iter().map(|it| it.persona.clone()).take(1).collect());
        assert_eq!(deletion.failed().len(), 50);
    }
}
