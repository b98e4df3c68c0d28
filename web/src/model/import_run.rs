//! An import that is under way: what is left to do, and what became of each row.

use std::time::Duration;

use messenger_personas::{
    CreatePersona, GraphErrorKind, Persona, PersonaId, ReplacePersona, ResponseError,
};
use messenger_personas_client::{AmbiguousOutcome, Error};

use super::{
    import_plan::{Kind, PlannedRow, Verdict},
    replacement::Replacement,
};

/// The rows of an import, those that are carried out and those that are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRun {
    rows: Vec<ImportRow>,
}

/// A row, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// What was planned.
    pub planned: PlannedRow,
    /// What became of it.
    pub outcome: Outcome,
    /// What is to be done, as far as it is done.
    job: Option<Job>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is to be done.
    Passed,
    /// It is not its turn yet.
    Waiting,
    /// It is done; this is the persona.
    Done(PersonaId),
    /// Graph refused, for this reason.
    Refused(String),
    /// Nobody knows whether the persona was created.
    InDoubt,
    /// It was looked for and not found: it may still come.
    NotFound,
}

/// What is to be done for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// A persona is new.
    Create(CreatePersona),
    /// A persona changes, which means that another takes its place.
    Replace(ReplacePersona),
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// To look whether the persona of this row was created.
    Look(usize, CreatePersona),
    /// To carry this row out.
    Do(usize, Job),
    /// Nothing: all that could be done is done.
    End,
}

/// What a failure means for the rest of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// The old persona was gone already, so that it is replaced.
    Done,
    /// The row is refused, another one need not be.
    Refused,
    /// Too many calls: the same row again after a while.
    Wait(Duration),
    /// Nobody knows what became of the row: look before going on.
    InDoubt,
    /// Any other row would fail too: a person has to look.
    Stop,
}

/// How many rows are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Created.
    pub created: usize,
    /// Replaced.
    pub replaced: usize,
    /// Refused, or not found.
    pub failed: usize,
    /// Not known whether they exist.
    pub in_doubt: usize,
    /// Not their turn yet.
    pub waiting: usize,
}

impl Tally {
    /// How many rows there are to carry out.
    #[must_use]
    pub fn all(self) -> usize {
        self.settled() + self.in_doubt + self.waiting
    }

    /// How many of them are over.
    #[must_use]
    pub fn settled(self) -> usize {
        self.created + self.replaced + self.failed
    }
}

impl ImportRun {
    /// A plan of which nothing is to be done yet.
    #[must_use]
    pub fn new(plan: Vec<PlannedRow>) -> Self {
        let rows = plan.into_iter().map(|planned| ImportRow {
            planned,
            outcome: Outcome::Passed,
            job: None,
        });
        Self { rows: rows.collect() }
    }

    /// All new rows are to be carried out, and the changed ones if they are to be replaced.
    pub fn begin(&mut self, replace: bool) {
        for row in &mut self.rows {
            row.job = match &row.planned.verdict {
                Verdict::New(create) => Some(Job::Create(create.clone())),
                Verdict::Changed { old, new } if replace => {
                    Some(Job::Replace(ReplacePersona::new(old.id.clone(), new.clone())))
                }
                _ => None,
            };
            row.outcome = if row.job.is_some() { Outcome::Waiting } else { Outcome::Passed };
        }
    }

    /// How many rows of each kind there are.
    #[must_use]
    pub fn counts(&self) -> [(Kind, usize); 4] {
        Kind::ALL.map(|kind| {
            (kind, self.rows.iter().filter(|row| row.planned.verdict.kind() == kind).count())
        })
    }

    /// All rows, in the order of the file.
    #[must_use]
    pub fn rows(&self) -> &[ImportRow] {
        &self.rows
    }

