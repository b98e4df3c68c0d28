//! The progress of an import, row by row.

use messenger_personas::{FindCreatedPersona, Persona, PersonaId, ReplacePersona};

use super::{
    plan::{Kind, PlannedRow, Verdict},
    row::{ImportRow, Job, Outcome},
};

/// The rows of an import: what is left to do, and the outcome of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportRun {
    rows: Vec<ImportRow>,
    /// The personas that existed before, which a search must not take for a new one.
    existing: Vec<PersonaId>,
}

/// The next request of an import.
#[derive(Clone, Debug)]
pub enum NextRow {
    /// Search for the persona of this row, which may have been created.
    Find(usize, FindCreatedPersona),
    /// Carry out this row.
    Run(usize, Job),
}

/// How many rows have which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Created.
    pub created: usize,
    /// Replaced.
    pub replaced: usize,
    /// Refused by Graph, or not found after a lost response.
    pub failed: usize,
    /// Lost responses.
    pub unknown: usize,
    /// Still to be done.
    pub pending: usize,
}

impl Tally {
    /// The number of rows to carry out.
    #[must_use]
    pub fn total(self) -> usize {
        self.finished() + self.unknown + self.pending
    }

    /// How many of them are finished.
    #[must_use]
    pub fn finished(self) -> usize {
        self.created + self.replaced + self.failed
    }
}

impl ImportRun {
    /// A plan for a Page that has `existing` personas.
    #[must_use]
    pub fn new(plan: Vec<PlannedRow>, existing: &[Persona]) -> Self {
        let rows = plan.into_iter().map(|planned| ImportRow {
            planned,
            outcome: Outcome::Skipped,
            job: None,
        });
        let existing = existing.iter().map(|persona| persona.id.clone()).collect();
        Self { rows: rows.collect(), existing }
    }

    /// All rows, in the order of the file.
    #[must_use]
    pub fn rows(&self) -> &[ImportRow] {
        &self.rows
    }

    /// How many rows of each kind there are.
    #[must_use]
    pub fn counts(&self) -> [(Kind, usize); 4] {
        Kind::ALL.map(|kind| (kind, self.count(kind)))
    }

    /// How many rows of this kind there are.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.rows.iter().filter(|row| row.planned.verdict.kind() == kind).count()
    }

    /// How many rows have which outcome.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for row in &self.rows {
            let count = match (&row.outcome, &row.job) {
                (Outcome::Skipped, _) => continue,
                (Outcome::Done(_), Some(Job::Replace { .. })) => &mut tally.replaced,
                (Outcome::Done(_), _) => &mut tally.created,
                (Outcome::Failed(_) | Outcome::NotFound, _) => &mut tally.failed,
                (Outcome::Unknown, _) => &mut tally.unknown,
                (Outcome::Pending, _) => &mut tally.pending,
            };
            *count += 1;
        }
        tally
    }

    /// Gives every new row a job, and every changed one if `replace`.
    pub(super) fn begin(&mut self, replace: bool) {
        for row in &mut self.rows {
            row.job = match &row.planned.verdict {
                Verdict::New(create) => Some(Job::Create(create.clone())),
                Verdict::Changed { old, new } if replace => {
                    let replace = ReplacePersona::new(old.id.clone(), new.clone());
                    Some(Job::Replace { old: old.clone(), replace })
                }
                _ => None,
            };
            row.outcome = if row.job.is_some() { Outcome::Pending } else { Outcome::Skipped };
        }
    }

    /// The next row. Lost responses come first, or a persona could be created twice.
    pub(super) fn next_row(&self) -> Option<NextRow> {
        let find = |outcome: &Outcome| {
            let mut rows = self.rows.iter().enumerate().filter(|(_, row)| row.outcome == *outcome);
            rows.find_map(|(index, row)| Some((index, row.job.as_ref()?)))
        };
        if let Some((index, job)) = find(&Outcome::Unknown) {
            let created = self.rows.iter().filter_map(|row| Some(row.created()?.id));
            let known = self.existing.iter().cloned().chain(created);
            return Some(NextRow::Find(index, FindCreatedPersona::new(job.create()).known(known)));
        }
        find(&Outcome::Pending).map(|(index, job)| NextRow::Run(index, job.clone()))
    }

    /// Records the result of a search. A replacement goes on with its old persona.
    pub(super) fn record_search(&mut self, index: usize, found: Option<PersonaId>) {
        let Some(row) = self.rows.get_mut(index) else { return };
        row.outcome = match (found, &mut row.job) {
            (None, _) => Outcome::NotFound,
            (found, Some(Job::Replace { replace, .. })) => {
                replace.resolve(found);
                Outcome::Pending
            }
            (Some(id), _) => Outcome::Done(id),
        };
    }

    /// Records an attempt: the job as far as it is done, and the outcome.
    pub(super) fn record_attempt(&mut self, index: usize, job: Job, outcome: Outcome) {
        if let Some(row) = self.rows.get_mut(index) {
            row.job = Some(job);
            row.outcome = outcome;
        }
    }

    /// Makes failed rows pending again. Each goes on where it stopped.
    pub(super) fn retry(&mut self) {
        for row in self.rows.iter_mut().filter(|row| row.has_failed()) {
            if let Some(Job::Replace { replace, .. }) = &mut row.job {
                replace.resolve(None);
            }
            row.outcome = Outcome::Pending;
        }
    }
}

