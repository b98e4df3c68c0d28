//! The plan of an import: what each row would do to a Page, before anything is done.

use std::collections::{HashMap, hash_map::Entry};

use messenger_personas::{
    CreatePersona, IdError, PageId, Persona, PersonaAdvice, PersonaId, PersonaName,
    PersonaNameError, PictureUrl, UrlError,
};

use super::table::Record;

/// A row, and what it would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    /// What the file says.
    pub record: Record,
    /// What it would do.
    pub verdict: Verdict,
    /// Warnings about values that are valid and likely to cause problems.
    pub advice: Vec<PersonaAdvice>,
}

/// What a row would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Create a persona.
    New(CreatePersona),
    /// Nothing: the persona exists, or an earlier row creates it.
    Duplicate(DuplicateOf),
    /// Replace a persona that has another name or picture. Graph cannot update personas.
    Changed {
        /// The persona as it is.
        old: Persona,
        /// The persona as the row has it.
        new: CreatePersona,
    },
    /// Nothing: the row cannot be imported.
    Invalid(Vec<RowError>),
}

/// What a row is a duplicate of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DuplicateOf {
    /// A persona of the Page.
    Persona(PersonaId),
    /// An earlier row, which begins on this line.
    Row(usize),
}

/// Why a row cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowError {
    /// The name is invalid.
    Name(PersonaNameError),
    /// The picture's URL is invalid.
    PictureUrl(UrlError),
    /// The id is invalid.
    Id(IdError),
    /// An earlier row changes the same persona to something else.
    Conflict {
        /// The line that row begins on.
        line: usize,
    },
    /// Several personas have this name, and the row has no id.
    AmbiguousName {
        /// How many.
        count: usize,
    },
}

/// A verdict without its details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`Verdict::New`]
    New,
    /// [`Verdict::Changed`]
    Changed,
    /// [`Verdict::Duplicate`]
    Duplicate,
    /// [`Verdict::Invalid`]
    Invalid,
}

impl Kind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Duplicate, Self::Invalid];
}

impl Verdict {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::New(_) => Kind::New,
            Self::Changed { .. } => Kind::Changed,
            Self::Duplicate(_) => Kind::Duplicate,
            Self::Invalid(_) => Kind::Invalid,
        }
    }
}

/// The Page that is imported to.
#[derive(Clone, Copy, Debug)]
pub struct TargetPage<'a> {
    /// Its id.
    pub id: &'a PageId,
    /// Its name, if it is known.
    pub name: Option<&'a str>,
    /// Whether it is on an emulator, which accepts pictures from this computer.
    pub on_emulator: bool,
}

impl TargetPage<'_> {
    fn advice(&self, verdict: &Verdict) -> Vec<PersonaAdvice> {
        use PersonaAdvice::{PlainHttp, PrivateHost};
        let (Verdict::New(create) | Verdict::Changed { new: create, .. }) = verdict else {
            return Vec::new();
        };
        let mut advice = create.advice(self.name, &[]);
        advice.retain(|advice| {
            !self.on_emulator || !matches!(advice, PlainHttp | PrivateHost { .. })
        });
        advice
    }
}

/// Plans an import of `records` to a Page that has exactly `personas`.
///
/// A row is about the persona with its id. Without an id, or with one that this Page does not have, as
/// after an export from another Page, it is about the persona with its name.
#[must_use]
pub fn plan(records: Vec<Record>, page: &TargetPage<'_>, personas: &[Persona]) -> Vec<PlannedRow> {
    let mut planner = Planner::new(page.id, personas);
    let plan_row = |record: Record| {
        let verdict = planner.verdict(&record);
        let advice = page.advice(&verdict);
        PlannedRow { record, verdict, advice }
    };
    records.into_iter().map(plan_row).collect()
}

/// The Page's personas, and what earlier rows do.
struct Planner<'a> {
    page_id: &'a PageId,
    by_id: HashMap<&'a str, &'a Persona>,
    by_name: HashMap<&'a str, Vec<&'a Persona>>,
    seen: HashMap<Target, Record>,
}

/// What a row is about.
#[derive(PartialEq, Eq, Hash)]
enum Target {
    Existing(PersonaId),
    New { name: String, picture_url: String },
}

impl<'a> Planner<'a> {
    fn new(page_id: &'a PageId, personas: &'a [Persona]) -> Self {
        let mut by_name = HashMap::<_, Vec<_>>::new();
        for persona in personas {
            by_name.entry(persona.name.as_deref().unwrap_or_default()).or_default().push(persona);
        }
        let by_id = personas.iter().map(|persona| (persona.id.as_str(), persona)).collect();
        Self { page_id, by_id, by_name, seen: HashMap::new() }
    }

