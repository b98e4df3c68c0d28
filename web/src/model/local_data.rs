//! What this browser keeps of the personas of a Page: labels, a note, and when each was last used.

pub mod file;
pub mod record;

use std::collections::{BTreeMap, HashMap};

use messenger_personas::PersonaId;

pub use self::record::PersonaRecord;
use super::{
    labels::{Label, LabelError},
    search::Needle,
};

/// The records of a Page. A persona without a record has an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRecords(BTreeMap<PersonaId, PersonaRecord>);

impl PageRecords {
    /// The record of a persona, if it has one.
    #[must_use]
    pub fn get(&self, id: &PersonaId) -> Option<&PersonaRecord> {
        self.0.get(id)
    }

    /// Every record, ordered by the id of its persona.
    pub fn iter(&self) -> impl Iterator<Item = (&PersonaId, &PersonaRecord)> {
        self.0.iter()
    }

    /// The personas that have a record.
    pub fn ids(&self) -> impl Iterator<Item = &PersonaId> {
        self.0.keys()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// When the persona was last used, in milliseconds since 1970.
    #[must_use]
    pub fn last_used(&self, id: &PersonaId) -> Option<u64> {
        self.get(id)?.last_used
    }

    /// Whether the persona has this label.
    #[must_use]
    pub fn has_label(&self, id: &PersonaId, label: &Label) -> bool {
        self.get(id).is_some_and(|record| record.labels.contains(label))
    }

    /// Whether a label or the note of the persona has `needle` in it.
    #[must_use]
    pub fn matches(&self, id: &PersonaId, needle: &Needle) -> bool {
        self.get(id).is_some_and(|record| record.matches(needle))
    }

    /// The labels of the personas `ids` in alphabetical order, and how many of them have each.
    pub fn label_counts<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a PersonaId>,
    ) -> Vec<(Label, usize)> {
        let mut counts = HashMap::<&str, (&Label, usize)>::new();
        for record in ids.into_iter().filter_map(|id| self.get(id)) {
            for label in record.labels.as_slice() {
                counts.entry(label.folded()).or_insert((label, 0)).1 += 1;
            }
        }
        let mut counts: Vec<_> =
            counts.into_values().map(|(label, count)| (label.clone(), count)).collect();
        counts.sort();
        counts
    }

    /// Changes the record of a persona. Returns whether it is another one now.
    pub fn update(&mut self, id: &PersonaId, change: impl FnOnce(&mut PersonaRecord)) -> bool {
        let before = self.0.remove(id).unwrap_or_default();
        let mut record = before.clone();
        change(&mut record);
        let is_changed = record != before;
        if !record.is_empty() {
            self.0.insert(id.clone(), record);
        }
        is_changed
    }

    /// Adds a label to personas, written as other personas have it. Returns those that did not have
    /// it.
    ///
    /// # Errors
    ///
    /// Fails if none of them can have one more label.
    pub fn add_label(
        &mut self,
        ids: &[PersonaId],
        label: &Label,
    ) -> Result<Vec<PersonaId>, LabelError> {
        let known = self.0.values().flat_map(|record| record.labels.as_slice());
        let label = known.into_iter().find(|known| *known == label).unwrap_or(label).clone();
        let mut result = Ok(());
        let add = |id: &&PersonaId| {
            self.update(id, |record| {
                result = result.and(record.labels.add(label.clone()).map(drop));
            })
        };
        let changed: Vec<_> = ids.iter().filter(add).cloned().collect();
        if changed.is_empty() { result.map(|()| changed) } else { Ok(changed) }
    }

    /// Removes a label from personas. Returns those that had it.
    pub fn remove_label(&mut self, ids: &[PersonaId], label: &Label) -> Vec<PersonaId> {
        let remove = |id: &&PersonaId| {
            self.update(id, |record| {
                record.labels.remove(label);
            })
        };
        ids.iter().filter(remove).cloned().collect()
    }

    /// Removes the record of a persona. Returns whether it had one.
    pub fn remove(&mut self, id: &PersonaId) -> bool {
        self.0.remove(id).is_some()
    }