#[cfg(test)]
mod tests {
    use messenger_personas::{Operation, Step};

    use super::*;
    use crate::model::import::{
        plan::DuplicateOf,
        table::Record,
        test_util::{create, id, persona},
    };

    fn row(verdict: Verdict) -> PlannedRow {
        PlannedRow { record: Record::default(), verdict, advice: Vec::new() }
    }

    fn run(replace: bool) -> ImportRun {
        let old = persona("7", "Adam");
        let rows = vec![
            row(Verdict::New(create("Eve"))),
            row(Verdict::Duplicate(DuplicateOf::Persona(id("6")))),
            row(Verdict::Changed { old: old.clone(), new: create("Adam B.") }),
            row(Verdict::Invalid(Vec::new())),
        ];
        let mut run = ImportRun::new(rows, &[persona("6", "Mia"), old]);
        run.begin(replace);
        run
    }

    fn next_job(run: &ImportRun) -> (usize, Job) {
        match run.next_row() {
            Some(NextRow::Run(index, job)) => (index, job),
            other => panic!("{other:?}"),
        }
    }

    fn is_search(run: &ImportRun, row: usize) -> bool {
        matches!(run.next_row(), Some(NextRow::Find(index, _)) if index == row)
    }

    #[test]
    fn changed_rows_are_replaced_only_if_that_is_wanted() {
        for (replace, pending) in [(false, 1), (true, 2)] {
            assert_eq!(run(replace).tally(), Tally { pending, ..Tally::default() });
        }
    }

    #[test]
    fn rows_are_carried_out_one_after_another() {
        let mut run = run(true);
        let (first, job) = next_job(&run);
        run.record_attempt(first, job, Outcome::Done(id("20")));
        let (second, job) = next_job(&run);
        assert_eq!((first, second), (0, 2));
        run.record_attempt(second, job, Outcome::NotFound);
        assert!(run.next_row().is_none());
        assert_eq!(run.tally(), Tally { created: 1, failed: 1, ..Tally::default() });
        run.retry();
        assert_eq!(next_job(&run).0, 2);
    }

    #[test]
    fn after_a_lost_response_the_persona_is_searched_for_and_not_created_again() {
        let mut run = run(true);
        let (first, job) = next_job(&run);
        run.record_attempt(first, job.clone(), Outcome::Unknown);
        assert!(is_search(&run, 0));
        run.record_search(0, None);
        assert_eq!(run.rows()[0].outcome, Outcome::NotFound);
        assert_eq!(next_job(&run).0, 2);
        run.record_attempt(first, job, Outcome::Unknown);
        run.record_search(0, Some(id("20")));
        assert_eq!(run.rows()[0].created(), Some(persona("20", "Eve")));
    }

    #[test]
    fn a_replacement_goes_on_where_it_stopped() {
        let mut run = run(true);
        let mut replace = ReplacePersona::new(id("7"), create("Adam B."));
        replace.on_sent();
        let job = Job::Replace { old: persona("7", "Adam"), replace };
        run.record_attempt(2, job, Outcome::Unknown);
        assert!(is_search(&run, 2));
        run.record_search(2, Some(id("8")));
        run.record_attempt(0, Job::Create(create("Eve")), Outcome::Done(id("20")));
        let (_, Job::Replace { replace, .. }) = next_job(&run) else { panic!("a create") };
        let Step::Send(request) = replace.step() else { panic!("{replace:?}") };
        assert_eq!(request.request.path, "7");
        assert_eq!(run.rows()[2].id(), Some(&id("8")));
        assert_eq!(run.rows()[2].old_id(), Some(&id("7")));
        assert_eq!(
            run.rows()[2].half_replaced().unwrap().new_persona(),
            Some(&persona("8", "Adam B."))
        );
    }
}
