//! Who can be chosen to speak.

use std::sync::Arc;

use messenger_personas::Persona;

use super::search::{Entry, Needle};

/// The choices that a query leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speakers {
    /// The Page itself, which is `None`, and personas.
    pub shown: Vec<Option<Persona>>,
    /// How many more personas fit.
    pub hidden: usize,
}

impl Speakers {
    /// Those whose name, or the start of whose id, fits `query`. `page` is what the Page is called.
    #[must_use]
    pub fn find(query: &str, page: &str, entries: &[Arc<Entry>]) -> Self {
        let needle = Needle::new(query);
        let is_page = needle.rank(page).is_some();
        let mut found = entries.iter().filter(|entry| entry.matches(&needle));
        let personas = found.by_ref().take(Self::MOST).map(|entry| Some(entry.persona.clone()));
        let shown = is_page.then_some(None).into_iter().chain(personas).collect();
        Self { shown, hidden: found.count() }
    }

    /// Where the persona with this id is, or the Page.
    #[must_use]
    pub fn place_of(&self, chosen: Option<&Persona>) -> Option<usize> {
        let id = chosen.map(|persona| &persona.id);
        self.shown.iter().position(|one| one.as_ref().map(|persona| &persona.id) == id)
    }

    /// How many personas are shown at a time.
    pub const MOST: usize = 50;
}

#[cfg(test)]
mod tests {
    use messenger_personas::PersonaId;

    use super::*;

    fn entries(count: usize) -> Vec<Arc<Entry>> {
        let entry = |number: usize| {
            let id = PersonaId::parse(&format!("9{number}")).unwrap();
            let name = Some(format!("Persona {number}"));
            Arc::new(Entry::new(Persona { id, name, profile_picture_url: None }))
        };
        (0..count).map(entry).collect()
    }

    fn names(speakers: &Speakers) -> Vec<String> {
        let name = |one: &Option<Persona>| match one {
            None => "Page".to_owned(),
            Some(persona) => persona.name.clone().unwrap_or_default(),
        };
        speakers.shown.iter().map(name).collect()
    }

    #[test]
    fn the_page_comes_first_and_only_some_of_many_are_shown() {
        let all = Speakers::find("", "Jasper's Market (the Page)", &entries(10_000));
        assert_eq!((all.shown.len(), all.hidden), (51, 9950));
        assert_eq!(names(&all)[..2], ["Page", "Persona 0"]);
    }

    #[test]
    fn typing_finds_one_of_many() {
        let found = Speakers::find("persona 9999", "Jasper's Market", &entries(10_000));
        assert_eq!((names(&found), found.hidden), (vec!["Persona 9999".to_owned()], 0));
        let page = Speakers::find("MARKET", "Jasper's Market", &entries(3));
        assert_eq!((names(&page), page.hidden), (vec!["Page".to_owned()], 0));
        let nobody = Speakers::find("zoë", "Jasper's Market", &entries(3));
        assert_eq!(nobody, Speakers::default());
    }

    #[test]
    fn who_is_chosen_has_a_place() {
        let entries = entries(3);
        let all = Speakers::find("", "Page", &entries);
        assert_eq!(all.place_of(None), Some(0));
        assert_eq!(all.place_of(Some(&entries[1].persona)), Some(2));
        let one = Speakers::find("persona 0", "Page", &entries);
        assert_eq!(one.place_of(None), None);
    }
}
