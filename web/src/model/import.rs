//! An import, from the rows to the outcome of each, as a state machine.
//!
//! The console loads the Page's personas, sends the requests that [`Import::next_step`] asks for, and
//! reports the results. Everything else is decided here.

pub mod cancellable;
pub mod columns;
mod delimiter;
pub mod file;
pub mod parse;
pub mod plan;
mod recovery;
pub mod row;
pub mod run;
pub mod table;
pub mod template;
#[cfg(test)]
pub(crate) mod test_util;

use std::time::Duration;

use messenger_personas::{CreatedPersona, FindCreatedPersona, Persona, PersonaId};
use messenger_personas_client::{Error, PaginationError};

use self::{
    parse::{ParseError, parse},
    plan::{TargetPage, plan},
    recovery::Recovery,
    row::{ImportRow, Job, Outcome, PersonaChange},
    run::{ImportRun, NextRow},
    table::{Mapping, Record, Table},
};
use super::user_error::{Endpoint, Task, UserError};

/// An import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    stage: Stage,
    table: Table,
    records: Vec<Record>,
    run: ImportRun,
    /// How many times in a row the rate limit was reached.
    rate_limits: u32,
    is_stopping: bool,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// A person chooses a file or pastes rows. The personas of the Page could not be loaded, if there
    /// is an error.
    Input(Option<PaginationError>),
    /// A person chooses the columns.
    Mapping,
    /// The personas of the Page are being loaded.
    Checking,
    /// A person looks at the plan.
    Planned,
    /// Requests are being sent.
    Running,
    /// The rate limit is reached: the import goes on after this time.
    Waiting(Duration),
    /// A person or an error stopped the import.
    Stopped(Option<ImportError>),
    /// There is nothing left to do.
    Finished,
}

/// A request that stopped an import.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportError {
    /// What was requested.
    pub request: RequestKind,
    /// Why it failed.
    pub error: Error,
}

impl ImportError {
    /// The same error, of a request to `endpoint`.
    #[must_use]
    pub fn into_user_error(self, endpoint: &Endpoint) -> UserError {
        let task = match self.request {
            RequestKind::List => Task::ListPersonas,
            RequestKind::Create => Task::CreatePersona,
            RequestKind::Delete => Task::DeletePersona,
        };
        UserError::graph(task, endpoint, self.error)
    }
}

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// A search for a persona.
    List,
    /// A create.
    Create,
    /// A delete of a persona that was replaced.
    Delete,
}

/// What to do next while an import is running.
#[derive(Clone, Debug)]
pub enum NextStep {
    /// Search for the persona of a row, then call [`Import::record_search`].
    Find(usize, FindCreatedPersona),
    /// Send the requests of a row, then call [`Import::record_attempt`].
    Run(usize, Job),
    /// Wait, then call [`Import::resume`].
    Wait(Duration),
    /// Nothing: the import is stopped or finished.
    End,
}

impl Default for Stage {
    fn default() -> Self {
        Self::Input(None)
    }
}

impl Import {
    /// How far it is.
    #[must_use]
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The rows whose columns are being chosen.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The rows with their plan and their outcome.
    #[must_use]
    pub fn run(&self) -> &ImportRun {
        &self.run
    }

