//! What is said of labels, notes and the last use of personas.

use super::number;
use crate::model::{
    age::Age,
    labels::{Label, LabelError, Labels},
    local_data::{
        PersonaRecord,
        file::{FileError, Imported},
        record::RecordError,
    },
};

/// The heading on a persona's screen.
pub const TITLE: &str = "Labels and notes";

/// Who sees them.
pub const HINT: &str = "Kept in this browser. Facebook and other admins do not see them.";

/// The labels of a persona.
pub const LABELS: &str = "Labels";

/// The field for one more label.
pub const ADD_LABEL: &str = "Add a label";

/// Removes a label from a persona.
#[must_use]
pub fn remove_label(label: &str) -> String {
    format!("Remove label {label}")
}

/// That a label was added to a persona.
#[must_use]
pub fn label_added(label: &str) -> String {
    format!("Added the label {label}.")
}

/// That a label was removed from a persona.
#[must_use]
pub fn label_removed(label: &str) -> String {
    format!("Removed the label {label}.")
}

/// Why a label is not added.
#[must_use]
pub fn label_error(error: LabelError) -> String {
    match error {
        LabelError::Empty => "Enter a label.".to_owned(),
        LabelError::TooLong => format!("A label has {} characters at most.", Label::MAX_LENGTH),
        LabelError::TooMany => format!("A persona has {} labels at most.", Labels::MAX_COUNT),
    }
}

/// The note about a persona.
pub const NOTE: &str = "Note";

/// What can be written there.
pub const NOTE_PLACEHOLDER: &str = "Who uses this persona, and when";

/// That the note is kept.
pub const NOTE_SAVED: &str = "Saved";

/// When a persona was last used: the heading of the column, and before the time.
pub const LAST_USED: &str = "Last used";

/// A persona that was not used in this browser.
pub const NOT_USED: &str = "Not used here";

