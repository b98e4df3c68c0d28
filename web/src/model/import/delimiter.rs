//! Finds out which character separates the cells of a text.

use super::columns::{is_known, is_url};
use crate::model::csv::{self, Row};

/// The delimiter that the first line declares, as in Excel's `sep=;`, and the text after that line.
pub(super) fn declared(text: &str) -> Option<(u8, &str)> {
    let (line, _) = text.split_once(['\r', '\n'])?;
    let declaration = line.trim_matches('"');
    let (key, value) = declaration.split_at_checked(4)?;
    let &[delimiter] = value.as_bytes() else { return None };
    let rest = text.strip_prefix(line)?;
    (key.eq_ignore_ascii_case("sep=") && delimiter.is_ascii()).then_some((delimiter, rest))
}

/// The delimiter that makes the most sense of the first rows: the one that yields known column names
/// and whole URLs. Counting characters would not do, because URLs have commas and names have quotes.
pub(super) fn detect(text: &str) -> u8 {
    CANDIDATES.into_iter().max_by_key(|delimiter| score(text, *delimiter)).unwrap_or(b',')
}

/// How well `delimiter` fits: known column names, then rows with a URL, then rows with several cells.
fn score(text: &str, delimiter: u8) -> (usize, usize, usize) {
    let rows: Vec<_> = csv::rows(text, delimiter, true).take(SAMPLE).collect();
    let several: Vec<_> = rows.iter().filter(|row| row.cells.len() > 1).collect();
    let names =
        rows.first().map_or(0, |row| row.cells.iter().filter(|cell| is_known(cell)).count());
    let urls = several.iter().map(|row| url_score(row, delimiter)).sum();
    (names, urls, several.len())
}

/// A URL that is cut in two leaves a piece of itself, with the right delimiter in it, in another cell.
fn url_score(row: &Row, delimiter: u8) -> usize {
    let (urls, others): (Vec<_>, Vec<_>) = row.cells.iter().partition(|cell| is_url(cell));
    let is_other_delimiter = |c: char| {
        CANDIDATES.iter().any(|candidate| *candidate != delimiter && char::from(*candidate) == c)
    };
    match urls.len() {
        0 => 0,
        _ if others.iter().any(|cell| cell.contains(is_other_delimiter)) => 2,
        _ => 3,
    }
}

/// Of several that fit equally well, the last is taken.
const CANDIDATES: [u8; 4] = [b'|', b';', b',', b'\t'];

/// How many rows are looked at.
const SAMPLE: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delimiter_is_found_by_what_it_yields() {
        for (text, expected) in [
            ("Ada,https://a.example/a\nBea,https://a.example/b", ','),
            ("Ada;https://a.example/a", ';'),
            ("Ada\thttps://a.example/a\nBea, B.\thttps://a.example/b", '\t'),
            ("Ada|https://a.example/a", '|'),
            // URLs and names with delimiters in them, in either order of the columns.
            ("Ada;https://a.example/w_200,h_200,c_fill/a.jpg", ';'),
            ("https://a.example/w_200,h_200/a.jpg;Ada", ';'),
            ("Ada,https://a.example/a;v=1;w=2", ','),
            ("https://a.example/a;v=1,Ada", ','),
            ("Lovelace, Ada;https://a.example/a", ';'),
            ("\"Lovelace; Ada\",https://a.example/a", ','),
            // A quote that is part of a name.
            ("Ada 6\" Sub;https://a.example/a,b\nBea;https://a.example/b", ';'),
            // Known names, before there is a URL.
            ("Name;Foto, groß;Avatar\nAda;x;y", ';'),
            ("Name,Image;Notes\n", ','),
            // Nothing to go by.
            ("Ada;Rome", ';'),
            ("Ada, Bea; Cleo", ','),
            ("Ada", '\t'),
            ("", '\t'),
        ] {
            assert_eq!(char::from(detect(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn excel_declares_a_delimiter() {
        assert_eq!(declared("sep=;\r\nAda;x"), Some((b';', "\r\nAda;x")));
        assert_eq!(declared("SEP=\t\nAda\tx"), Some((b'\t', "\nAda\tx")));
        assert_eq!(declared("\"sep=|\"\nAda|x"), Some((b'|', "\nAda|x")));
        for text in ["sep=;", "sep=\n", "sep=ab\n", "sep=é\n", "Ada;x\n", "s\n", ""] {
            assert_eq!(declared(text), None, "{text:?}");
        }
    }
}
