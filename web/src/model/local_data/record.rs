//! The record of a persona.

use messenger_personas::{PageId, PersonaId};
use serde::{Deserialize, Serialize};

use super::super::{
    labels::{Label, LabelError, Labels},
    search::Needle,
    unicode::lower_case,
};

/// What this browser keeps of a persona.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonaRecord {
    /// Its labels.
    pub labels: Labels,
    note: String,
    /// When it was last used here, in milliseconds since 1970.
    pub last_used: Option<u64>,
}

impl PersonaRecord {
    /// The most characters of a note.
    pub const MAX_NOTE: usize = 2_000;

    /// The note, or an empty text.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// Sets the note, without white space around it. What is too long is cut off.
    pub fn set_note(&mut self, note: &str) {
        self.note = note.trim().chars().take(Self::MAX_NOTE).collect();
    }

    /// Whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.note.is_empty() && self.last_used.is_none()
    }

    /// Whether a label or the note has `needle` in it.
    #[must_use]
    pub fn matches(&self, needle: &Needle) -> bool {
        self.labels.as_slice().iter().any(|label| needle.is_in(label.folded()))
            || needle.is_in(&lower_case(&self.note))
    }

    /// Adds what `other` has.
    pub(super) fn merge(&mut self, other: Self) -> Merged {
        let mut merged = Merged::default();
        for label in other.labels.as_slice() {
            merged.labels_left_out += usize::from(self.labels.add(label.clone()).is_err());
        }
        if self.note.is_empty() {
            self.note = other.note;
        } else {
            merged.is_note_left_out = !other.note.is_empty() && other.note != self.note;
        }
        self.last_used = self.last_used.max(other.last_used);
        merged
    }
}

/// What became of a record that was added to another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Whether the record changed.
    pub is_changed: bool,
    /// How many labels were too many.
    pub labels_left_out: usize,
    /// Whether the persona has another note already.
    pub is_note_left_out: bool,
}

/// A record as it is kept in `IndexedDB` and in files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredRecord {
    /// The Page; absent in files, which say it once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<PageId>,
    persona: PersonaId,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_used: Option<u64>,
}

impl StoredRecord {
    /// The record of `persona`. `page` is absent in files.
    #[must_use]
    pub fn new(page: Option<&PageId>, persona: &PersonaId, record: &PersonaRecord) -> Self {
        Self {
            page: page.cloned(),
            persona: persona.clone(),
            labels: record
                .labels
                .as_slice()
                .iter()
                .map(|label| label.as_str().to_owned())
                .collect(),
            note: record.note.clone(),
            last_used: record.last_used,
        }
    }

    /// Whose record this is, and as much of it as is valid.
    #[must_use]
    pub fn into_valid_part(self) -> (PersonaId, PersonaRecord) {
        let mut record = PersonaRecord { last_used: self.last_used, ..PersonaRecord::default() };
        for label in self.labels.iter().filter_map(|label| Label::parse(label).ok()) {
            let Ok(_) = record.labels.add(label) else { break };
        }
        record.set_note(&self.note);
        (self.persona, record)
    }

    /// Whose record this is, and the record.
    ///
    /// # Errors
    ///
    /// Fails if a label or the note is not valid.
    pub fn into_record(self) -> Result<(PersonaId, PersonaRecord), RecordError> {
        let mut labels = Labels::default();
        for label in &self.labels {
            let label = Label::parse(label).map_err(RecordError::Label)?;
            labels.add(label).map_err(RecordError::Label)?;
        }
        if self.note.trim().chars().count() > PersonaRecord::MAX_NOTE {
            return Err(RecordError::NoteTooLong);
        }
        let mut record =
            PersonaRecord { labels, last_used: self.last_used, ..PersonaRecord::default() };
        record.set_note(&self.note);
        Ok((self.persona, record))
    }
}

/// Why a record of a file is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// It has no persona id, or a value of the wrong type.
    Malformed,
    /// A label.
    Label(LabelError),
    /// The note has more than [`PersonaRecord::MAX_NOTE`] characters.
    NoteTooLong,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(labels: &[&str], note: &str, last_used: Option<u64>) -> PersonaRecord {
        let stored = StoredRecord {
            page: None,
            persona: PersonaId::parse("1").unwrap(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            note: note.to_owned(),
            last_used,
        };
        stored.into_valid_part().1
    }

    #[test]
    fn a_note_is_cut_off_at_2000_characters() {
        let mut record = PersonaRecord::default();
        record.set_note(&format!(" {}", "ö".repeat(2_001)));
        assert_eq!(record.note().chars().count(), 2_000);
        record.set_note("\n ");
        assert!(record.is_empty());
    }

    #[test]
    fn labels_are_added_own_notes_stay_and_the_later_use_counts() {
        let mut own = record(&["a"], "", Some(5));
        assert_eq!(own.merge(record(&["A", "b"], "note", Some(3))), Merged::default());
        assert_eq!(own, record(&["a", "b"], "note", Some(5)));
        let merged = own.merge(record(&[], "another", Some(9)));
        assert!(merged.is_note_left_out);
        assert_eq!(own, record(&["a", "b"], "note", Some(9)));
        let many: Vec<_> = (0..20).map(|number| number.to_string()).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert_eq!(own.merge(record(&many, "note", None)).labels_left_out, 2);
    }

    #[test]
    fn a_stored_record_that_is_not_valid_is_read_as_far_as_possible() {
        let text = r#"{"page":"1","persona":"2","labels":["", " a ","A"],"note":" b ","more":1}"#;
        let stored: StoredRecord = serde_json::from_str(text).unwrap();
        let (id, read) = stored.clone().into_valid_part();
        assert_eq!((id.as_str(), read), ("2", record(&["a"], "b", None)));
        assert_eq!(stored.into_record(), Err(RecordError::Label(LabelError::Empty)));
    }
}