/// How long ago something happened.
#[must_use]
pub fn age(age: Age) -> String {
    let (count, unit) = match age {
        Age::Now => return "Just now".to_owned(),
        Age::Minutes(count) => (count, "minute"),
        Age::Hours(count) => (count, "hour"),
        Age::Days(count) => (count, "day"),
        Age::Months(count) => (count, "month"),
        Age::Years(count) => (count, "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

/// How many personas have the same name: the heading of the column.
pub const DUPLICATES: &str = "Duplicates";

/// Shows the personas that have this name.
#[must_use]
pub fn show_duplicates(count: usize, name: &str) -> String {
    format!("Show {} personas named {name}", number(count))
}

/// The labels that are not shown in a row.
#[must_use]
pub fn more_labels(count: usize) -> String {
    format!("+{count}")
}

/// The button that opens the filter by label, while it is not used.
pub const FILTER: &str = "Label";

/// The same, while only personas with this label are shown.
#[must_use]
pub fn filtered(label: &str) -> String {
    format!("Label: {label}")
}

/// Shows personas with any labels or none.
pub const ANY_LABEL: &str = "Any label";

/// That no persona has a label yet.
pub const NO_LABELS: &str = "No labels yet. Add one on a persona’s page.";

/// Adds or removes labels of the personas that are selected.
pub const LABEL_SELECTED: &str = "Label…";

/// The title of the dialog that does.
#[must_use]
pub fn label_title(count: usize) -> String {
    format!("Label {}", personas(count))
}

/// The field for a new label in that dialog.
pub const NEW_LABEL: &str = "New label";

/// Adds what was typed there.
pub const ADD: &str = "Add";

/// Closes the dialog.
pub const DONE: &str = "Done";

/// That a label was added to personas.
#[must_use]
pub fn labelled(label: &str, count: usize) -> String {
    format!("Added {label} to {}.", personas(count))
}

/// That a label was removed from personas.
#[must_use]
pub fn unlabelled(label: &str, count: usize) -> String {
    format!("Removed {label} from {}.", personas(count))
}

/// That nothing is kept, because the browser refuses.
pub const UNAVAILABLE: &str = "This browser does not store data for this site, for example because \
                               the window is private. Labels and notes are kept for this visit only.";

/// That a change could not be kept.
pub const NOT_WRITTEN: &str = "The browser could not store the last change; its storage may be \
                               full. Labels and notes are kept for this visit only.";

/// The title of what can be done with all of them.
pub const CARD_TITLE: &str = "Data in this browser";

/// What they are.
pub const CARD_LEAD: &str = "Labels, notes, when each persona was last used, and which persona sent \
                             which message are stored in this browser, for each Page separately. \
                             No texts and no tokens are stored. To use labels and notes in another \
                             browser, export them here and import the file there.";

/// Saves them as a file.
pub const EXPORT: &str = "Export labels and notes";

/// Saves which persona sent which message as a file.
pub const EXPORT_SENT: &str = "Export sent messages";

/// That this file was saved.
pub const SENT_EXPORTED: &str = "The list of sent messages was exported.";

/// That the file was saved.
pub const EXPORTED: &str = "Labels and notes were exported.";

/// Reads such a file.
pub const IMPORT: &str = "Import…";

/// Erases those of the Page that is worked on.
pub const ERASE_PAGE: &str = "Erase for this Page";

/// Erases those of every Page.
pub const ERASE_ALL: &str = "Erase everything";

/// Asks before they are erased.
#[must_use]
pub fn erase_title(page: Option<&str>) -> String {
    match page {
        Some(page) => format!("Erase labels and notes of {page}?"),
        None => "Erase labels and notes of all Pages?".to_owned(),
    }
}

/// What is erased then.
pub const ERASE_BODY: &str = "This also erases when each persona was last used and which one sent \
                              which message, and cannot be undone. \
                              The personas themselves stay as they are.";

/// Does it.
pub const ERASE: &str = "Erase";

/// That they are erased.
pub const ERASED: &str = "Labels and notes were erased.";

/// That the browser did not do it.
pub const NOT_ERASED: &str = "The browser could not erase what it stored. Reload the page and try \
                              again, or delete this site’s data in the browser’s settings.";

/// What became of a file.
#[must_use]
pub fn imported(imported: &Imported) -> String {
    let notes = match imported.notes_left_out {
        0 => String::new(),
        1 => " 1 persona has another note already and keeps it.".to_owned(),
        count => format!(" {} personas have other notes already and keep them.", number(count)),
    };
    let labels = match imported.labels_left_out {
        0 => String::new(),
        1 => " 1 label was not added: ".to_owned(),
        count => format!(" {} labels were not added: ", number(count)),
    };
    let why = if labels.is_empty() { String::new() } else { label_error(LabelError::TooMany) };
    format!("Imported labels and notes of {}.{notes}{labels}{why}", personas(imported.personas))
}

/// Why a file is not imported. `page` is the Page that is worked on.
#[must_use]
pub fn file_error(error: &FileError, page: &str) -> String {
    let what = match error {
        FileError::OtherFormat => {
            "This file was not exported from here. Choose a file that “Export labels and notes” saved."
                .to_owned()
        }
        FileError::OtherVersion(version) => {
            format!("This file has version {version} of the format, which this console cannot read.")
        }
        FileError::OtherPage(id) => format!(
            "This file belongs to the Page {id}, and you are working on {page}. Switch to that Page \
             to import it."
        ),
        FileError::Record { number: place, error } => {
            let why = match error {
                RecordError::Malformed => "cannot be read".to_owned(),
                RecordError::Label(LabelError::Empty) => "has a label without text".to_owned(),
                RecordError::Label(LabelError::TooLong) => {
                    format!("has a label with more than {} characters", Label::MAX_LENGTH)
                }
                RecordError::Label(LabelError::TooMany) => {
                    format!("has more than {} labels", Labels::MAX_COUNT)
                }
                RecordError::NoteTooLong => {
                    format!("has a note with more than {} characters", number(PersonaRecord::MAX_NOTE))
                }
            };
            format!("Persona {} in this file {why}.", number(*place))
        }
    };
    format!("{what} Nothing was imported.")
}

/// That the browser could not read a file.
pub const UNREADABLE: &str = "The browser could not read this file.";

fn personas(count: usize) -> String {
    let noun = if count == 1 { "persona" } else { "personas" };
    format!("{} {noun}", number(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_singular_or_plural() {
        assert_eq!(age(Age::Now), "Just now");
        assert_eq!(age(Age::Minutes(1)), "1 minute ago");
        assert_eq!(age(Age::Days(3)), "3 days ago");
    }

    #[test]
    fn an_import_says_what_it_left_out() {
        let nothing = Imported { personas: 1, ..Imported::default() };
        assert_eq!(imported(&nothing), "Imported labels and notes of 1 persona.");
        let some = Imported { personas: 2, notes_left_out: 1, labels_left_out: 2, ..nothing };
        assert_eq!(
            imported(&some),
            "Imported labels and notes of 2 personas. 1 persona has another note already and keeps \
             it. 2 labels were not added: A persona has 20 labels at most."
        );
    }

    #[test]
    fn a_file_that_is_not_imported_says_why() {
        let error = FileError::Record { number: 3, error: RecordError::NoteTooLong };
        assert_eq!(
            file_error(&error, "Jasper's Market"),
            "Persona 3 in this file has a note with more than 2000 characters. Nothing was imported."
        );
    }
}