    /// What comes next: doubts first, as what is in doubt could be created twice.
    #[must_use]
    pub fn next(&self) -> Next {
        for (place, row) in self.rows.iter().enumerate() {
            if row.outcome == Outcome::InDoubt
                && let Some(create) = row.create()
            {
                return Next::Look(place, create.clone());
            }
        }
        for (place, row) in self.rows.iter().enumerate() {
            if row.outcome == Outcome::Waiting
                && let Some(job) = &row.job
            {
                return Next::Do(place, job.clone());
            }
        }
        Next::End
    }

    /// The row was looked for. A replacement that was found goes on with its old persona.
    pub fn looked(&mut self, place: usize, found: Option<PersonaId>) {
        let Some(row) = self.rows.get_mut(place) else { return };
        row.outcome = match (found, &mut row.job) {
            (None, _) => Outcome::NotFound,
            (found, Some(Job::Replace(replace))) => {
                replace.resolve(found);
                Outcome::Waiting
            }
            (Some(id), _) => Outcome::Done(id),
        };
    }

    /// The row was tried: `job` is where it stands now, `outcome` what became of it.
    pub fn tried(&mut self, place: usize, job: Job, outcome: Outcome) {
        if let Some(row) = self.rows.get_mut(place) {
            row.job = Some(job);
            row.outcome = outcome;
        }
    }

    /// What failed is to be tried again, each where it stopped.
    pub fn retry(&mut self) {
        for row in &mut self.rows {
            if !matches!(row.outcome, Outcome::Refused(_) | Outcome::NotFound) {
                continue;
            }
            if let Some(Job::Replace(replace)) = &mut row.job {
                replace.resolve(None);
            }
            row.outcome = Outcome::Waiting;
        }
    }

    /// How far it is.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for row in &self.rows {
            let count = match (&row.outcome, &row.job) {
                (Outcome::Passed, _) => continue,
                (Outcome::Done(_), Some(Job::Replace(_))) => &mut tally.replaced,
                (Outcome::Done(_), _) => &mut tally.created,
                (Outcome::Refused(_) | Outcome::NotFound, _) => &mut tally.failed,
                (Outcome::InDoubt, _) => &mut tally.in_doubt,
                (Outcome::Waiting, _) => &mut tally.waiting,
            };
            *count += 1;
        }
        tally
    }
}

impl ImportRow {
    /// The persona that the row made, as it is listed. Also of a replacement whose old persona is
    /// still there.
    #[must_use]
    pub fn made(&self) -> Option<Persona> {
        let id = match (&self.outcome, &self.job) {
            (Outcome::Done(id), _) => id,
            (_, Some(Job::Replace(replace))) => replace.created()?,
            _ => return None,
        };
        self.create().map(|create| as_listed(id, create))
    }

    /// The persona that the row is about, if it is known.
    #[must_use]
    pub fn id(&self) -> Option<&PersonaId> {
        match (&self.outcome, &self.job, &self.planned.verdict) {
            (Outcome::Done(id), ..) => Some(id),
            (_, Some(Job::Replace(replace)), _) => {
                Some(replace.created().unwrap_or_else(|| replace.old()))
            }
            (_, _, Verdict::Same(id)) => Some(id),
            (_, _, Verdict::Changed { old, .. }) => Some(&old.id),
            _ => None,
        }
    }

    /// The persona that another one took the place of, or is about to.
    #[must_use]
    pub fn old_id(&self) -> Option<&PersonaId> {
        match &self.job {
            Some(Job::Replace(replace)) => replace.created().map(|_| replace.old()),
            _ => None,
        }
    }

    /// The persona that is to be replaced.
    #[must_use]
    pub fn old(&self) -> Option<&Persona> {
        match &self.planned.verdict {
            Verdict::Changed { old, .. } => Some(old),
            _ => None,
        }
    }

    /// The replacement whose old persona is still there, while that is so.
    #[must_use]
    pub fn half_done(&self) -> Option<Replacement> {
        let is_done = matches!(self.outcome, Outcome::Done(_));
        self.job.as_ref().filter(|job| job.is_half_done() && !is_done)?;
        Some(Replacement { new: Some(self.made()?), ..Replacement::of(self.old()?.clone()) })
    }

