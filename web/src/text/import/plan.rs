//! The texts of the preview.

use super::{number, personas};
use crate::{
    model::import::plan::{DuplicateOf, Kind, PlannedRow, RowError, Verdict},
    text::sentence,
};

/// The heading of the preview.
pub const PREVIEW_TITLE: &str = "Preview";

/// If the encoding of the file was guessed.
pub const ENCODING_NOTE: &str = "This file is not in UTF-8, so it was read as Windows-1252. If names look wrong, \
    save it as “CSV UTF-8” and import it again.";

/// The checkbox that replaces changed personas.
#[must_use]
pub fn replace(count: usize) -> String {
    match count {
        1 => "Replace 1 changed persona".to_owned(),
        count => format!("Replace {} changed personas", number(count)),
    }
}

/// What replacing means.
pub const REPLACE_HINT: &str = "Graph cannot edit a persona: a new one is created and the old one is \
    deleted. The id changes, so update your bots. Sent messages keep the old name and picture. \
    Meta stores copies of pictures, so a picture can be listed as changed although it is the same.";

/// The button that starts the import: "Create 3 and replace 1".
#[must_use]
pub fn start(new: usize, changed: usize) -> String {
    match (new, changed) {
        (0, 0) => "Nothing to import".to_owned(),
        (new, 0) => format!("Create {}", personas(new)),
        (0, changed) => format!("Replace {}", personas(changed)),
        (new, changed) => format!("Create {} and replace {}", number(new), number(changed)),
    }
}

/// The heading of the table.
pub const ROWS: &str = "Rows";

/// The group of filters above the table.
pub const FILTER: &str = "Filter rows";

/// The filter that shows every row.
pub const ALL: &str = "All";

/// The filter for a kind of rows.
#[must_use]
pub fn filter(kind: Kind) -> &'static str {
    match kind {
        Kind::Duplicate => "Duplicates",
        _ => self::kind(kind),
    }
}

/// The status of a row.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::New => "New",
        Kind::Changed => "Changed",
        Kind::Duplicate => "Duplicate",
        Kind::Invalid => "Invalid",
    }
}

/// The caption of the table.
pub const TABLE: &str = "Rows of the import";

/// The column of line numbers.
pub const ROW: &str = "Row";

/// The column of what a row does.
pub const STATUS: &str = "Status";

/// The column of explanations.
pub const DETAILS: &str = "Details";

/// In place of an empty name.
pub const NO_NAME: &str = "No name";

/// The button below a part of `count` rows.
#[must_use]
pub fn show_more(count: usize) -> String {
    format!("Show more of {} rows", number(count))
}

/// What a row would do, and why.
#[must_use]
pub fn details(row: &PlannedRow) -> String {
    let mut sentences = match &row.verdict {
        Verdict::New(_) if row.record.id.is_empty() => Vec::new(),
        Verdict::New(_) => {
            vec!["This Page has no persona with this id. It will get a new id.".to_owned()]
        }
        Verdict::Duplicate(DuplicateOf::Persona(_)) => vec!["Already on this Page.".to_owned()],
        Verdict::Duplicate(DuplicateOf::Row(line)) => vec![format!("Same as row {line}.")],
        Verdict::Changed { old, new } => {
            let name = old.name.as_deref().unwrap_or_default();
            let has_other_name = name != new.name.as_str();
            let has_other_picture =
                old.profile_picture_url.as_deref() != Some(new.profile_picture_url.as_str());
            vec![match (has_other_name, has_other_picture) {
                (true, true) => format!("Currently “{name}”, with another picture."),
                (true, false) => format!("Currently “{name}”."),
                (false, _) => "Currently has another picture URL.".to_owned(),
            }]
        }
        Verdict::Invalid(errors) => errors.iter().map(row_error).collect(),
    };
    sentences.extend(row.advice.iter().map(|advice| format!("Warning: {advice}.")));
    sentences.join(" ")
}

fn row_error(error: &RowError) -> String {
    match error {
        RowError::Name(error) => sentence(error),
        RowError::PictureUrl(error) => sentence(error),
        RowError::Id(_) => {
            "The id is not a whole number. A spreadsheet may have rounded it: copy it \
            again, or leave the cell empty."
                .to_owned()
        }
        RowError::Conflict { line } => format!("Row {line} is about the same persona."),
        RowError::AmbiguousName { count } => {
            format!("{} personas have this name. Add the id of the one to replace.", number(*count))
        }
    }
}

/// How many rows are of which kind: "3 new, 1 changed, 2 duplicates, 1 invalid".
#[must_use]
pub fn found(counts: [(Kind, usize); 4]) -> String {
    let parts = counts.into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| {
        let word = match (kind, count) {
            (Kind::New, _) => "new",
            (Kind::Changed, _) => "changed",
            (Kind::Duplicate, 1) => "duplicate",
            (Kind::Duplicate, _) => "duplicates",
            (Kind::Invalid, _) => "invalid",
        };
        format!("{} {word}", number(count))
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// Under the heading of the preview.
#[must_use]
pub fn preview_lead(counts: [(Kind, usize); 4]) -> String {
    format!("{}. Nothing has been created yet.", found(counts))
}

/// Announced when the preview is shown.
#[must_use]
pub fn previewed(counts: [(Kind, usize); 4]) -> String {
    format!("Preview: {}.", found(counts))
}

#[cfg(test)]
mod tests {
    use messenger_personas::PersonaNameError;

    use super::*;
    use crate::model::import::{
        table::Record,
        test_util::{create, id, persona},
    };

    fn details_of(verdict: Verdict) -> String {
        details(&PlannedRow { record: Record::default(), verdict, advice: Vec::new() })
    }

    #[test]
    fn a_row_says_why_it_has_its_status() {
        let mut old = persona("7", "Adam");
        for (new, expected) in [
            ("Eve", "Currently “Adam”."),
            ("Adam", "Currently has another picture URL."),
            ("Eve", "Currently “Adam”, with another picture."),
        ] {
            let verdict = Verdict::Changed { old: old.clone(), new: create(new) };
            assert_eq!(details_of(verdict), expected);
            old.profile_picture_url = None;
        }
        assert_eq!(
            details_of(Verdict::Duplicate(DuplicateOf::Persona(id("7")))),
            "Already on this Page."
        );
        assert_eq!(details_of(Verdict::Duplicate(DuplicateOf::Row(2))), "Same as row 2.");
        let errors = vec![RowError::Name(PersonaNameError::Empty), RowError::Conflict { line: 3 }];
        assert_eq!(
            details_of(Verdict::Invalid(errors)),
            "The name is empty: give the persona a name, such as \"John Z.\". Row 3 is about the \
             same persona."
        );
    }

    #[test]
    fn counts_leave_out_zeros() {
        assert_eq!(start(0, 0), "Nothing to import");
        assert_eq!(start(1, 0), "Create 1 persona");
        assert_eq!(start(3, 1), "Create 3 and replace 1");
        let counts = [(Kind::New, 3), (Kind::Changed, 0), (Kind::Duplicate, 2), (Kind::Invalid, 1)];
        assert_eq!(found(counts), "3 new, 2 duplicates, 1 invalid");
    }
}
