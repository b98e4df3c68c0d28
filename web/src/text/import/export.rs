//! The texts of the export.

use super::{number, personas};

/// The heading.
pub const EXPORT: &str = "Export";

/// Under the heading.
pub const EXPORT_HINT: &str = "All personas of this Page with their ids, in a file that you can \
    import again. In CSV files, cells that a spreadsheet could run as a formula start with an \
    apostrophe, which the import removes.";

/// The button for a format, such as "CSV".
#[must_use]
pub fn export_as(format: &str) -> String {
    format!("Export as {format}")
}

/// Progress: the number of personas so far.
#[must_use]
pub fn exporting(count: usize) -> String {
    format!("Loading… {} so far", number(count))
}

/// Announced when the file is saved.
#[must_use]
pub fn exported(count: usize) -> String {
    format!("Exported {}.", personas(count))
}
