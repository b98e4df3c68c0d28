//! A row of an import: its plan, what is left to do, and its outcome.

use messenger_personas::{CreatePersona, GraphError, Persona, PersonaId, ReplacePersona};

use super::plan::{DuplicateOf, PlannedRow, Verdict};
use crate::model::replacement::Replacement;

/// A row of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRow {
    /// What was planned.
    pub planned: PlannedRow,
    /// Its outcome so far.
    pub outcome: Outcome,
    /// What is to be done, as far as it is done.
    pub(super) job: Option<Job>,
}

/// The outcome of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// There is nothing to do.
    Skipped,
    /// It is still to be done.
    Pending,
    /// It is done; this is the persona.
    Done(PersonaId),
    /// Graph refused it.
    Failed(Box<GraphError>),
    /// The response was lost: the persona may have been created.
    Unknown,
    /// A search after a lost response did not find the persona. It may still appear.
    NotFound,
}

/// What is to be done for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Create a persona.
    Create(CreatePersona),
    /// Create a persona, then delete the one that it replaces.
    Replace {
        /// The persona as it was.
        old: Persona,
        /// How far the replacement is.
        replace: ReplacePersona,
    },
}

/// A change to the personas of the Page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonaChange {
    /// It was created.
    Created(Persona),
    /// It was replaced, and deleted.
    Replaced(PersonaId),
    /// Its replacement was created, and it still exists.
    HalfReplaced(Replacement),
}

impl ImportRow {
    /// The persona that the row created. The one that it replaces may still exist.
    #[must_use]
    pub fn created(&self) -> Option<Persona> {
        let id = match (&self.outcome, &self.job) {
            (Outcome::Done(id), _) => id,
            (_, Some(Job::Replace { replace, .. })) => replace.created()?,
            _ => return None,
        };
        self.job.as_ref().map(|job| job.persona(id))
    }

    /// The persona that the row is about, if it exists.
    #[must_use]
    pub fn id(&self) -> Option<&PersonaId> {
        match (&self.outcome, &self.job, &self.planned.verdict) {
            (Outcome::Done(id), ..) => Some(id),
            (_, Some(Job::Replace { replace, .. }), _) => {
                Some(replace.created().unwrap_or_else(|| replace.old()))
            }
            (_, _, Verdict::Duplicate(DuplicateOf::Persona(id))) => Some(id),
            (_, _, Verdict::Changed { old, .. }) => Some(&old.id),
            _ => None,
        }
    }

    /// The persona whose replacement was created.
    #[must_use]
    pub fn old_id(&self) -> Option<&PersonaId> {
        match &self.job {
            Some(Job::Replace { replace, .. }) => replace.created().map(|_| replace.old()),
            _ => None,
        }
    }

    /// The replacement, while both personas exist.
    #[must_use]
    pub fn half_replaced(&self) -> Option<Replacement> {
        let is_done = matches!(self.outcome, Outcome::Done(_));
        self.job.as_ref().filter(|_| !is_done)?.half_replaced()
    }

    /// Whether it failed, and can be tried again.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        matches!(self.outcome, Outcome::Failed(_) | Outcome::NotFound)
    }

    /// What the row has changed so far.
    pub(super) fn changes(&self) -> Vec<PersonaChange> {
        let replaced = match self.outcome {
            Outcome::Done(_) => self.old_id().cloned().map(PersonaChange::Replaced),
            _ => self.half_replaced().map(PersonaChange::HalfReplaced),
        };
        self.created().map(PersonaChange::Created).into_iter().chain(replaced).collect()
    }
}

impl Job {
    /// What it creates.
    #[must_use]
    pub fn create(&self) -> &CreatePersona {
        match self {
            Self::Create(create) => create,
            Self::Replace { replace, .. } => replace.new_persona(),
        }
    }

    /// The persona that a replacement has created.
    #[must_use]
    pub fn created(&self) -> Option<&PersonaId> {
        match self {
            Self::Create(_) => None,
            Self::Replace { replace, .. } => replace.created(),
        }
    }

    /// Whether the new persona of a replacement was created, and the old one may still exist.
    #[must_use]
    pub fn is_half_done(&self) -> bool {
        self.created().is_some()
    }

    /// The replacement, if the new persona was created.
    #[must_use]
    pub fn half_replaced(&self) -> Option<Replacement> {
        let Self::Replace { old, .. } = self else { return None };
        let new = self.persona(self.created()?);
        Some(Replacement::half_done(old.clone(), new))
    }

    fn persona(&self, id: &PersonaId) -> Persona {
        let create = self.create();
        Persona {
            id: id.clone(),
            name: Some(create.name.to_string()),
            profile_picture_url: Some(create.profile_picture_url.to_string()),
        }
    }
}
