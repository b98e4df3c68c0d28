//! What an import would do, row by row, before it does anything.

use std::collections::{HashMap, hash_map::Entry};

use messenger_personas::{
    CreatePersona, IdError, PageId, Persona, PersonaAdvice, PersonaId, PersonaName,
    PersonaNameError, PictureUrl, UrlError,
};

use super::import_text::Line;

/// A row, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    /// What the row says.
    pub line: Line,
    /// What it comes to.
    pub verdict: Verdict,
    /// What is legal in it and yet unwise.
    pub advice: Vec<PersonaAdvice>,
}

/// What a row comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The Page has no such persona.
    New(CreatePersona),
    /// The Page has exactly this persona.
    Same(PersonaId),
    /// The Page has this persona with another name or picture. Graph has no update, so it would be
    /// replaced.
    Changed {
        /// As it is.
        old: Persona,
        /// As it would be.
        new: CreatePersona,
    },
    /// The row cannot be imported.
    Invalid(Vec<Flaw>),
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The name.
    Name(PersonaNameError),
    /// The picture's address.
    Picture(UrlError),
    /// The id.
    Id(IdError),
    /// An earlier row is about the same persona.
    Repeats {
        /// Where that row begins.
        line: usize,
    },
    /// Several personas have this name, and no id says which is meant.
    Namesakes {
        /// How many.
        count: usize,
    },
}

/// The four kinds of verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`Verdict::New`]
    New,
    /// [`Verdict::Same`]
    Same,
    /// [`Verdict::Changed`]
    Changed,
    /// [`Verdict::Invalid`]
    Invalid,
}

impl Kind {
    /// All of them, as they are shown.
    pub const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Same, Self::Invalid];
}

impl Verdict {
    /// Which kind it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::New(_) => Kind::New,
            Self::Same(_) => Kind::Same,
            Self::Changed { .. } => Kind::Changed,
            Self::Invalid(_) => Kind::Invalid,
        }
    }
}

/// What `lines` would do to a Page that has `personas`, which are all of its personas.
///
/// A row means the persona whose id it has. Without an id, or with one that this Page does not
/// have, as after an export from another Page, it means the persona of that name.
#[must_use]
pub fn plan(lines: Vec<Line>, page: &Whose<'_>, personas: &[Persona]) -> Vec<PlannedRow> {
    let mut known = Known::of(personas);
    lines
        .into_iter()
        .map(|line| {
            let verdict = known.verdict(&line, page.id);
            let advice = match &verdict {
                Verdict::New(create) | Verdict::Changed { new: create, .. } => page.advice(create),
                Verdict::Same(_) | Verdict::Invalid(_) => Vec::new(),
            };
            PlannedRow { line, verdict, advice }
        })
        .collect()
}

/// The Page that is imported to.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// Its id.
    pub id: &'a PageId,
    /// Its name, if it is known.
    pub name: Option<&'a str>,
    /// Whether it is on an emulator, which takes pictures from this computer.
    pub on_emulator: bool,
}

impl Whose<'_> {
    fn advice(&self, create: &CreatePersona) -> Vec<PersonaAdvice> {
        use PersonaAdvice::{PlainHttp, PrivateHost};
        let mut advice = create.advice(self.name, &[]);
        advice.retain(|advice| {
            !self.on_emulator || !matches!(advice, PlainHttp | PrivateHost { .. })
        });
        advice
    }
}

/// The Page's personas, and the rows that were read before.
struct Known<'a> {
    by_id: HashMap<&'a str, &'a Persona>,
    by_name: HashMap<&'a str, Vec<&'a Persona>>,
    meant: HashMap<PersonaId, usize>,
    created: HashMap<(String, String), usize>,
}

