//! JSON that is passed on as it is.

use std::fmt;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

/// A JSON value, as text: what this crate has no type for can still be sent.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct Json(Box<RawValue>);

impl Json {
    /// The JSON value in `text`, unchanged.
    ///
    /// # Errors
    /// [`JsonError`] if `text` is not one JSON value.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        match RawValue::from_string(text.trim().to_owned()) {
            Ok(value) => Ok(Self(value)),
            Err(error) => Err(JsonError { line: error.line(), column: error.column() }),
        }
    }

    /// `value` as JSON.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        let written = to_raw_value(value);
        // What is given here are types of this crate, none of which can fail to be written.
        debug_assert!(written.is_ok(), "a type of this crate is no JSON");
        Self(written.unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

impl PartialEq for Json {
    /// Whether both are the same text.
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text is not JSON. It holds none of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not JSON: look at line {line}, column {column}")]
pub struct JsonError {
    /// Where reading stopped, counting from 1.
    pub line: usize,
    /// Where in that line, counting bytes from 1.
    pub column: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_kept_as_it_is_written() {
        let json = Json::parse(" {\"b\":1.50, \"a\":[] } ").unwrap();
        assert_eq!(json.as_str(), "{\"b\":1.50, \"a\":[] }");
        assert_eq!(Json::of(&Some(json.clone())), json);
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        assert_eq!(Json::parse("{\n'a':1}").unwrap_err(), JsonError { line: 2, column: 1 });
        for text in ["", "{", "{} {}", "nul", "[1,]"] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
    }
}