    fn create(&self) -> Option<&CreatePersona> {
        match &self.job {
            Some(Job::Create(create)) => Some(create),
            Some(Job::Replace(replace)) => Some(replace.new_persona()),
            None => None,
        }
    }
}

impl Job {
    /// What `error` means after this was tried for the `times`-th time in a row, counted from 0.
    #[must_use]
    pub fn consequence(&self, error: &Error, times: u32) -> Consequence {
        use GraphErrorKind::{
            AccessToken, Permission, RateLimit, Service, UnknownObject, UnknownPath,
        };
        let refusal = match error {
            Error::Ambiguous(AmbiguousOutcome::Network(_) | AmbiguousOutcome::Response(_)) => {
                return Consequence::InDoubt;
            }
            Error::Response(ResponseError::Graph(refusal)) => refusal,
            _ => return Consequence::Stop,
        };
        match refusal.kind {
            RateLimit => {
                let doubled = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(times));
                let asked = refusal.retry_after.unwrap_or_default();
                Consequence::Wait(doubled.min(LONGEST_WAIT).max(asked))
            }
            UnknownObject if self.is_half_done() => Consequence::Done,
            AccessToken | Permission | Service | UnknownObject | UnknownPath => Consequence::Stop,
            _ => Consequence::Refused,
        }
    }

    /// Whether a replacement lacks only the end of the old persona.
    #[must_use]
    pub fn is_half_done(&self) -> bool {
        matches!(self, Self::Replace(replace) if replace.created().is_some())
    }

    /// The persona that was created, if it is known.
    #[must_use]
    pub fn created(&self) -> Option<&PersonaId> {
        match self {
            Self::Create(_) => None,
            Self::Replace(replace) => replace.created(),
        }
    }
}

/// A persona that was created, as the list has it.
#[must_use]
pub fn as_listed(id: &PersonaId, create: &CreatePersona) -> Persona {
    Persona {
        id: id.clone(),
        name: Some(create.name.to_string()),
        profile_picture_url: Some(create.profile_picture_url.to_string()),
    }
}

/// How long to wait after the first refusal for too many calls, if Graph names no time.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// How long to wait at most, if Graph names no time.
const LONGEST_WAIT: Duration = Duration::from_mins(15);

#[cfg(test)]
mod tests {
    use messenger_personas::{
        AccessToken, Graph, GraphRequest, HttpResponse, Operation, PageId, PersonaName, PictureUrl,
        Step,
    };
    use messenger_personas_client::NetworkError;

    use super::*;
    use crate::model::import_text::Line;

    fn id(text: &str) -> PersonaId {
        PersonaId::parse(text).unwrap()
    }

    fn create(name: &str) -> CreatePersona {
        let picture = PictureUrl::parse("https://a.example/a.png").unwrap();
        CreatePersona::new(PageId::parse("1").unwrap(), PersonaName::parse(name).unwrap(), picture)
    }

    fn row(verdict: Verdict) -> PlannedRow {
        PlannedRow { line: Line::default(), verdict, advice: Vec::new() }
    }

    fn rows() -> Vec<PlannedRow> {
        let old = as_listed(&id("7"), &create("Adam"));
        vec![
            row(Verdict::New(create("Eve"))),
            row(Verdict::Same(id("6"))),
            row(Verdict::Changed { old, new: create("Adam B.") }),
            row(Verdict::Invalid(Vec::new())),
        ]
    }

    fn refused(json: &str) -> Error {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        create("Eve").parse_response(&graph, HttpResponse::json(400, json)).unwrap_err().into()
    }

    fn take(run: &ImportRun) -> (usize, Job) {
        match run.next() {
            Next::Do(place, job) => (place, job),
            other => panic!("{other:?}"),
        }
    }