impl<'a> Known<'a> {
    fn of(personas: &'a [Persona]) -> Self {
        let mut by_name = HashMap::<_, Vec<_>>::new();
        for persona in personas {
            by_name.entry(persona.name.as_deref().unwrap_or_default()).or_default().push(persona);
        }
        let by_id = personas.iter().map(|persona| (persona.id.as_str(), persona)).collect();
        Self { by_id, by_name, meant: HashMap::new(), created: HashMap::new() }
    }

    fn verdict(&mut self, line: &Line, page_id: &PageId) -> Verdict {
        let id = (!line.id.is_empty()).then(|| PersonaId::parse(&line.id)).transpose();
        let name = PersonaName::parse(&line.name);
        let picture = PictureUrl::parse(&line.picture_url);
        let (id, name, picture) = match (id, name, picture) {
            (Ok(id), Ok(name), Ok(picture)) => (id, name, picture),
            // What Graph lists as a picture need not be an address that it takes, and a row that
            // changes nothing needs none.
            (Ok(Some(id)), ..) if self.is_unchanged(&id, line) => {
                return match self.mean(&id, line.number) {
                    Some(flaw) => Verdict::Invalid(vec![flaw]),
                    None => Verdict::Same(id),
                };
            }
            (id, name, picture) => {
                let flaws = [
                    name.err().map(Flaw::Name),
                    picture.err().map(Flaw::Picture),
                    id.err().map(Flaw::Id),
                ];
                return Verdict::Invalid(flaws.into_iter().flatten().collect());
            }
        };
        let new = CreatePersona::new(page_id.clone(), name, picture);
        let old = match self.meant_by(id.as_ref(), &new) {
            Ok(old) => old,
            Err(flaw) => return Verdict::Invalid(vec![flaw]),
        };
        let earlier = match old {
            Some(old) => self.mean(&old.id, line.number),
            None => self.create(&new, line.number),
        };
        match (earlier, old) {
            (Some(flaw), _) => Verdict::Invalid(vec![flaw]),
            (None, None) => Verdict::New(new),
            (None, Some(old)) if is_same(old, &new) => Verdict::Same(old.id.clone()),
            (None, Some(old)) => Verdict::Changed { old: old.clone(), new },
        }
    }

    fn is_unchanged(&self, id: &PersonaId, line: &Line) -> bool {
        self.by_id.get(id.as_str()).is_some_and(|persona| {
            persona.name.as_deref().unwrap_or_default().trim() == line.name.trim()
                && persona.profile_picture_url.as_deref().unwrap_or_default().trim()
                    == line.picture_url.trim()
        })
    }

    /// The persona that a row is about, if the Page has it.
    fn meant_by(
        &self,
        id: Option<&PersonaId>,
        new: &CreatePersona,
    ) -> Result<Option<&'a Persona>, Flaw> {
        if let Some(persona) = id.and_then(|id| self.by_id.get(id.as_str())) {
            return Ok(Some(persona));
        }
        let namesakes = self.by_name.get(new.name.as_str()).map(Vec::as_slice).unwrap_or_default();
        match (namesakes, namesakes.iter().find(|persona| is_same(persona, new))) {
            (_, Some(same)) => Ok(Some(same)),
            ([], None) => Ok(None),
            ([one], None) => Ok(Some(one)),
            (several, None) => Err(Flaw::Namesakes { count: several.len() }),
        }
    }

    /// Notes that a row is about the persona; a flaw if another one is.
    fn mean(&mut self, id: &PersonaId, number: usize) -> Option<Flaw> {
        first_of(self.meant.entry(id.clone()), number)
    }

    /// Notes that a row creates a persona; a flaw if another one does.
    fn create(&mut self, new: &CreatePersona, number: usize) -> Option<Flaw> {
        let look = (new.name.to_string(), new.profile_picture_url.to_string());
        first_of(self.created.entry(look), number)
    }
}