    fn verdict(&mut self, record: &Record) -> Verdict {
        let id = (!record.id.is_empty()).then(|| PersonaId::parse(&record.id)).transpose();
        let name = PersonaName::parse(&record.name);
        let picture_url = PictureUrl::parse(&record.picture_url);
        let (id, name, picture_url) = match (id, name, picture_url) {
            (Ok(id), Ok(name), Ok(picture_url)) => (id, name, picture_url),
            // What Graph lists as a picture need not be a URL that it accepts, and a row that changes
            // nothing needs none.
            (Ok(Some(id)), ..) if self.is_unchanged(&id, record) => {
                return self
                    .check_earlier(Target::Existing(id.clone()), record)
                    .unwrap_or(Verdict::Duplicate(DuplicateOf::Persona(id)));
            }
            (id, name, picture_url) => {
                let errors = [
                    name.err().map(RowError::Name),
                    picture_url.err().map(RowError::PictureUrl),
                    id.err().map(RowError::Id),
                ];
                return Verdict::Invalid(errors.into_iter().flatten().collect());
            }
        };
        let new = CreatePersona::new(self.page_id.clone(), name, picture_url);
        let old = match self.existing(id.as_ref(), &new) {
            Ok(old) => old,
            Err(error) => return Verdict::Invalid(vec![error]),
        };
        let target = match old {
            Some(old) => Target::Existing(old.id.clone()),
            None => Target::New {
                name: new.name.to_string(),
                picture_url: new.profile_picture_url.to_string(),
            },
        };
        match (self.check_earlier(target, record), old) {
            (Some(verdict), _) => verdict,
            (None, None) => Verdict::New(new),
            (None, Some(old)) if is_same(old, &new) => {
                Verdict::Duplicate(DuplicateOf::Persona(old.id.clone()))
            }
            (None, Some(old)) => Verdict::Changed { old: old.clone(), new },
        }
    }

    fn is_unchanged(&self, id: &PersonaId, record: &Record) -> bool {
        self.by_id.get(id.as_str()).is_some_and(|persona| {
            persona.name.as_deref().unwrap_or_default().trim() == record.name.trim()
                && persona.profile_picture_url.as_deref().unwrap_or_default().trim()
                    == record.picture_url.trim()
        })
    }

    /// The persona of the Page that a row is about.
    fn existing(
        &self,
        id: Option<&PersonaId>,
        new: &CreatePersona,
    ) -> Result<Option<&'a Persona>, RowError> {
        if let Some(persona) = id.and_then(|id| self.by_id.get(id.as_str())) {
            return Ok(Some(persona));
        }
        let namesakes = self.by_name.get(new.name.as_str()).map(Vec::as_slice).unwrap_or_default();
        match (namesakes, namesakes.iter().find(|persona| is_same(persona, new))) {
            (_, Some(same)) => Ok(Some(same)),
            ([], None) => Ok(None),
            ([one], None) => Ok(Some(one)),
            (several, None) => Err(RowError::AmbiguousName { count: several.len() }),
        }
    }

    /// The verdict if an earlier row has the same target; else the row is remembered.
    fn check_earlier(&mut self, target: Target, record: &Record) -> Option<Verdict> {
        match self.seen.entry(target) {
            Entry::Vacant(entry) => {
                entry.insert(record.clone());
                None
            }
            Entry::Occupied(entry) => {
                let earlier = entry.get();
                let is_same =
                    earlier.name == record.name && earlier.picture_url == record.picture_url;
                Some(if is_same {
                    Verdict::Duplicate(DuplicateOf::Row(earlier.line))
                } else {
                    Verdict::Invalid(vec![RowError::Conflict { line: earlier.line }])
                })
            }
        }
    }
}

fn is_same(old: &Persona, new: &CreatePersona) -> bool {
    old.name.as_deref() == Some(new.name.as_str())
        && old.profile_picture_url.as_deref() == Some(new.profile_picture_url.as_str())
}

#[cfg(test)]
mod tests {
    use messenger_personas::UrlProblem;

    use super::*;

    fn persona(id: &str, name: &str, picture_url: &str) -> Persona {
        Persona {
            id: PersonaId::parse(id).unwrap(),
            name: Some(name.to_owned()),
            profile_picture_url: Some(picture_url.to_owned()),
        }
    }

    fn there() -> Vec<Persona> {
        vec![
            persona("11", "Adam", "https://a.example/adam.png"),
            persona("12", "Mia", "https://a.example/mia.png"),
            persona("13", "Mia", "https://a.example/mia2.png"),
            persona("14", "Odd", "/relative.png"),
        ]
    }

    fn record(line: usize, name: &str, picture_url: &str, id: &str) -> Record {
        let [name, picture_url, id] = [name, picture_url, id].map(str::to_owned);
        Record { line, name, picture_url, id }
    }

