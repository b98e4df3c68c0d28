//! The file that takes labels and notes to another browser.

use messenger_personas::{PageId, PersonaId};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    PageRecords, PersonaRecord,
    record::{RecordError, StoredRecord},
};

/// The records of a Page as a file, one persona a line, ordered by id.
#[must_use]
pub fn write(page: &PageId, records: &PageRecords) -> String {
    let lines = records.iter().filter_map(|(id, record)| {
        serde_json::to_string(&StoredRecord::new(None, id, record)).ok()
    });
    let lines = lines.collect::<Vec<_>>().join(",\n");
    format!(
        "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"page\":\"{page}\",\"personas\":[\n{lines}\n]}}\n"
    )
}

/// The records of a Page in the file `text`.
///
/// # Errors
///
/// Fails if it is another kind of file, or of another Page, or if any record is not valid.
pub fn read(page: &PageId, text: &str) -> Result<Vec<(PersonaId, PersonaRecord)>, FileError> {
    let header: Header = serde_json::from_str(text).map_err(|_| FileError::OtherFormat)?;
    if header.format != FORMAT {
        return Err(FileError::OtherFormat);
    }
    if header.version != VERSION {
        return Err(FileError::OtherVersion(header.version));
    }
    let file: File = serde_json::from_str(text).map_err(|_| FileError::OtherFormat)?;
    if file.page != *page {
        return Err(FileError::OtherPage(file.page));
    }
    let record = |(place, record): (usize, &RawValue)| {
        serde_json::from_str::<StoredRecord>(record.get())
            .map_err(|_| RecordError::Malformed)
            .and_then(StoredRecord::into_record)
            .map_err(|error| FileError::Record { number: place + 1, error })
    };
    file.personas.into_iter().enumerate().map(record).collect()
}

/// Adds the records of a file to those that are there: labels that are missing, a note if there is
/// none, and the later use.
pub fn import(records: &mut PageRecords, read: Vec<(PersonaId, PersonaRecord)>) -> Imported {
    let mut imported = Imported { personas: read.len(), ..Imported::default() };
    for (id, record) in read {
        let merged = records.merge(&id, record);
        imported.labels_left_out += merged.labels_left_out;
        imported.notes_left_out += usize::from(merged.is_note_left_out);
        imported.changed.extend(merged.is_changed.then_some(id));
    }
    imported
}

/// What became of the records of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many there were.
    pub personas: usize,
    /// The personas that have another record now.
    pub changed: Vec<PersonaId>,
    /// How many labels were too many.
    pub labels_left_out: usize,
    /// How many personas had another note already.
    pub notes_left_out: usize,
}

/// Why nothing is read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is not an export of labels and notes.
    OtherFormat,
    /// It comes from a console that writes another version of the format.
    OtherVersion(u64),
    /// It has the personas of this Page.
    OtherPage(PageId),
    /// A record is not valid.
    Record {
        /// Which one, from 1.
        number: usize,
        /// What is wrong.
        error: RecordError,
    },
}

#[derive(Deserialize)]
struct Header {
    format: String,
    version: u64,
}

#[derive(Deserialize)]
struct File<'a> {
    page: PageId,
    #[serde(borrow)]
    personas: Vec<&'a RawValue>,
}

const FORMAT: &str = "messenger-personas-labels";
const VERSION: u64 = 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::labels::{Label, LabelError};

    fn page(id: &str) -> PageId {
        PageId::parse(id).unwrap()
    }

    fn file(personas: &str) -> String {
        format!(r#"{{"format":"{FORMAT}","version":1,"page":"7","personas":[{personas}]}}"#)
    }

    #[test]
    fn a_file_has_a_line_for_each_persona_and_can_be_read_again() {
        let mut records = PageRecords::default();
        for (id, label, note) in [("3", "Support", "Says \"hi\"\nand \u{1f44b}"), ("2", "Zoë", "")]
        {
            let id = PersonaId::parse(id).unwrap();
            records.add_label(std::slice::from_ref(&id), &Label::parse(label).unwrap()).unwrap();
            records.update(&id, |record| {
                record.set_note(note);
                record.last_used = (note.is_empty()).then_some(1_700_000_000_000);
            });
        }
        let text = write(&page("7"), &records);
        assert_eq!(
            text,
            concat!(
                r#"{"format":"messenger-personas-labels","version":1,"page":"7","personas":["#,
                "\n",
                r#"{"persona":"2","labels":["Zoë"],"note":"","lastUsed":1700000000000},"#,
                "\n",
                r#"{"persona":"3","labels":["Support"],"note":"Says \"hi\"\nand 👋"}"#,
                "\n]}\n",
            )
        );
        let again: PageRecords = read(&page("7"), &text).unwrap().into_iter().collect();
        assert_eq!(again, records);
        assert_eq!(read(&page("8"), &text), Err(FileError::OtherPage(page("7"))));
        assert_eq!(read(&page("7"), &write(&page("7"), &PageRecords::default())), Ok(vec![]));
    }

    #[test]
    fn an_import_adds_to_what_is_there_and_says_what_it_left_out() {
        let text = file(
            r#"{"persona":"1","labels":["a"],"note":"Theirs"},{"persona":"2","note":"Theirs"},
            {"persona":"3","labels":["b"]}"#,
        );
        let id = |id| PersonaId::parse(id).unwrap();
        let mut records = PageRecords::default();
        records.update(&id("1"), |record| record.set_note("Ours"));
        records.add_label(&[id("3")], &Label::parse("B").unwrap()).unwrap();
        let imported = import(&mut records, read(&page("7"), &text).unwrap());
        let expected = Imported {
            personas: 3,
            changed: vec![id("1"), id("2")],
            labels_left_out: 0,
            notes_left_out: 1,
        };
        assert_eq!(imported, expected);
        let note = |of| records.get(&id(of)).unwrap().note();
        assert_eq!((note("1"), note("2")), ("Ours", "Theirs"));
    }

    #[test]
    fn a_file_that_is_not_valid_is_not_read_at_all() {
        let valid = r#"{"persona":"1","labels":[],"note":""}"#;
        let long = format!(r#"{{"persona":"1","note":"{}"}}"#, "a".repeat(2_001));
        let record = |number, error| FileError::Record { number, error };
        for (text, error) in [
            (String::new(), FileError::OtherFormat),
            ("name,id\nAdam,1".to_owned(), FileError::OtherFormat),
            (r#"{"format":"other","version":1}"#.to_owned(), FileError::OtherFormat),
            (file("").replace(":1,", ":2,"), FileError::OtherVersion(2)),
            (file("").replace("personas\":[]", "personas\":{}"), FileError::OtherFormat),
            (file("{}"), record(1, RecordError::Malformed)),
            (file(&format!(r#"{valid},{{"persona":"../1"}}"#)), record(2, RecordError::Malformed)),
            (file(r#"{"persona":"1","lastUsed":-1}"#), record(1, RecordError::Malformed)),
            (
                file(r#"{"persona":"1","labels":[" "]}"#),
                record(1, RecordError::Label(LabelError::Empty)),
            ),
            (file(&long), record(1, RecordError::NoteTooLong)),
        ] {
            assert_eq!(read(&page("7"), &text), Err(error), "{text}");
        }
    }
}
