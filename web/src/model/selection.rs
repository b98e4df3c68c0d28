//! Which rows of a list are chosen.

use std::{collections::HashSet, sync::Arc};

use messenger_personas::{Persona, PersonaId};

use super::search::Entry;

/// The chosen personas, and where a range would start.
///
/// What is chosen stays so while the list shows something else, but only what is shown counts: a
/// search never lets something out of sight be deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    chosen: HashSet<PersonaId>,
    anchor: Option<PersonaId>,
}

impl Selection {
    /// Whether `id` is chosen.
    #[must_use]
    pub fn contains(&self, id: &PersonaId) -> bool {
        self.chosen.contains(id)
    }

    /// Chooses `id`, or chooses it no more. A range starts there.
    pub fn toggle(&mut self, id: &PersonaId) {
        if !self.chosen.remove(id) {
            self.chosen.insert(id.clone());
        }
        self.anchor = Some(id.clone());
    }

    /// Does to everything from where the last choice was to `id` what was done there.
    pub fn extend(&mut self, id: &PersonaId, shown: &[Arc<Entry>]) {
        let place = |id: &PersonaId| shown.iter().position(|entry| entry.persona.id == *id);
        let anchor = self.anchor.as_ref().and_then(place);
        let (Some(from), Some(to)) = (anchor, place(id)) else { return self.toggle(id) };
        let choose = shown.get(from).is_some_and(|entry| self.contains(&entry.persona.id));
        for entry in shown.iter().take(from.max(to) + 1).skip(from.min(to)) {
            if choose {
                self.chosen.insert(entry.persona.id.clone());
            } else {
                self.chosen.remove(&entry.persona.id);
            }
        }
    }

    /// Chooses all that is shown, or nothing if all of it is chosen.
    pub fn toggle_all(&mut self, shown: &[Arc<Entry>]) {
        let all = self.amount(shown) == Amount::All;
        self.clear();
        if !all {
            self.chosen.extend(shown.iter().map(|entry| entry.persona.id.clone()));
        }
    }

    /// Chooses these, too.
    pub fn add(&mut self, ids: &[PersonaId]) {
        self.chosen.extend(ids.iter().cloned());
    }

    /// Chooses what was chosen `before`, too.
    pub fn restore(&mut self, before: &Self) {
        self.chosen.extend(before.chosen.iter().cloned());
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Chooses nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The chosen ones among those that are shown.
    #[must_use]
    pub fn among(&self, shown: &[Arc<Entry>]) -> Vec<Persona> {
        if self.is_empty() {
            return Vec::new();
        }
        let chosen = shown.iter().filter(|entry| self.contains(&entry.persona.id));
        chosen.map(|entry| entry.persona.clone()).collect()
    }

    /// How much of what is shown is chosen.
    #[must_use]
    pub fn amount(&self, shown: &[Arc<Entry>]) -> Amount {
        if self.is_empty() {
            return Amount::None;
        }
        let count = shown.iter().filter(|entry| self.contains(&entry.persona.id)).count();
        match count {
            0 => Amount::None,
            _ if count == shown.len() => Amount::All,
            _ => Amount::Some,
        }
    }
}

/// How much of something is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Nothing.
    None,
    /// Not everything.
    Some,
    /// Everything.
    All,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(ids: &[&str]) -> Vec<Arc<Entry>> {
        let entry = |id: &&str| {
            let (id, name) = (PersonaId::parse(id).unwrap(), Some((*id).to_owned()));
            Arc::new(Entry::new(Persona { id, name, profile_picture_url: None }))
        };
        ids.iter().map(entry).collect()
    }

    fn id(id: &str) -> PersonaId {
        PersonaId::parse(id).unwrap()
    }

    fn chosen(selection: &Selection, rows: &[Arc<Entry>]) -> Vec<String> {
        selection.among(rows).iter().map(|persona| persona.id.to_string()).collect()
    }

    #[test]
    fn a_range_goes_from_the_last_choice_in_either_direction() {
        let rows = shown(&["1", "2", "3", "4", "5"]);
        let mut selection = Selection::default();
        selection.toggle(&id("3"));
        selection.extend(&id("5"), &rows);
        assert_eq!(chosen(&selection, &rows), ["3", "4", "5"]);
        selection.extend(&id("2"), &rows);
        assert_eq!(chosen(&selection, &rows), ["2", "3", "4", "5"]);
        selection.toggle(&id("4"));
        selection.extend(&id("5"), &rows);
        assert_eq!(chosen(&selection, &rows), ["2", "3"]);
    }

    #[test]
    fn a_range_from_a_row_that_is_out_of_sight_is_one_row() {
        let mut selection = Selection::default();
        selection.toggle(&id("9"));
        let rows = shown(&["1", "2"]);
        selection.extend(&id("2"), &rows);
        assert_eq!(chosen(&selection, &rows), ["2"]);
    }

    #[test]
    fn only_what_is_shown_counts() {
        let all = shown(&["1", "2", "3"]);
        let mut selection = Selection::default();
        selection.toggle_all(&all);
        assert_eq!(selection.amount(&all), Amount::All);
        let few = shown(&["2"]);
        assert_eq!(chosen(&selection, &few), ["2"]);
        assert_eq!(selection.amount(&shown(&["2", "4"])), Amount::Some);
        selection.toggle_all(&few);
        assert_eq!(selection.amount(&all), Amount::None);
    }
}
