//! The rows of a file, before it is known which column holds what.

use super::columns::{Field, is_known, is_url};
use crate::model::csv::Row;

/// One persona of a file, not yet validated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The line that its row begins on, or its position in a JSON list; from 1.
    pub line: usize,
    /// The name.
    pub name: String,
    /// The URL of the picture.
    pub picture_url: String,
    /// The id, or an empty string.
    pub id: String,
}

/// Rows with or without a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    header: Option<Row>,
    rows: Vec<Row>,
    is_json: bool,
}

/// Which column holds which field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The column of the name.
    pub name: Option<usize>,
    /// The column of the picture's URL.
    pub picture_url: Option<usize>,
    /// The column of the id, if there is one.
    pub id: Option<usize>,
}

/// Why a column cannot be used for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// The field is required, and has no column.
    Missing,
    /// The column is already used for another field.
    AlreadyUsed(Field),
}

impl Table {
    /// Takes the first row for a header if it looks like one.
    #[must_use]
    pub fn from_rows(rows: Vec<Row>) -> Self {
        let mut table = Self { rows, ..Self::default() };
        table.set_header(table.starts_with_header());
        table
    }

    /// The objects of a JSON list as rows; `keys` are their members.
    pub(super) fn from_json(keys: Vec<String>, rows: Vec<Row>) -> Self {
        Self { header: Some(Row { line: 0, cells: keys }), rows, is_json: true }
    }

    /// Whether there is a row below the header.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether the first row names the columns.
    #[must_use]
    pub fn has_header(&self) -> bool {
        self.header.is_some()
    }

    /// Whether the user can choose if the first row is a header.
    #[must_use]
    pub fn is_header_optional(&self) -> bool {
        !self.is_json && self.rows.len() + usize::from(self.has_header()) > 1
    }

    /// Takes the first row for a header, or for a persona.
    pub fn set_header(&mut self, has_header: bool) {
        if has_header && self.header.is_none() && !self.is_empty() {
            self.header = Some(self.rows.remove(0));
        } else if !has_header && let Some(header) = self.header.take() {
            self.rows.insert(0, header);
        }
    }

    /// The names of the columns, or `None` for each column without one.
    #[must_use]
    pub fn columns(&self) -> Vec<Option<&str>> {
        let rows = self.header.iter().chain(&self.rows);
        let count = rows.map(|row| row.cells.len()).max().unwrap_or_default();
        let name = |column: usize| {
            let cell = self.header.as_ref()?.cells.get(column)?.trim();
            (!cell.is_empty()).then_some(cell)
        };
        (0..count).map(name).collect()
    }

    /// The first cells of a column.
    #[must_use]
    pub fn preview(&self, column: usize) -> Vec<&str> {
        self.cells(column).take(PREVIEW).collect()
    }

    /// Whether a person has to choose the columns.
    #[must_use]
    pub fn needs_mapping(&self) -> bool {
        match &self.header {
            Some(header) => [Field::Name, Field::PictureUrl]
                .into_iter()
                .any(|field| field.find(&header.cells).is_none()),
            // Name, picture, id is the documented order.
            None => self.urls(1) == 0 && self.url_column().is_some(),
        }
    }

    /// The columns by their names, and by what is in them.
    #[must_use]
    pub fn suggest_mapping(&self) -> Mapping {
        let named = |field: Field| field.find(&self.header.as_ref()?.cells);
        let is_first = !self.has_header() && !self.needs_mapping();
        let by_position = |column| is_first.then_some(column);
        let picture_url = named(Field::PictureUrl).or(by_position(1)).or(self.url_column());
        let id = named(Field::Id).or(by_position(2)).filter(|column| self.may_hold_ids(*column));
        let may_be_name = |column: &usize| {
            ![picture_url, id].contains(&Some(*column)) && self.may_hold_names(*column)
        };
        let name = named(Field::Name)
            .or(by_position(0))
            .or_else(|| (0..self.columns().len()).find(may_be_name));
        Mapping { name, picture_url, id }
    }

    /// The personas of the rows.
    #[must_use]
    pub fn records(&self, mapping: &Mapping) -> Vec<Record> {
        let record = |row: &Row| {
            let cell = |column: Option<usize>| {
                let cell = column.and_then(|column| row.cells.get(column));
                cell.map(|cell| cell.trim().to_owned()).unwrap_or_default()
            };
            Record {
                line: row.line,
                name: cell(mapping.name),
                picture_url: cell(mapping.picture_url),
                id: cell(mapping.id),
            }
        };
        self.rows.iter().map(record).collect()
    }

