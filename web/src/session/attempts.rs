//! What was asked for and is not answered, or was refused. It outlives the screen that asked, so that
//! nothing is asked for twice, and the refusal is there when one comes back.

use std::collections::BTreeMap;

use leptos::prelude::*;
use messenger_personas::{PageId, PersonaId};

use crate::text::Trouble;

/// The attempts of this connection, the last one at each goal.
#[derive(Clone, Copy)]
pub(crate) struct Attempts(RwSignal<All>);

/// What an attempt is at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Goal {
    /// A new persona of the Page, in place of another one or of none.
    Create(PageId, Option<PersonaId>),
    /// The end of a persona that another one took the place of.
    Finish(PersonaId),
}

#[derive(Default)]
struct All {
    attempts: BTreeMap<Goal, Attempt>,
    /// Counts how often all of them were forgotten.
    clears: u32,
}

#[derive(Clone)]
enum Attempt {
    UnderWay,
    Refused(Trouble),
}

impl Attempts {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    pub(super) fn clear(self) {
        self.0.update(|all| *all = All { clears: all.clears + 1, ..All::default() });
    }

    /// It is asked for. Answers with what tells whether it is forgotten by the time of its answer.
    pub(crate) fn begin(self, goal: Goal) -> impl Fn() -> bool + Copy {
        self.0.update(|all| drop(all.attempts.insert(goal, Attempt::UnderWay)));
        let clears = self.0.with_untracked(|all| all.clears);
        move || self.0.with_untracked(|all| all.clears != clears)
    }

    /// It was refused.
    pub(crate) fn refused(self, goal: Goal, trouble: Trouble) {
        self.0.update(|all| drop(all.attempts.insert(goal, Attempt::Refused(trouble))));
    }

    /// It is done, or the refusal was seen.
    pub(crate) fn end(self, goal: &Goal) {
        self.0.update(|all| drop(all.attempts.remove(goal)));
    }

    /// Whether its answer is awaited.
    pub(crate) fn is_under_way(self, goal: &Goal) -> bool {
        self.0.with(|all| matches!(all.attempts.get(goal), Some(Attempt::UnderWay)))
    }

    /// Why it was refused.
    pub(crate) fn trouble(self, goal: &Goal) -> Option<Trouble> {
        self.0.with(|all| match all.attempts.get(goal) {
            Some(Attempt::Refused(trouble)) => Some(trouble.clone()),
            _ => None,
        })
    }
}