    /// Copies the labels and the note of a persona to the one that replaces it. Returns whether there
    /// were any.
    pub fn carry_over(&mut self, old: &PersonaId, new: &PersonaId) -> bool {
        let Some(mut record) = self.get(old).cloned() else { return false };
        record.last_used = None;
        self.merge(new, record).is_changed
    }

    /// Adds `record` to what is there: labels that are missing, a note if there is none, and the later
    /// use.
    pub fn merge(&mut self, id: &PersonaId, record: PersonaRecord) -> record::Merged {
        let mut merged = record::Merged::default();
        merged.is_changed = self.update(id, |own| merged = own.merge(record));
        merged
    }
}

impl FromIterator<(PersonaId, PersonaRecord)> for PageRecords {
    fn from_iter<T: IntoIterator<Item = (PersonaId, PersonaRecord)>>(records: T) -> Self {
        Self(records.into_iter().filter(|(_, record)| !record.is_empty()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(id: &str) -> PersonaId {
        PersonaId::parse(id).unwrap()
    }

    fn label(text: &str) -> Label {
        Label::parse(text).unwrap()
    }

    fn labels<'a>(records: &'a PageRecords, of: &str) -> Vec<&'a str> {
        let record = records.get(&id(of));
        record
            .map_or(&[][..], |record| record.labels.as_slice())
            .iter()
            .map(Label::as_str)
            .collect()
    }

    #[test]
    fn a_label_is_written_as_it_was_first() {
        let mut records = PageRecords::default();
        assert_eq!(records.add_label(&[id("1")], &label("Support")), Ok(vec![id("1")]));
        let both = [id("1"), id("2")];
        assert_eq!(records.add_label(&both, &label("SUPPORT")), Ok(vec![id("2")]));
        assert_eq!(labels(&records, "2"), ["Support"]);
        assert_eq!(records.remove_label(&both, &label("support")), both);
        assert!(records.is_empty());
    }

    #[test]
    fn labels_are_counted_in_alphabetical_order() {
        let mut records = PageRecords::default();
        let all = [id("1"), id("2"), id("3")];
        records.add_label(&all, &label("support")).unwrap();
        records.add_label(&all[..1], &label("Night")).unwrap();
        let counts = records.label_counts(&all[..2]);
        let counts: Vec<_> = counts.iter().map(|(label, count)| (label.as_str(), *count)).collect();
        assert_eq!(counts, [("Night", 1), ("support", 2)]);
    }

    #[test]
    fn personas_that_have_20_labels_are_left_out_unless_all_have() {
        let mut records = PageRecords::default();
        for number in 0..20 {
            records.add_label(&[id("1")], &label(&format!("{number}"))).unwrap();
        }
        let one_more = label("one more");
        assert_eq!(records.add_label(&[id("1"), id("2")], &one_more), Ok(vec![id("2")]));
        assert_eq!(records.add_label(&[id("1")], &one_more), Err(LabelError::TooMany));
    }

    #[test]
    fn labels_and_note_go_to_the_replacement_and_the_last_use_does_not() {
        let mut records = PageRecords::default();
        records.add_label(&[id("1")], &label("support")).unwrap();
        records.update(&id("1"), |record| {
            record.set_note("Speaks French.");
            record.last_used = Some(7);
        });
        assert!(records.carry_over(&id("1"), &id("2")));
        assert_eq!(labels(&records, "2"), ["support"]);
        let record = records.get(&id("2")).unwrap();
        assert_eq!((record.note(), record.last_used), ("Speaks French.", None));
        assert!(!records.carry_over(&id("1"), &id("2")));
        assert!(!records.carry_over(&id("3"), &id("2")));
    }

    #[test]
    fn a_search_finds_labels_and_notes_in_any_case() {
        let mut records = PageRecords::default();
        records.add_label(&[id("1")], &label("Night shift")).unwrap();
        records.update(&id("2"), |record| record.set_note("Speaks French."));
        let found = |text: &str| {
            let needle = Needle::new(text);
            ["1", "2", "3"]
                .into_iter()
                .filter(|it| records.matches(&id(it), &needle))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("SHIFT"), ["1"]);
        assert_eq!(found("french"), ["2"]);
        assert_eq!(found("german"), [] as [&str; 0]);
    }
}
