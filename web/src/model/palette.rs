//! What the command palette finds.

use std::sync::Arc;

use messenger_personas::{Persona, Psid};

use super::search::{Entry, Needle};

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The command with this index.
    Command(usize),
    /// A persona, and what to do with it.
    Persona(Persona, PersonaAction),
    /// A person who wrote to the Page.
    Person(Correspondent),
}

/// A person who wrote to the Page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// Their id on this Page.
    pub psid: Psid,
    /// Their name.
    pub name: String,
}

/// What can be done with a persona.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonaAction {
    /// Shows it.
    Open,
    /// Opens the conversations with it as the speaker.
    WriteAs,
    /// Edits it.
    Edit,
    /// Copies its id.
    CopyId,
}

impl PersonaAction {
    /// What is offered for the persona that fits best.
    pub const MORE: [Self; 3] = [Self::WriteAs, Self::Edit, Self::CopyId];
}

/// A group of choices under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What was chosen last.
    Recent,
    /// Screens and actions.
    Actions,
    /// Other Pages of the connection.
    Pages,
    /// Theme and density.
    Appearance,
    /// Personas.
    Personas,
    /// People who wrote to the Page.
    People,
}

/// What can be found.
pub struct Sources<'a> {
    /// Group and title of each command.
    pub commands: &'a [(Group, String)],
    /// The loaded personas.
    pub personas: &'a [Arc<Entry>],
    /// The people, as far as they are known.
    pub people: &'a [Correspondent],
    /// What was chosen before, the last first.
    pub recent: &'a [Choice],
}

/// The choices that `query` means, the best first. Without a query everything is offered.
#[must_use]
pub fn find(query: &str, sources: &Sources<'_>) -> Vec<(Group, Vec<Choice>)> {
    let needle = Needle::new(query);
    let ranked = |group| {
        let commands = sources.commands.iter().enumerate().filter(|(_, (of, _))| *of == group);
        let mut ranks: Vec<(usize, usize)> =
            commands.filter_map(|(index, (_, title))| Some((needle.rank(title)?, index))).collect();
        ranks.sort_unstable();
        ranks
    };
    let commands = |group| {
        let choices = ranked(group).into_iter().map(|(_, index)| Choice::Command(index));
        (group, choices.collect::<Vec<_>>())
    };
    let found = sources.personas.iter().filter(|entry| entry.matches(&needle));
    let found: Vec<_> = found.take(MOST_PERSONAS).map(|entry| entry.persona.clone()).collect();
    let more = found.first().filter(|_| !needle.is_empty()).cloned();
    let open = found.into_iter().map(|persona| Choice::Persona(persona, PersonaAction::Open));
    let more = more.into_iter().flat_map(|persona| {
        PersonaAction::MORE.map(|action| Choice::Persona(persona.clone(), action))
    });
    let personas = (Group::Personas, open.chain(more).collect());
    let people = sources.people.iter().filter(|person| needle.rank(&person.name).is_some());
    let people = (Group::People, people.take(MOST_PEOPLE).cloned().map(Choice::Person).collect());
    let [actions, pages, appearance] =
        [Group::Actions, Group::Pages, Group::Appearance].map(commands);
    let mut groups = if needle.is_empty() {
        let recent = (Group::Recent, sources.recent.to_vec());
        vec![recent, actions, personas, people, pages, appearance]
    } else if ranked(Group::Actions).first().is_some_and(|(rank, _)| *rank == 0) {
        // A command that starts so is meant.
        vec![actions, personas, people, pages, appearance]
    } else {
        vec![personas, people, actions, pages, appearance]
    };
    groups.retain(|(_, choices)| !choices.is_empty());
    groups
}

/// Puts `choice` first in what was chosen before.
pub fn remember(recent: &mut Vec<Choice>, choice: Choice) {
    recent.retain(|one| *one != choice);
    recent.insert(0, choice);
    recent.truncate(MOST_RECENT);
}

const MOST_PERSONAS: usize = 8;
const MOST_PEOPLE: usize = 5;
const MOST_RECENT: usize = 5;

#[cfg(test)]
mod tests {
    use messenger_personas::PersonaId;

    use super::*;

    fn persona(index: usize, name: &str) -> Persona {
        let id = PersonaId::parse(&(index + 1).to_string()).unwrap();
        Persona { id, name: Some(name.to_owned()), profile_picture_url: None }
    }

    fn entries(names: &[&str]) -> Vec<Arc<Entry>> {
        let names = names.iter().enumerate();
        names.map(|(index, name)| Arc::new(Entry::new(persona(index, name)))).collect()
    }

    fn commands() -> Vec<(Group, String)> {
        let all = [
            (Group::Actions, "New persona"),
            (Group::Actions, "Personas"),
            (Group::Pages, "Switch to Jasper's Bakery"),
            (Group::Appearance, "Theme: Dark"),
        ];
        all.map(|(group, title)| (group, title.to_owned())).into()
    }

    fn found(query: &str, recent: &[Choice]) -> Vec<(Group, Vec<Choice>)> {
        let (commands, personas) = (commands(), entries(&["Persephone", "Adam"]));
        find(query, &Sources { commands: &commands, personas: &personas, people: &[], recent })
    }

    fn groups(query: &str) -> Vec<Group> {
        found(query, &[]).into_iter().map(|(group, _)| group).collect()
    }

    #[test]
    fn without_a_query_everything_is_offered_the_recent_first() {
        let recent = [Choice::Command(1)];
        let all = found("", &recent);
        assert_eq!(all[0], (Group::Recent, recent.to_vec()));
        assert_eq!(groups(""), [Group::Actions, Group::Personas, Group::Pages, Group::Appearance]);
        assert_eq!(all[2].1.len(), 2);
    }

    #[test]
    fn commands_that_start_so_come_before_personas() {
        assert_eq!(groups("per"), [Group::Actions, Group::Personas, Group::Pages]);
        assert_eq!(groups("adam"), [Group::Personas]);
        assert_eq!(groups("dark"), [Group::Appearance]);
        assert_eq!(groups("nobody"), []);
    }

    #[test]
    fn the_best_persona_has_its_actions() {
        let choices = found("adam", &[]).remove(0).1;
        let adam = persona(1, "Adam");
        let of = |action| Choice::Persona(adam.clone(), action);
        assert_eq!(choices[0], of(PersonaAction::Open));
        assert_eq!(choices[1..], PersonaAction::MORE.map(of));
    }

    #[test]
    fn many_personas_do_not_hide_the_rest() {
        let (commands, personas) = (commands(), entries(&["Anna"; 100]));
        let sources =
            Sources { commands: &commands, personas: &personas, people: &[], recent: &[] };
        let all = find("a", &sources);
        let personas = all.iter().find(|(group, _)| *group == Group::Personas).unwrap();
        assert_eq!(personas.1.len(), MOST_PERSONAS + PersonaAction::MORE.len());
        assert!(all.len() > 1);
    }

    #[test]
    fn five_choices_are_remembered_each_once() {
        let mut recent = Vec::new();
        for index in [1, 2, 3, 4, 5, 6, 2] {
            remember(&mut recent, Choice::Command(index));
        }
        assert_eq!(recent, [2, 6, 5, 4, 3].map(Choice::Command));
    }
}
