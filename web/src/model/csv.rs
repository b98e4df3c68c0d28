//! Reads and writes CSV: RFC 4180, and what spreadsheets make of it.

use csv::{Reader, ReaderBuilder};

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line that it begins on, counted from 1.
    pub line: usize,
    /// Its cells, without quotes around them and without the guard that [`write()`] adds.
    pub cells: Vec<String>,
}

/// Reads the rows of `text`, leaving out empty ones. Any kind of line break ends a row.
///
/// A quote that opens a cell and is never closed is read as a character like any other.
#[must_use]
pub fn read(text: &str, delimiter: u8) -> Vec<Row> {
    let rows: Vec<_> = rows(text, delimiter, true).collect();
    let last_cell = rows.last().and_then(|row| row.cells.last());
    let is_quote_open = last_cell.is_some_and(|cell| cell.contains(['\r', '\n']))
        && !text.trim_end().ends_with('"');
    if is_quote_open { self::rows(text, delimiter, false).collect() } else { rows }
}

/// Reads the rows of `text` one by one.
pub(super) fn rows(text: &str, delimiter: u8, quoting: bool) -> impl Iterator<Item = Row> {
    let reader: Reader<&[u8]> = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = LineCounter { text, byte: 0, line: 1 };
    // Text in memory has no read errors, and a flexible reader accepts rows of any length.
    reader.into_records().flatten().filter_map(move |record| {
        let byte = record.position().map_or(0, csv::Position::byte);
        let line = lines.line_at(usize::try_from(byte).unwrap_or(usize::MAX));
        let cells: Vec<_> = record.iter().map(without_guard).collect();
        cells.iter().any(|cell| !cell.trim().is_empty()).then_some(Row { line, cells })
    })
}

/// Counts lines as an editor does. The `csv` crate counts `\n` alone, and a row's position is before
/// the empty lines above it.
struct LineCounter<'a> {
    text: &'a str,
    byte: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn line_at(&mut self, byte: usize) -> usize {
        let rest = self.text.get(byte..).unwrap_or_default();
        let byte = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let passed = self.text.get(self.byte..byte).unwrap_or_default();
        self.line += passed.replace("\r\n", "\n").matches(['\r', '\n']).count();
        self.byte = byte;
        self.line
    }
}

/// Writes a file that spreadsheets open: with a byte order mark, CRLF, and a guard before cells that
/// they would take for a formula.
#[must_use]
pub fn write<const CELLS: usize>(rows: impl IntoIterator<Item = [String; CELLS]>) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<_> = row.iter().map(|cell| encode(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// Every delimiter that a spreadsheet may split at is quoted, or what follows it could become a
/// formula. The `csv` crate quotes only the delimiter that it writes.
fn encode(cell: &str) -> String {
    let guard = if is_formula(cell) { "'" } else { "" };
    if cell.contains([',', ';', '\t', '|', '"', '\r', '\n']) {
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    } else {
        format!("{guard}{cell}")
    }
}

/// Whether a spreadsheet may take `cell` for a formula. Apostrophes at its start count as part of it,
/// so that [`without_guard`] takes away exactly the one that was added.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn without_guard(cell: &str) -> String {
    cell.strip_prefix('\'').filter(|guarded| is_formula(guarded)).unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        read(text, delimiter).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn rows_end_at_any_line_break() {
        for text in [
            "Adam,https://a.example/x\r\nEve,\"a, b\"\r\n",
            "Adam,https://a.example/x\nEve,\"a, b\"",
            "\nAdam,https://a.example/x\r\n\r\nEve,\"a, b\"\r\n",
            "Adam,https://a.example/x\rEve,\"a, b\"\r,\r",
        ] {
            let expected = [["Adam", "https://a.example/x"], ["Eve", "a, b"]];
            assert_eq!(cells(text, b','), expected, "{text:?}");
        }
        assert_eq!(cells("", b','), Vec::<Vec<String>>::new());
        assert_eq!(cells(" \r\n", b','), Vec::<Vec<String>>::new());
    }

    #[test]
    fn quotes_hold_delimiters_line_breaks_and_quotes() {
        assert_eq!(
            cells("\"He said \"\"no\"\"\",\"two\nlines\"", b','),
            [["He said \"no\"", "two\nlines"]]
        );
    }

    #[test]
    fn a_quote_inside_a_bare_cell_is_a_character() {
        assert_eq!(cells("6\" Sub;x\nEve;y", b';'), [["6\" Sub", "x"], ["Eve", "y"]]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_a_character() {
        assert_eq!(cells("\"Sub;x\nEve;y\n", b';'), [["\"Sub", "x"], ["Eve", "y"]]);
    }

    #[test]
    fn a_long_cell_stays_whole() {
        let long = "é".repeat(1000);
        assert_eq!(cells(&format!("{long},\"{long}\""), b','), [[long.clone(), long]]);
    }

    #[test]
    fn a_row_has_the_line_that_it_begins_on() {
        let lines = |text| read(text, b',').into_iter().map(|row| row.line).collect::<Vec<_>>();
        assert_eq!(lines("a,1\n\n\nb,\"2\n3\"\nc,4"), [1, 4, 6]);
        assert_eq!(lines("\r\na,1\r\nb,2\r\n\r\nc,4\r\n"), [2, 3, 5]);
        assert_eq!(lines("a,1\rb,2\r\rc,4"), [1, 2, 4]);
    }

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for cell in ["=1+1", "+49", "-x", "@Adam", "\tx", "\rx", " =1", "'=1", "''=1", "＝1"] {
            let file = write([[cell.to_owned(), "b".to_owned()]]);
            let file = file.trim_start_matches('\u{feff}');
            assert!(file.trim_start_matches('"').starts_with('\''), "{file:?}");
            assert_eq!(cells(file, b','), [[cell, "b"]], "{file:?}");
        }
        for cell in ["Adam", "O'Neil", "'quoted'", "https://a.example/=1", "", "a;b\tc\"d\"\n"] {
            let file = write([[cell.to_owned(), "b".to_owned()]]);
            let file = file.trim_start_matches('\u{feff}');
            assert!(!file.contains("''") && cells(file, b',') == [[cell, "b"]], "{file:?}");
        }
    }

    #[test]
    fn what_follows_another_delimiter_is_quoted() {
        for cell in ["a;=1", "a\t=1", "a|=1"] {
            let file = write([[cell.to_owned()]]);
            assert_eq!(file, format!("\u{feff}\"{cell}\"\r\n"));
        }
    }

    #[test]
    fn a_file_has_a_byte_order_mark_and_crlf() {
        let row = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(write([row("a", "b,c"), row("d", "")]), "\u{feff}a,\"b,c\"\r\nd,\r\n");
    }
}