    fn planned(records: Vec<Record>) -> Vec<PlannedRow> {
        let page_id = PageId::parse("1").unwrap();
        let page = TargetPage { id: &page_id, name: Some("Jasper's Market"), on_emulator: false };
        plan(records, &page, &there())
    }

    fn verdict(name: &str, picture_url: &str, id: &str) -> Verdict {
        planned(vec![record(1, name, picture_url, id)]).remove(0).verdict
    }

    #[test]
    fn a_row_is_new_changed_duplicate_or_invalid() {
        for (name, picture_url, id, expected) in [
            ("Eve", "https://a.example/eve.png", "", Kind::New),
            ("Adam", "https://a.example/adam.png", "", Kind::Duplicate),
            ("Adam", "https://a.example/adam.png", "11", Kind::Duplicate),
            ("Adam", "https://a.example/new.png", "", Kind::Changed),
            ("Adam B.", "https://a.example/adam.png", "11", Kind::Changed),
            // The id is of another Page.
            ("Adam", "https://a.example/adam.png", "99", Kind::Duplicate),
            ("Eve", "https://a.example/eve.png", "99", Kind::New),
            ("Mia", "https://a.example/mia2.png", "", Kind::Duplicate),
            ("Mia", "https://a.example/mia3.png", "", Kind::Invalid),
            ("Mia", "https://a.example/mia3.png", "13", Kind::Changed),
            ("Odd", "/relative.png", "14", Kind::Duplicate),
            ("Odd", "/relative.png", "", Kind::Invalid),
            ("Odd", "/other.png", "14", Kind::Invalid),
            ("", "https://a.example/eve.png", "", Kind::Invalid),
            ("Eve", "https://a.example/eve.png", "1.00724E+15", Kind::Invalid),
        ] {
            assert_eq!(
                verdict(name, picture_url, id).kind(),
                expected,
                "{name} {picture_url} {id}"
            );
        }
    }

    #[test]
    fn every_error_of_a_row_is_reported() {
        let Verdict::Invalid(errors) = verdict("", "adam.png", "x") else { panic!("valid") };
        let [RowError::Name(name), RowError::PictureUrl(picture), RowError::Id(_)] =
            errors.as_slice()
        else {
            panic!("{errors:?}")
        };
        assert_eq!(*name, PersonaNameError::Empty);
        assert_eq!(picture.problem, UrlProblem::NotAbsolute);
        assert_eq!(
            verdict("Mia", "https://a.example/mia3.png", ""),
            Verdict::Invalid(vec![RowError::AmbiguousName { count: 2 }])
        );
    }

    #[test]
    fn what_an_earlier_row_does_is_not_done_twice() {
        use Kind::{Changed, Duplicate, Invalid, New};
        let rows = planned(vec![
            record(2, "Eve", "https://a.example/eve.png", ""),
            record(3, "Eve", "https://a.example/eve.png", ""),
            record(4, "Eve", "https://a.example/other.png", ""),
            record(5, "Adam", "https://a.example/1.png", ""),
            record(6, "Adam", "https://a.example/2.png", ""),
            record(7, "Adam", "https://a.example/1.png", "11"),
            record(8, "Odd", "/relative.png", "14"),
            record(9, "Odd", "/relative.png", "14"),
        ]);
        let kinds = rows.iter().map(|row| row.verdict.kind()).collect::<Vec<_>>();
        assert_eq!(kinds, [New, Duplicate, New, Changed, Invalid, Duplicate, Duplicate, Duplicate]);
        assert_eq!(rows[1].verdict, Verdict::Duplicate(DuplicateOf::Row(2)));
        assert_eq!(rows[4].verdict, Verdict::Invalid(vec![RowError::Conflict { line: 5 }]));
        assert_eq!(rows[5].verdict, Verdict::Duplicate(DuplicateOf::Row(5)));
        assert_eq!(rows[7].verdict, Verdict::Duplicate(DuplicateOf::Row(8)));
    }

    #[test]
    fn advice_is_about_what_would_be_created() {
        let rows = planned(vec![
            record(1, "Eve of Jasper's Market", "http://127.0.0.1/eve.png", ""),
            record(2, "Adam", "https://a.example/adam.png", ""),
        ]);
        assert_eq!(rows[0].advice.len(), 3);
        assert_eq!(rows[1].advice, []);
        let page_id = PageId::parse("1").unwrap();
        let page = TargetPage { id: &page_id, name: None, on_emulator: true };
        let local = plan(vec![record(1, "Eve", "http://127.0.0.1/eve.png", "")], &page, &[]);
        assert_eq!(local[0].advice, []);
    }
}