    fn begun(replace: bool) -> ImportRun {
        let mut run = ImportRun::new(rows());
        run.begin(replace);
        run
    }

    /// What a replacement is after its create was answered.
    fn created(new: &str) -> Job {
        Job::Replace(ReplacePersona::resume(id("7"), create("Adam B."), id(new)))
    }

    #[test]
    fn changed_rows_are_replaced_only_if_that_is_wanted() {
        for (replace, waiting) in [(false, 1), (true, 2)] {
            let run = begun(replace);
            assert_eq!(run.tally(), Tally { waiting, ..Tally::default() });
        }
    }

    #[test]
    fn rows_are_carried_out_one_after_another() {
        let mut run = begun(true);
        let (first, job) = take(&run);
        run.tried(first, job, Outcome::Done(id("20")));
        let (second, job) = take(&run);
        assert_eq!((first, second), (0, 2));
        run.tried(second, job, Outcome::Refused("no".to_owned()));
        assert_eq!(run.next(), Next::End);
        assert_eq!(run.tally(), Tally { created: 1, failed: 1, ..Tally::default() });
        run.retry();
        assert_eq!(take(&run).0, 2);
    }

    #[test]
    fn what_is_in_doubt_is_looked_for_and_never_created_blindly() {
        let mut run = begun(true);
        let (first, job) = take(&run);
        run.tried(first, job.clone(), Outcome::InDoubt);
        assert_eq!(run.next(), Next::Look(0, create("Eve")));
        run.looked(0, None);
        assert_eq!(run.rows()[0].outcome, Outcome::NotFound);
        assert_eq!(take(&run).0, 2);
        run.tried(first, job, Outcome::InDoubt);
        run.looked(0, Some(id("20")));
        assert_eq!(run.rows()[0].made(), Some(as_listed(&id("20"), &create("Eve"))));
    }

    #[test]
    fn a_replacement_goes_on_where_it_stopped() {
        let mut run = begun(true);
        let mut replace = ReplacePersona::new(id("7"), create("Adam B."));
        replace.on_sent();
        run.tried(2, Job::Replace(replace), Outcome::InDoubt);
        assert_eq!(run.next(), Next::Look(2, create("Adam B.")));
        run.looked(2, Some(id("8")));
        run.tried(0, Job::Create(create("Eve")), Outcome::Done(id("20")));
        let (_, Job::Replace(replace)) = take(&run) else { panic!("created") };
        let Step::Send(call) = replace.step() else { panic!("{replace:?}") };
        assert_eq!(call.request.path, "7");
        assert_eq!(run.rows()[2].id(), Some(&id("8")));
        assert_eq!(run.rows()[2].old_id(), Some(&id("7")));
    }

    #[test]
    fn a_failure_has_a_consequence() {
        use Consequence::{Done, InDoubt, Refused, Stop, Wait};
        let new = Job::Create(create("Eve"));
        let cut = NetworkError::Connection { origin: String::new(), reason: String::new() };
        let coded = |code: &str| refused(&format!(r#"{{"error":{{"message":"no",{code}}}}}"#));
        let gone = r#""code":100,"error_subcode":33"#;
        for (job, error, times, expected) in [
            (&new, Error::Network(cut.clone()), 0, Stop),
            (&new, Error::Ambiguous(AmbiguousOutcome::Network(cut)), 0, InDoubt),
            (&new, coded(r#""code":100"#), 0, Refused),
            (&new, coded(r#""code":190"#), 0, Stop),
            (&new, coded(gone), 0, Stop),
            (&created("8"), coded(gone), 0, Done),
            (&new, coded(r#""code":4"#), 0, Wait(Duration::from_secs(30))),
            (&new, coded(r#""code":80001"#), 2, Wait(Duration::from_mins(2))),
            (&new, coded(r#""code":613"#), 40, Wait(LONGEST_WAIT)),
        ] {
            assert_eq!(job.consequence(&error, times), expected, "{error}");
        }
    }
}