    /// Whether requests are being sent, or will be after a while.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.stage, Stage::Running | Stage::Waiting(_))
    }

    /// Whether it stops after the request that is being sent.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.is_stopping
    }

    /// Starts with `text`: either a person has to choose the columns, or the personas of the Page are
    /// needed.
    ///
    /// # Errors
    /// [`ParseError`] if there are no rows in `text`.
    pub fn submit(&mut self, text: &str) -> Result<(), ParseError> {
        *self = Self::default();
        self.table = parse(text)?;
        if self.table.needs_mapping() {
            self.stage = Stage::Mapping;
        } else {
            self.map(&self.table.suggest_mapping());
        }
        Ok(())
    }

    /// Takes the first row for a header, or for a persona.
    pub fn set_header(&mut self, has_header: bool) {
        self.table.set_header(has_header);
    }

    /// Uses these columns.
    pub fn map(&mut self, mapping: &Mapping) {
        if mapping.first_error().is_none() {
            self.records = self.table.records(mapping);
            self.stage = Stage::Checking;
        }
    }

    /// Goes back to the rows. What was done stays done.
    pub fn edit(&mut self) {
        *self = Self::default();
    }

    /// Plans the import, now that all personas of the Page are loaded.
    pub fn plan(&mut self, page: &TargetPage<'_>, personas: &[Persona]) {
        let records = std::mem::take(&mut self.records);
        self.run = ImportRun::new(plan(records, page, personas), personas);
        self.stage = Stage::Planned;
    }

    /// The personas of the Page could not be loaded.
    pub fn fail_to_load(&mut self, error: PaginationError) {
        *self = Self { stage: Stage::Input(Some(error)), ..Self::default() };
    }

    /// Starts to carry out the plan. Changed personas are replaced only if `replace`.
    pub fn start(&mut self, replace: bool) {
        self.run.begin(replace);
        self.resume();
    }

    /// Goes on after a stop, or before a wait is over.
    pub fn resume(&mut self) {
        self.is_stopping = false;
        self.stage = Stage::Running;
    }

    /// Goes on with the rows that failed.
    pub fn retry(&mut self) {
        self.run.retry();
        self.resume();
    }

    /// Stops: at once if nothing is being sent, else after the response.
    pub fn stop(&mut self) {
        match self.stage {
            Stage::Waiting(_) => self.stage = Stage::Stopped(None),
            Stage::Running => self.is_stopping = true,
            _ => {}
        }
    }

    /// What to do next.
    pub fn next_step(&mut self) -> NextStep {
        match self.stage {
            Stage::Running if self.is_stopping => {
                self.is_stopping = false;
                self.stage = Stage::Stopped(None);
                NextStep::End
            }
            Stage::Running => match self.run.next_row() {
                Some(NextRow::Find(index, find)) => NextStep::Find(index, find),
                Some(NextRow::Run(index, job)) => NextStep::Run(index, job),
                None => {
                    self.stage = Stage::Finished;
                    NextStep::End
                }
            },
            Stage::Waiting(duration) => NextStep::Wait(duration),
            _ => NextStep::End,
        }
    }

    /// Records the result of a search, and returns what is known to have changed.
    pub fn record_search(
        &mut self,
        index: usize,
        result: Result<Option<PersonaId>, Error>,
    ) -> Vec<PersonaChange> {
        match result {
            Ok(found) => self.change(index, |run| run.record_search(index, found)),
            Err(error) => {
                self.fail(RequestKind::List, error);
                Vec::new()
            }
        }
    }

    /// Records the result of a row, and returns what has changed.
    pub fn record_attempt(
        &mut self,
        index: usize,
        job: Job,
        result: Result<CreatedPersona, Error>,
    ) -> Vec<PersonaChange> {
        let outcome = match result {
            Ok(created) => {
                self.rate_limits = 0;
                Outcome::Done(created.id)
            }
            Err(error) => self.recover(&job, error),
        };
        self.change(index, |run| run.record_attempt(index, job, outcome))
    }

    fn recover(&mut self, job: &Job, error: Error) -> Outcome {
        let request = if job.is_half_done() { RequestKind::Delete } else { RequestKind::Create };
        let recovery = Recovery::after(job, &error, self.rate_limits);
        match (recovery, error.graph(), job.created()) {
            (Recovery::Wait(duration), ..) => {
                self.rate_limits += 1;
                self.stage = Stage::Waiting(duration);
                return Outcome::Pending;
            }
            (Recovery::Done, _, Some(id)) => {
                self.rate_limits = 0;
                return Outcome::Done(id.clone());
            }
            (Recovery::Skip, Some(refusal), _) => {
                self.rate_limits = 0;
                return Outcome::Failed(Box::new(refusal.clone()));
            }
            (Recovery::Resolve, ..) => {
                self.fail(request, error);
                return Outcome::Unknown;
            }
            _ => {}
        }
        self.fail(request, error);
        Outcome::Pending
    }

    fn fail(&mut self, request: RequestKind, error: Error) {
        self.is_stopping = false;
        self.rate_limits = 0;
        self.stage = Stage::Stopped(Some(ImportError { request, error }));
    }

    fn change(&mut self, index: usize, change: impl FnOnce(&mut ImportRun)) -> Vec<PersonaChange> {
        let changes = |run: &ImportRun| run.rows().get(index).map(ImportRow::changes);
        let before = changes(&self.run).unwrap_or_default();
        change(&mut self.run);
        let mut after = changes(&self.run).unwrap_or_default();
        after.retain(|change| !before.contains(change));
        after
    }
}

#[cfg(test)]
mod tests;
