//! A file that shows how rows are written.

use crate::model::csv;

/// The name of the file.
pub const TEMPLATE_NAME: &str = "personas-template";

/// A header and two personas, as CSV.
#[must_use]
pub fn template() -> String {
    csv::write(ROWS.map(|row| row.map(str::to_owned)))
}

const ROWS: [[&str; 2]; 3] = [
    ["name", "profile_picture_url"],
    ["John Z.", "https://example.com/john.png"],
    ["Mia R.", "https://example.com/mia.png"],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::import::parse::parse;

    #[test]
    fn the_template_can_be_imported() {
        let table = parse(&template()).unwrap();
        assert!(table.has_header() && !table.needs_mapping());
        let records = table.records(&table.suggest_mapping());
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].name, "John Z.");
    }
}
