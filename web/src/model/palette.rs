//! What the command palette finds.

use std::sync::Arc;

use messenger_personas::Persona;

use super::search::{Entry, Needle};

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The command at this place.
    Command(usize),
    /// A persona.
    Persona(Persona),
}

/// The commands with these titles, and the personas, that `query` means: the best first.
#[must_use]
pub fn choices(query: &str, titles: &[String], entries: &[Arc<Entry>]) -> Vec<Choice> {
    let needle = Needle::new(query);
    let mut commands: Vec<(usize, usize)> = titles
        .iter()
        .enumerate()
        .filter_map(|(place, title)| Some((needle.rank(title)?, place)))
        .collect();
    commands.sort_unstable();
    let commands = commands.into_iter().map(|(_, place)| Choice::Command(place));
    let found = entries.iter().filter(|entry| entry.matches(&needle)).take(MOST_PERSONAS);
    let personas = found.map(|entry| Choice::Persona(entry.persona.clone()));
    if needle.is_empty() {
        return commands.chain(personas).collect();
    }
    // Who types a name means the persona, unless a command starts so.
    let (first, rest): (Vec<_>, Vec<_>) = commands.partition(|choice| {
        matches!(choice, Choice::Command(place)
            if titles.get(*place).and_then(|title| needle.rank(title)) == Some(0))
    });
    first.into_iter().chain(personas).chain(rest).collect()
}

const MOST_PERSONAS: usize = 8;

#[cfg(test)]
mod tests {
    use messenger_personas::PersonaId;

    use super::*;

    fn entries(names: &[&str]) -> Vec<Arc<Entry>> {
        let entry = |(index, name): (usize, &&str)| {
            let id = PersonaId::parse(&(index + 1).to_string()).unwrap();
            let name = Some((*name).to_owned());
            Arc::new(Entry::new(Persona { id, name, profile_picture_url: None }))
        };
        names.iter().enumerate().map(entry).collect()
    }

    fn found(query: &str) -> Vec<String> {
        let titles = ["New persona".to_owned(), "Personas".to_owned(), "Disconnect".to_owned()];
        let name = |choice| match choice {
            Choice::Command(place) => titles[place].clone(),
            Choice::Persona(persona) => persona.name.unwrap(),
        };
        choices(query, &titles, &entries(&["Persephone", "Adam"])).into_iter().map(name).collect()
    }

    #[test]
    fn nothing_typed_offers_everything() {
        assert_eq!(found(""), ["New persona", "Personas", "Disconnect", "Persephone", "Adam"]);
    }

    #[test]
    fn commands_that_start_so_come_first_then_personas() {
        assert_eq!(found("per"), ["Personas", "Persephone", "New persona"]);
        assert_eq!(found("adam"), ["Adam"]);
        assert_eq!(found("nobody"), Vec::<String>::new());
    }

    #[test]
    fn many_personas_do_not_hide_the_commands() {
        let names: Vec<_> = (0..100).map(|_| "Anna").collect();
        assert_eq!(choices("a", &["New persona".to_owned()], &entries(&names)).len(), 9);
    }
}