fn first_of<K>(entry: Entry<'_, K, usize>, number: usize) -> Option<Flaw> {
    let first = *entry.or_insert(number);
    (first != number).then_some(Flaw::Repeats { line: first })
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

    fn line(number: usize, name: &str, picture_url: &str, id: &str) -> Line {
        let [name, picture_url, id] = [name, picture_url, id].map(str::to_owned);
        Line { number, name, picture_url, id }
    }

    fn planned(lines: Vec<Line>) -> Vec<PlannedRow> {
        let page_id = PageId::parse("1").unwrap();
        let page = Whose { id: &page_id, name: Some("Jasper's Market"), on_emulator: false };
        plan(lines, &page, &there())
    }

    fn verdict(name: &str, picture_url: &str, id: &str) -> Verdict {
        planned(vec![line(1, name, picture_url, id)]).remove(0).verdict
    }

    #[test]
    fn a_row_is_new_same_changed_or_invalid() {
        for (name, picture_url, id, expected) in [
            ("Eve", "https://a.example/eve.png", "", Kind::New),
            ("Adam", "https://a.example/adam.png", "", Kind::Same),
            ("Adam", "https://a.example/adam.png", "11", Kind::Same),
            ("Adam", "https://a.example/new.png", "", Kind::Changed),
            ("Adam B.", "https://a.example/adam.png", "11", Kind::Changed),
            // An id of another Page is no id of ours.
            ("Adam", "https://a.example/adam.png", "99", Kind::Same),
            ("Eve", "https://a.example/eve.png", "99", Kind::New),
            ("Mia", "https://a.example/mia2.png", "", Kind::Same),
            ("Mia", "https://a.example/mia3.png", "", Kind::Invalid),
            ("Mia", "https://a.example/mia3.png", "13", Kind::Changed),
            ("Odd", "/relative.png", "14", Kind::Same),
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
    fn every_flaw_of_a_row_is_named_at_once() {
        let Verdict::Invalid(flaws) = verdict("", "adam.png", "x") else { panic!("valid") };
        let [Flaw::Name(name), Flaw::Picture(picture), Flaw::Id(_)] = flaws.as_slice() else {
            panic!("{flaws:?}")
        };
        assert_eq!(*name, PersonaNameError::Empty);
        assert_eq!(picture.problem, UrlProblem::NotAbsolute);
        assert_eq!(
            verdict("Mia", "https://a.example/mia3.png", ""),
            Verdict::Invalid(vec![Flaw::Namesakes { count: 2 }])
        );
    }

    #[test]
    fn what_an_earlier_row_does_is_not_done_twice() {
        let rows = planned(vec![
            line(2, "Eve", "https://a.example/eve.png", ""),
            line(3, "Eve", "https://a.example/eve.png", ""),
            line(4, "Eve", "https://a.example/other.png", ""),
            line(5, "Adam", "https://a.example/1.png", ""),
            line(6, "Adam", "https://a.example/2.png", ""),
            line(7, "Odd", "/relative.png", "14"),
            line(8, "Odd", "/relative.png", "14"),
        ]);
        let earlier = |row: &PlannedRow| match &row.verdict {
            Verdict::Invalid(flaws) => match flaws.as_slice() {
                [Flaw::Repeats { line }] => *line,
                other => panic!("{other:?}"),
            },
            _ => 0,
        };
        assert_eq!(rows.iter().map(earlier).collect::<Vec<_>>(), [0, 2, 0, 0, 5, 0, 7]);
    }

    #[test]
    fn what_is_unwise_is_said_of_what_would_be_created() {
        let rows = planned(vec![
            line(1, "Eve of Jasper's Market", "http://127.0.0.1/eve.png", ""),
            line(2, "Adam", "https://a.example/adam.png", ""),
        ]);
        assert_eq!(rows[0].advice.len(), 3);
        assert_eq!(rows[1].advice, []);
        let page_id = PageId::parse("1").unwrap();
        let page = Whose { id: &page_id, name: None, on_emulator: true };
        let local = plan(vec![line(1, "Eve", "http://127.0.0.1/eve.png", "")], &page, &[]);
        assert_eq!(local[0].advice, []);
    }
}
