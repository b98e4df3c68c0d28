//! Text that was pasted or read from a file, as a table.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{delimiter, table::Table};
use crate::model::csv::{self, Row};

/// Why a text cannot be imported at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// It has no rows.
    Empty,
    /// It has replacement characters or NULs: it was decoded with the wrong encoding.
    LostCharacters,
    /// It begins like JSON, and is not valid JSON.
    Json {
        /// The line of the error.
        line: usize,
        /// The column in that line.
        column: usize,
    },
    /// It is JSON, and not a list of objects.
    NotAList,
}

/// Parses `text`: as JSON if it begins like that, else as rows of cells, whose delimiter is detected.
///
/// # Errors
/// [`ParseError`] if it has no rows, or cannot be divided into rows.
pub fn parse(text: &str) -> Result<Table, ParseError> {
    if text.contains([char::REPLACEMENT_CHARACTER, '\0']) {
        return Err(ParseError::LostCharacters);
    }
    let text = text.trim_start_matches('\u{feff}');
    let table = if text.trim_start().starts_with(['[', '{']) {
        parse_json(text)?
    } else {
        let (delimiter, rows) =
            delimiter::declared(text).unwrap_or_else(|| (delimiter::detect(text), text));
        Table::from_rows(csv::read(rows, delimiter))
    };
    if table.is_empty() { Err(ParseError::Empty) } else { Ok(table) }
}

/// A list of objects, by itself or in the `data` of a listing as Graph returns it.
fn parse_json(text: &str) -> Result<Table, ParseError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| ParseError::Json { line: error.line(), column: error.column() })?;
    let list = value.as_array().or_else(|| value.get("data")?.as_array());
    let objects: Option<Vec<_>> =
        list.ok_or(ParseError::NotAList)?.iter().map(Value::as_object).collect();
    let objects = objects.ok_or(ParseError::NotAList)?;
    let keys: BTreeSet<_> = objects.iter().flat_map(|object| object.keys().cloned()).collect();
    let keys: Vec<_> = keys.into_iter().collect();
    let row = |(index, object): (usize, &&Map<String, Value>)| Row {
        line: index + 1,
        cells: keys.iter().map(|key| cell(object.get(key))).collect(),
    };
    let rows = objects.iter().enumerate().map(row).collect();
    Ok(Table::from_json(keys, rows))
}

fn cell(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::import::table::Record;

    fn ada(line: usize, id: &str) -> Record {
        Record {
            line,
            name: "Ada".to_owned(),
            picture_url: "https://a.example/a".to_owned(),
            id: id.to_owned(),
        }
    }

    /// The records of a text whose columns are all known.
    fn records(text: &str) -> Vec<Record> {
        let table = parse(text).unwrap();
        assert!(!table.needs_mapping(), "{text}");
        table.records(&table.suggest_mapping())
    }

    fn names_and_pictures(text: &str) -> Vec<(String, String)> {
        records(text).into_iter().map(|record| (record.name, record.picture_url)).collect()
    }

    #[test]
    fn rows_objects_and_listings_are_the_same() {
        for (text, line, id) in [
            ("Ada,https://a.example/a", 1, ""),
            (" Ada \t https://a.example/a \t 7\n", 1, "7"),
            ("name,profile_picture_url,id\r\nAda,https://a.example/a,7\r\n", 2, "7"),
            ("Picture URL;ID;Name;Note\n\nhttps://a.example/a;7;Ada;x", 3, "7"),
            (r#"[{"name":"Ada","profile_picture_url":"https://a.example/a"}]"#, 1, ""),
            (
                "\u{feff} [{\"id\":7,\"name\":\"Ada\",\"pictureUrl\":\"https://a.example/a\"}]",
                1,
                "7",
            ),
            (r#"{"data":[{"id":"7","name":"Ada","picture":"https://a.example/a"}]}"#, 1, "7"),
        ] {
            assert_eq!(records(text), [ada(line, id)], "{text}");
        }
    }

    #[test]
    fn urls_may_have_commas_in_them() {
        let url = |name: &str| format!("https://img.example/t/w_64,h_64,c_fill/{name}.jpg");
        let text = format!("Ada L.;{}\r\nBea T.;{}\r\n", url("ada"), url("bea"));
        let expected = [("Ada L.".to_owned(), url("ada")), ("Bea T.".to_owned(), url("bea"))];
        assert_eq!(names_and_pictures(&text), expected);
    }

    #[test]
    fn a_line_that_declares_the_delimiter_is_not_a_row() {
        let text = "sep=;\r\nname;profile_picture_url\r\nAda;https://a.example/a\r\n";
        assert_eq!(records(text), [ada(3, "")]);
    }

    #[test]
    fn a_quote_in_a_name_is_part_of_it() {
        let text = "Ada 6\" Sub;https://a.example/a\r\nBea;https://a.example/b\r\n";
        let records = names_and_pictures(text);
        assert_eq!(records[0], ("Ada 6\" Sub".to_owned(), "https://a.example/a".to_owned()));
        assert_eq!(records.len(), 2);
    }

    #[test]
    fn headers_of_other_tools_and_languages_are_known() {
        for header in
            ["Name,Avatar URL", "Name;Bild-URL", "Full Name,Avatar,Email", "Nom\tPhoto", "Name|URL"]
        {
            let delimiter = header.chars().find(|c| ",;\t|".contains(*c)).unwrap();
            let text = format!("{header}\r\nAda{delimiter}https://a.example/a\r\n");
            assert_eq!(records(&text), [ada(2, "")], "{header}");
        }
    }

    #[test]
    fn unknown_headers_are_not_personas() {
        for text in [
            "Mitarbeiter;Porträt;E-Mail\nAda;https://a.example/a;ada@a.example",
            r#"[{"E-Mail":"ada@a.example","Mitarbeiter":"Ada","Porträt":"https://a.example/a"}]"#,
        ] {
            let table = parse(text).unwrap();
            assert!(table.needs_mapping() && table.has_header());
            let record = table.records(&table.suggest_mapping()).remove(0);
            assert_eq!(record.picture_url, "https://a.example/a");
        }
    }

    #[test]
    fn a_text_without_personas_is_refused() {
        for (text, expected) in [
            ("", ParseError::Empty),
            (" \r\n", ParseError::Empty),
            ("name,picture_url\n", ParseError::Empty),
            ("sep=;\nname;picture_url\n", ParseError::Empty),
            ("[]", ParseError::Empty),
            ("Zo\u{fffd},https://a.example/a", ParseError::LostCharacters),
            ("[{", ParseError::Json { line: 1, column: 2 }),
            ("{}", ParseError::NotAList),
            ("[1]", ParseError::NotAList),
        ] {
            assert_eq!(parse(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn cells_that_are_missing_are_empty() {
        let expected = Record { line: 1, name: "Ada".to_owned(), ..Record::default() };
        assert_eq!(records("Ada"), [expected]);
    }
}