    /// A first row without a URL is a header if it has a known name, or if later rows have URLs where
    /// it has none. A picture that is missing or misspelled does not make a header.
    fn starts_with_header(&self) -> bool {
        let Some(first) = self.rows.first() else { return false };
        if first.cells.iter().any(|cell| is_url(cell)) {
            return false;
        }
        let is_title = |column: usize| {
            let cell = first.cells.get(column).map(|cell| cell.trim()).unwrap_or_default();
            !cell.is_empty() && !cell.contains(['/', '.'])
        };
        first.cells.iter().any(|cell| is_known(cell)) || self.url_column().is_some_and(is_title)
    }

    /// The column with the most URLs.
    fn url_column(&self) -> Option<usize> {
        let columns = (0..self.columns().len()).rev();
        columns.max_by_key(|column| self.urls(*column)).filter(|column| self.urls(*column) > 0)
    }

    fn urls(&self, column: usize) -> usize {
        self.cells(column).filter(|cell| is_url(cell)).count()
    }

    /// Other tools have ids of other kinds, such as UUIDs. A spreadsheet may have rounded a persona's
    /// id, but it is still a number then.
    fn may_hold_ids(&self, column: usize) -> bool {
        let mut cells = self.cells(column).filter(|cell| !cell.is_empty()).peekable();
        column < self.columns().len() && (cells.peek().is_none() || cells.any(is_number))
    }

    /// Whether there is more in the column than numbers, and no email address.
    fn may_hold_names(&self, column: usize) -> bool {
        self.cells(column).any(|cell| !cell.is_empty() && !is_number(cell))
            && !self.cells(column).any(|cell| cell.contains('@'))
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cells.get(column).map_or("", |cell| cell.trim()))
    }
}

impl Mapping {
    /// The column of `field`.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<usize> {
        match field {
            Field::Name => self.name,
            Field::PictureUrl => self.picture_url,
            Field::Id => self.id,
        }
    }

    /// Uses `column` for `field`.
    pub fn set(&mut self, field: Field, column: Option<usize>) {
        *match field {
            Field::Name => &mut self.name,
            Field::PictureUrl => &mut self.picture_url,
            Field::Id => &mut self.id,
        } = column;
    }

    /// What is wrong with the column of `field`.
    #[must_use]
    pub fn error(&self, field: Field) -> Option<MappingError> {
        let Some(column) = self.get(field) else {
            return field.is_required().then_some(MappingError::Missing);
        };
        let mut before = Field::ALL.into_iter().take_while(|other| *other != field);
        before.find(|other| self.get(*other) == Some(column)).map(MappingError::AlreadyUsed)
    }

    /// The first field with an error.
    #[must_use]
    pub fn first_error(&self) -> Option<Field> {
        Field::ALL.into_iter().find(|field| self.error(*field).is_some())
    }
}

/// Also `-1,5`, and `1.7E+15`, as spreadsheets write long ids. Parsing it would bring 13 kB of tables and code.
fn is_number(cell: &str) -> bool {
    let (number, exponent) = cell.split_once(['e', 'E']).unwrap_or((cell, "0"));
    is_digits(&unsigned(number).replacen([',', '.'], "", 1)) && is_digits(unsigned(exponent))
}

