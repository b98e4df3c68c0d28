//! JSON that is passed on as it is.

mod write;

use alloc::{
    borrow::ToOwned,
    boxed::Box,
    string::{String, ToString},
};
use core::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};
use serde_json::{
    Value,
    value::{RawValue, to_raw_value},
};

use crate::value::text_traits;

/// A JSON value, as text: what this crate has no type for can still be sent.
#[derive(Clone)]
pub struct Json(Box<str>);

impl Json {
    /// The JSON value in `text`, unchanged.
    ///
    /// # Errors
    /// [`JsonError`] if `text` is not one JSON value.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        match RawValue::from_string(text.trim().to_owned()) {
            Ok(value) => Ok(Self(value.get().into())),
            Err(error) => Err(JsonError { line: error.line(), column: error.column() }),
        }
    }

    /// `value` as JSON.
    ///
    /// # Errors
    /// [`JsonEncodeError`] if it cannot be written as such, for example because of a map whose keys
    /// are no texts.
    pub fn from_serialize(value: &(impl Serialize + ?Sized)) -> Result<Self, JsonEncodeError> {
        to_raw_value(value).map(|value| Self(value.get().into())).map_err(|_| JsonEncodeError)
    }

    /// `text`, which is JSON already: what `JSON.stringify` or another writer made.
    ///
    /// It is not checked: for a text that may be none there is [`parse`](Self::parse).
    #[must_use]
    pub fn from_encoded(text: String) -> Self {
        Self(text.into())
    }

    /// A text as a JSON value, in quotes.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::of(&text)
    }

    /// `value` as JSON.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        Self(write::json(value).into())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Json {
    /// As `serde_json` marks a text that it is to pass on as it is; [`RawValue`] does the same.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut raw = serializer.serialize_struct(write::RAW, 1)?;
        raw.serialize_field(write::RAW, &*self.0)?;
        raw.end()
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self::from_encoded(value.to_string())
    }
}

text_traits! {
    Json: JsonError;
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

/// `json` with every escape of half a character replaced by `\ufffd`; `None` if there is none.
pub(crate) fn whole_characters(json: &str) -> Option<String> {
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at_checked(at)?;
        mended.push_str(before);
        let taken = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => escape.get(..12)?,
            (Some(0xd800..=0xdfff), _) => {
                mended.push_str("\\ufffd");
                rest = escape.get(6..)?;
                continue;
            }
            (Some(_), _) => escape.get(..6)?,
            (None, _) => {
                let end = escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end);
                escape.get(..end)?
            }
        };
        mended.push_str(taken);
        rest = escape.get(taken.len()..)?;
    }
    mended.push_str(rest);
    (mended != json).then_some(mended)
}

/// The number in `\u1234` at the start of `escape`.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
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

/// A value cannot be written as JSON. It holds nothing of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this value cannot be written as JSON: look for maps whose keys are no texts")]
pub struct JsonEncodeError;

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
    fn a_value_becomes_json_or_is_refused() {
        let value = serde_json::json!({"a": [1, null]});
        assert_eq!(Json::from(value.clone()).as_str(), r#"{"a":[1,null]}"#);
        assert_eq!(Json::from_serialize(&value), Ok(value.into()));
        let odd = std::collections::BTreeMap::from([([1], 2)]);
        assert_eq!(Json::from_serialize(&odd), Err(JsonEncodeError));
    }

    #[test]
    fn half_a_character_is_replaced_and_nothing_else() {
        for (text, mended) in [
            (r#"["a\ud83d"]"#, Some(r#"["a\ufffd"]"#)),
            (r#"["\ude00\ud83d\ude00"]"#, Some(r#"["\ufffd\ud83d\ude00"]"#)),
            (r#"["\ud83d\ud83d\ude00é"]"#, Some(r#"["\ufffd\ud83d\ude00é"]"#)),
            (r#"["\\ud83d \u00eb \n \ud83d\ude00"]"#, None),
            (r#"["\"#, None),
            (r#"["\é\u12"#, None),
        ] {
            assert_eq!(whole_characters(text).as_deref(), mended, "{text}");
        }
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
