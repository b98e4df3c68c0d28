//! The texts where a file is chosen, rows are pasted and columns are chosen.

use super::number;
use crate::model::import::{
    columns::Field,
    file::{FileError, SpreadsheetApp},
    parse::ParseError,
    table::MappingError,
};

/// The heading of the form.
pub const IMPORT: &str = "Import";

/// The drop zone.
pub const CHOOSE_FILE: &str = "Choose a file";

/// After the words of the drop zone.
pub const OR_DROP: &str = "or drop it here";

/// While a file is held over the page.
pub const DROP_NOW: &str = "Drop the file to preview it";

/// Under the drop zone.
pub const FILE_HINT: &str =
    "CSV, TSV or JSON, up to 5 MB. You see a preview before anything is created.";

/// The button that saves a file with a header and examples.
pub const TEMPLATE: &str = "Download a template";

/// The label of the text field.
pub const PASTE_ROWS: &str = "Or paste rows";

/// In the empty text field.
pub const ROWS_PLACEHOLDER: &str = "John Z.,https://example.com/john.png";

/// Under the text field.
pub const ROWS_HINT: &str = "One persona per row: name, then picture URL. You can paste cells from a \
    spreadsheet. With a header row, columns can be in any order, and an “id” column tells which \
    persona to replace.";

/// The button that leads to the preview.
pub const PREVIEW: &str = "Preview import";

/// The same button while the personas of the Page are loaded; `count` are loaded so far.
#[must_use]
pub fn checking(count: usize) -> String {
    format!("Comparing… {} loaded", number(count))
}

/// Why a text cannot be imported, and what to do.
#[must_use]
pub fn parse_error(error: ParseError) -> String {
    match error {
        ParseError::Empty => "There are no rows. Paste some, or choose a file.".to_owned(),
        ParseError::LostCharacters => {
            "Some characters are damaged. Save the file as “CSV UTF-8” and choose it again."
                .to_owned()
        }
        ParseError::Json { line, column } => {
            format!("The JSON is not valid: there is an error in line {line}, column {column}.")
        }
        ParseError::NotAList => "The JSON is not a list of personas. Write it as \
            [{\"name\": …, \"profile_picture_url\": …}]."
            .to_owned(),
    }
}

/// Why a file cannot be imported, and what to do.
#[must_use]
pub fn file_error(error: FileError) -> &'static str {
    match error {
        FileError::Workbook(SpreadsheetApp::Excel) => {
            "This is an Excel workbook. In Excel, choose File > Save As > “CSV UTF-8”; in Google \
             Sheets, choose File > Download > “Comma Separated Values”. Then choose the new file."
        }
        FileError::Workbook(SpreadsheetApp::LibreOffice) => {
            "This is a LibreOffice spreadsheet. In LibreOffice, choose File > Save As > “Text CSV”. \
             Then choose the new file."
        }
        FileError::Workbook(SpreadsheetApp::Numbers) => {
            "This is a Numbers spreadsheet. In Numbers, choose File > Export To > “CSV”. Then choose \
             the new file."
        }
        FileError::NotText => "This is not a text file. Choose a CSV, TSV or JSON file.",
        FileError::Encoding => {
            "The encoding of this file is not supported. Save it as “CSV UTF-8” and choose it again."
        }
        FileError::TooLarge => "This file is larger than 5 MB. Split it into smaller files.",
        FileError::Unreadable => {
            "The file could not be read. If it was moved or renamed, choose it again."
        }
    }
}

/// The heading where columns are chosen.
pub const MAPPING: &str = "Choose columns";

/// Under that heading.
pub const MAPPING_LEAD: &str =
    "Not all columns were recognized. Choose where the names and the picture URLs are.";

/// The checkbox for a header.
pub const FIRST_ROW: &str = "The first row has column names";

/// The label of a field.
#[must_use]
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::PictureUrl => "Picture URL",
        Field::Id => "Persona ID (optional)",
    }
}

/// The choice of no column.
#[must_use]
pub fn no_column(field: Field) -> &'static str {
    if field.is_required() { "Choose a column" } else { "None" }
}

/// The name of a column; `index` is counted from 0.
#[must_use]
pub fn column(name: Option<&str>, index: usize) -> String {
    name.map_or_else(|| format!("Column {}", number(index + 1)), str::to_owned)
}

/// Above the first cells of a column.
pub const FIRST_ROWS: &str = "First rows";

/// In place of an empty cell.
pub const EMPTY_CELL: &str = "Empty";

/// What is wrong with a choice.
#[must_use]
pub fn mapping_error(error: MappingError) -> String {
    match error {
        MappingError::Missing => "Choose a column.".to_owned(),
        MappingError::AlreadyUsed(other) => {
            format!("This column is already used for “{}”.", field(other))
        }
    }
}

/// The button that goes back to the rows.
pub const EDIT_ROWS: &str = "Edit rows";