fn unsigned(number: &str) -> &str {
    number.strip_prefix(['+', '-']).unwrap_or(number)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many rows a person sees of each column.
const PREVIEW: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::csv;

    fn table(text: &str) -> Table {
        Table::from_rows(csv::read(text, b','))
    }

    fn mapping(name: usize, picture_url: usize, id: Option<usize>) -> Mapping {
        Mapping { name: Some(name), picture_url: Some(picture_url), id }
    }

    #[test]
    fn a_number_is_what_a_spreadsheet_writes_as_one() {
        for cell in ["0", "17", "-3", "+3", "1.5", "1,5", "-.5", "5.", "1.74550E+15", "2e-3"] {
            assert!(is_number(cell), "{cell}");
        }
        for cell in ["", "-", ".", "e5", "1e", "1.2.3", "1-2", "0x1", "Ada 2", "Nan", "Inf", "²"] {
            assert!(!is_number(cell), "{cell}");
        }
    }

    #[test]
    fn a_header_is_distinguished_from_a_persona() {
        for (text, expected) in [
            ("name,x\nAda,https://a.example/a", true),
            ("name,town\nAda,Rome", true),
            ("Mitarbeiter,Porträt\nAda,https://a.example/a", true),
            ("Porträt,Mitarbeiter\nhttps://a.example/a,Ada", true),
            // A persona may be called as a column.
            ("Name,https://a.example/n\nAda,https://a.example/a", false),
            // A persona without a usable picture is still a persona.
            ("Bea,\nAda,https://a.example/a", false),
            ("Bea,bea.png\nAda,https://a.example/a", false),
            ("Bea,/pictures/bea\nAda,https://a.example/a", false),
            ("Bea\nAda,https://a.example/a", false),
            ("Bea,Rome\nAda,Paris", false),
            ("", false),
        ] {
            assert_eq!(table(text).has_header(), expected, "{text:?}");
        }
    }

    #[test]
    fn columns_are_chosen_by_a_person_only_if_they_cannot_be_known() {
        for (text, needed, expected) in [
            ("Ada,https://a.example/a", false, mapping(0, 1, None)),
            ("Ada,https://a.example/a,7", false, mapping(0, 1, Some(2))),
            ("Ada,https://a.example/a,Sales", false, mapping(0, 1, None)),
            ("Ada", false, mapping(0, 1, None)),
            ("Avatar,Team,Full Name\nx,y,z", false, mapping(2, 0, None)),
            ("ID,Name,Photo\nU7,Ada,x", false, mapping(1, 2, None)),
            ("ID,Name,Photo\n1.00724E+15,Ada,x\nx,Bea,y", false, mapping(1, 2, Some(0))),
            ("No,Mitarbeiter,Porträt\n1,Ada,https://a.example/a", true, mapping(1, 2, None)),
            ("E-Mail,Wer,Porträt\na@a.example,Ada,https://a.example/a", true, mapping(1, 2, None)),
            ("Name,Porträt\nAda,https://a.example/a", true, mapping(0, 1, None)),
            ("https://a.example/a,Ada", true, mapping(1, 0, None)),
            ("7,Ada,https://a.example/a", true, mapping(1, 2, None)),
            ("Name,Town\nAda,Rome", true, Mapping { name: Some(0), ..Mapping::default() }),
        ] {
            let table = table(text);
            assert_eq!(table.needs_mapping(), needed, "{text:?}");
            assert_eq!(table.suggest_mapping(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_person_sees_names_and_first_cells_of_the_columns() {
        let mut table = table("Mitarbeiter,,Porträt\nAda,x,https://a.example/a\nBea\nCleo\nDora");
        assert_eq!(table.columns(), [Some("Mitarbeiter"), None, Some("Porträt")]);
        assert_eq!(table.preview(0), ["Ada", "Bea", "Cleo"]);
        assert_eq!(table.preview(2), ["https://a.example/a", "", ""]);
        assert!(table.is_header_optional());
        table.set_header(false);
        assert_eq!(table.columns(), [None; 3]);
        assert_eq!(table.preview(0), ["Mitarbeiter", "Ada", "Bea"]);
        table.set_header(true);
        assert_eq!(table.preview(0), ["Ada", "Bea", "Cleo"]);
    }

    #[test]
    fn rows_become_records_as_they_are_mapped() {
        let table = table("Porträt,Mitarbeiter,ID\nhttps://a.example/a, Ada ,7\n,Bea");
        let record = |line, name: &str, picture_url: &str, id: &str| {
            let [name, picture_url, id] = [name, picture_url, id].map(str::to_owned);
            Record { line, name, picture_url, id }
        };
        assert_eq!(
            table.records(&mapping(1, 0, Some(2))),
            [record(2, "Ada", "https://a.example/a", "7"), record(3, "Bea", "", "")]
        );
    }

    #[test]
    fn a_mapping_says_what_is_missing_and_what_is_used_twice() {
        let mut mapping = Mapping::default();
        assert_eq!(mapping.first_error(), Some(Field::Name));
        assert_eq!(mapping.error(Field::Name), Some(MappingError::Missing));
        assert_eq!(mapping.error(Field::Id), None);
        mapping.set(Field::Name, Some(1));
        mapping.set(Field::PictureUrl, Some(1));
        assert_eq!(mapping.error(Field::Name), None);
        assert_eq!(mapping.error(Field::PictureUrl), Some(MappingError::AlreadyUsed(Field::Name)));
        mapping.set(Field::PictureUrl, Some(0));
        mapping.set(Field::Id, Some(0));
        assert_eq!(mapping.first_error(), Some(Field::Id));
        mapping.set(Field::Id, None);
        assert_eq!(mapping.first_error(), None);
    }
}
