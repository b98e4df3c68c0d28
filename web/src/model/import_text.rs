//! What was pasted or read from a file, as lines of one form.

use serde_json::Value;

use super::{
    csv::{self, Row},
    letters::{is_alphanumeric, lower_case},
};

/// What one row or object says, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The line of the text that the row begins on, or which object of a JSON list it is; from 1.
    pub number: usize,
    /// The name.
    pub name: String,
    /// Where the picture is.
    pub picture_url: String,
    /// The id, empty if there is none.
    pub id: String,
}

/// Why a text cannot be imported at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// There is no row in it.
    Empty,
    /// It is not UTF-8, so letters are lost.
    Encoding,
    /// It begins as JSON and is none.
    Json {
        /// Where it breaks off.
        line: usize,
        /// Where in that line.
        column: usize,
    },
    /// It is JSON and no list of objects.
    NoList,
    /// Its first row names columns, and the name or the picture is not among them.
    Columns,
}

/// The rows of `text`: JSON if it begins like that, else separated by tabs, commas or semicolons.
///
/// # Errors
/// [`TextError`] if it has no rows that could be told apart.
pub fn read(text: &str) -> Result<Vec<Line>, TextError> {
    if text.contains([char::REPLACEMENT_CHARACTER, '\0']) {
        return Err(TextError::Encoding);
    }
    let text = text.trim_start_matches('\u{feff}');
    let lines = if text.trim_start().starts_with(['[', '{']) {
        read_json(text)?
    } else {
        read_rows(csv::read(text))?
    };
    if lines.is_empty() { Err(TextError::Empty) } else { Ok(lines) }
}

fn read_rows(rows: Vec<Row>) -> Result<Vec<Line>, TextError> {
    let mut columns = Columns { name: 0, picture_url: 1, id: 2 };
    let mut rows = rows.into_iter().peekable();
    if let Some(first) = rows.peek() {
        match Columns::named(&first.cells) {
            Named::All(named) => {
                columns = named;
                rows.next();
            }
            Named::Some => return Err(TextError::Columns),
            Named::None => {}
        }
    }
    let lines = rows.map(|row| {
        let cell = |place: usize| row.cells.get(place).map(|c| c.trim()).unwrap_or_default();
        Line {
            number: row.line,
            name: cell(columns.name).to_owned(),
            picture_url: cell(columns.picture_url).to_owned(),
            id: cell(columns.id).to_owned(),
        }
    });
    Ok(lines.collect())
}

/// Which cell holds what.
struct Columns {
    name: usize,
    picture_url: usize,
    id: usize,
}

enum Named {
    None,
    Some,
    All(Columns),
}

impl Columns {
    fn named(cells: &[String]) -> Named {
        let place = |names: &[&str]| {
            cells.iter().position(|cell| names.contains(&column_name(cell).as_str()))
        };
        match (place(NAMES), place(PICTURES)) {
            (Some(name), Some(picture_url)) => {
                let id = place(IDS).unwrap_or(cells.len());
                Named::All(Self { name, picture_url, id })
            }
            (None, None) => Named::None,
            // A persona may be called "Name" or "Image": only another known word makes it a header.
            (Some(_), None) if cells.get(1).is_some_and(|cell| cell.contains("://")) => Named::None,
            (Some(_), None) | (None, Some(_)) => Named::Some,
        }
    }
}

/// A column's name without what people write differently.
fn column_name(cell: &str) -> String {
    let letters: String = cell.chars().filter(|c| is_alphanumeric(*c)).collect();
    lower_case(&letters)
}

fn read_json(text: &str) -> Result<Vec<Line>, TextError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| TextError::Json { line: error.line(), column: error.column() })?;
    let list = match &value {
        Value::Array(list) => list,
        // As Graph lists.
        Value::Object(listing) => match listing.get("data") {
            Some(Value::Array(list)) => list,
            _ => return Err(TextError::NoList),
        },
        _ => return Err(TextError::NoList),
    };
    list.iter().enumerate().map(|(place, item)| of_json(place + 1, item)).collect()
}

fn of_json(number: usize, item: &Value) -> Result<Line, TextError> {
    let Value::Object(fields) = item else { return Err(TextError::NoList) };
    let field = |names: &[&str]| {
        let found = fields.iter().find(|(name, _)| names.contains(&column_name(name).as_str()));
        match found {
            Some((_, Value::String(text))) => text.trim().to_owned(),
            Some((_, Value::Number(number))) => number.to_string(),
            _ => String::new(),
        }
    };
    Ok(Line { number, name: field(NAMES), picture_url: field(PICTURES), id: field(IDS) })
}

const NAMES: &[&str] = &["name", "personaname"];
const PICTURES: &[&str] =
    &["profilepictureurl", "pictureurl", "profilepicture", "picture", "imageurl", "image", "url"];
const IDS: &[&str] = &["id", "personaid"];

#[cfg(test)]
mod tests {
    use super::*;

    fn adam(number: usize, id: &str) -> Line {
        Line {
            number,
            name: "Adam".to_owned(),
            picture_url: "https://a.example/a".to_owned(),
            id: id.to_owned(),
        }
    }

    #[test]
    fn rows_objects_and_listings_say_the_same() {
        for (text, number, id) in [
            ("Adam,https://a.example/a", 1, ""),
            (" Adam \t https://a.example/a \t 7\n", 1, "7"),
            ("name,profile_picture_url,id\r\nAdam,https://a.example/a,7\r\n", 2, "7"),
            ("Picture URL;ID;Name;Note\n\nhttps://a.example/a;7;Adam;x", 3, "7"),
            (r#"[{"name":"Adam","profile_picture_url":"https://a.example/a"}]"#, 1, ""),
            (
                "\u{feff} [{\"id\":7,\"name\":\"Adam\",\"pictureUrl\":\"https://a.example/a\"}]",
                1,
                "7",
            ),
            (r#"{"data":[{"id":"7","name":"Adam","picture":"https://a.example/a"}]}"#, 1, "7"),
        ] {
            assert_eq!(read(text), Ok(vec![adam(number, id)]), "{text}");
        }
    }

    #[test]
    fn a_persona_may_be_called_as_a_column() {
        let lines = read("Name,https://a.example/a\nAdam,https://a.example/a").unwrap();
        assert_eq!(lines[0].name, "Name");
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn what_is_no_list_of_personas_is_refused() {
        for (text, expected) in [
            ("", TextError::Empty),
            (" \r\n", TextError::Empty),
            ("name,picture_url\n", TextError::Empty),
            ("[]", TextError::Empty),
            ("name,town\nAdam,Rome", TextError::Columns),
            ("picture,town\nhttps://a.example/a,Rome", TextError::Columns),
            ("Zo\u{fffd},https://a.example/a", TextError::Encoding),
            ("[{", TextError::Json { line: 1, column: 2 }),
            ("{}", TextError::NoList),
            ("[1]", TextError::NoList),
        ] {
            assert_eq!(read(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn a_row_that_lacks_cells_is_read_as_far_as_it_goes() {
        assert_eq!(
            read("Adam").unwrap(),
            [Line { number: 1, name: "Adam".to_owned(), ..Line::default() }]
        );
    }
}
