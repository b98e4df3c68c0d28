//! Rows of text: RFC 4180, and what spreadsheets make of it.

use csv_core::{ReadFieldResult, ReaderBuilder};

/// One row, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the text, counted from 1.
    pub line: usize,
    /// The cells, without the quotes around them and without the guard that [`write()`] sets.
    pub cells: Vec<String>,
}

/// The rows of `text`, whose cells are separated by tabs, commas or semicolons. A byte order mark
/// and empty rows are passed over; any line end will do.
#[must_use]
pub fn read(text: &str) -> Vec<Row> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new().delimiter(separator(text)).build();
    let mut rest = text.as_bytes();
    let mut rows: Vec<Row> = Vec::new();
    let mut row = Row { line: 1, cells: Vec::new() };
    let mut line = 1;
    let mut cell = Vec::new();
    let mut part = [0; 256];
    loop {
        if row.cells.is_empty() && cell.is_empty() {
            let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            line += lines(rest.get(..ends));
            rest = rest.get(ends..).unwrap_or_default();
            row.line = line;
        }
        let (result, read, written) = reader.read_field(rest, &mut part);
        line += lines(rest.get(..read));
        rest = rest.get(read..).unwrap_or_default();
        cell.extend_from_slice(part.get(..written).unwrap_or_default());
        match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                let text = String::from_utf8_lossy(&std::mem::take(&mut cell)).into_owned();
                row.cells.push(without_guard(text));
                if record_end {
                    let next = Row { line, cells: Vec::new() };
                    let row = std::mem::replace(&mut row, next);
                    if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                        rows.push(row);
                    }
                }
            }
            ReadFieldResult::End => return rows,
        }
    }
}

/// `rows` as a file that spreadsheets open: with a byte order mark, CRLF, and a guard before what
/// they would take for a formula. [`read()`] takes the guard away.
#[must_use]
pub fn write<const CELLS: usize>(rows: impl IntoIterator<Item = [String; CELLS]>) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            push_cell(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text
}

fn push_cell(text: &mut String, cell: &str) {
    let guard = if is_risky(cell) { "'" } else { "" };
    if cell.contains([',', ';', '\t', '"', '\r', '\n']) {
        text.push('"');
        text.push_str(guard);
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(guard);
        text.push_str(cell);
    }
}

/// Whether a spreadsheet may calculate with `cell`. A cell that only lacks the guard counts too, so
/// that a guard which was there before is not taken away.
fn is_risky(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

fn without_guard(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(guarded) if is_risky(guarded) => guarded.to_owned(),
        _ => cell,
    }
}

/// What separates the cells of the first line, quoted ones left out.
fn separator(text: &str) -> u8 {
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (separator, count) in &mut counts {
                    *count += usize::from(*separator == byte);
                }
            }
        }
    }
    // A tab is in no name and no address, so one is enough; of as many, the comma is meant.
    let [(_, tabs), (_, semicolons), (_, commas)] = counts;
    match (tabs, semicolons, commas) {
        (1.., _, _) => b'\t',
        (0, semicolons, commas) if semicolons > commas => b';',
        _ => b',',
    }
}

fn lines(bytes: Option<&[u8]>) -> usize {
    bytes.unwrap_or_default().split(|byte| *byte == b'\n').skip(1).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        for text in [
            "Adam,https://a.example/x\r\nEve,\"a, b\"\r\n",
            "\u{feff}Adam,https://a.example/x\nEve,\"a, b\"",
            "Adam\thttps://a.example/x\nEve\ta, b\n",
            "Adam;https://a.example/x\r\n\r\nEve;a, b\r\n",
            "Adam,https://a.example/x\rEve,\"a, b\"\r,\r",
        ] {
            assert_eq!(cells(text), [["Adam", "https://a.example/x"], ["Eve", "a, b"]], "{text:?}");
        }
        assert_eq!(cells(""), Vec::<Vec<String>>::new());
        assert_eq!(cells(" \r\n"), Vec::<Vec<String>>::new());
        assert_eq!(
            cells("\"He said \"\"no\"\"\",\"two\nlines\""),
            [["He said \"no\"", "two\nlines"]]
        );
    }

    #[test]
    fn a_long_cell_stays_whole() {
        let long = "é".repeat(1000);
        assert_eq!(cells(&format!("{long},\"{long}\"")), [[long.clone(), long]]);
    }

    #[test]
    fn a_row_knows_its_line() {
        let lines = |text| read(text).into_iter().map(|row| row.line).collect::<Vec<_>>();
        assert_eq!(lines("a,1\n\n\nb,\"2\n3\"\nc,4"), [1, 4, 6]);
        assert_eq!(lines("\r\na,1\r\nb,2\r\n\r\nc,4\r\n"), [2, 3, 5]);
    }

    #[test]
    fn formulas_are_neutralised_and_come_back() {
        for cell in ["=1+1", "+49", "-x", "@Adam", "\tx", "\rx", " =1", "'=1", "''=1", "＝1"] {
            let file = write([[cell.to_owned(), "b".to_owned()]]);
            let bare = file.trim_start_matches('\u{feff}').trim_start_matches('"');
            assert!(bare.starts_with('\''), "{file:?}");
            assert_eq!(cells(&file), [[cell, "b"]], "{file:?}");
        }
        for cell in ["Adam", "O'Neil", "'quoted'", "https://a.example/=1", "", "a;b\tc\"d\"\n"] {
            let file = write([[cell.to_owned(), "b".to_owned()]]);
            assert!(!file.contains("''") && cells(&file) == [[cell, "b"]], "{file:?}");
        }
    }

    #[test]
    fn a_file_has_a_mark_and_crlf() {
        let row = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(write([row("a", "b,c"), row("d", "")]), "\u{feff}a,\"b,c\"\r\nd,\r\n");
    }
}
