//! JSON that is passed on unchanged.

use std::fmt;

use serde::{Serialize, Serializer, de::DeserializeOwned};
use serde_json::{
    Value,
    value::{RawValue, to_raw_value},
};

use crate::value::text_traits;

/// A JSON value as text, for data that this crate has no type for.
///
/// The text is kept as it is, including number formatting and the order of members. Two values are
/// equal if their texts are.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Parses `text`, which is one JSON value.
    ///
    /// # Errors
    /// [`JsonError`] if `text` is not one JSON value.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        serde_json::from_str(text.trim())
            .map(Self)
            .map_err(|error| JsonError { line: error.line(), column: error.column() })
    }

    /// Serializes `value`.
    ///
    /// # Errors
    /// [`JsonEncodeError`] if `value` cannot be represented as JSON, for example a map whose keys
    /// are not strings.
    pub fn from_serialize(value: &(impl Serialize + ?Sized)) -> Result<Self, JsonEncodeError> {
        to_raw_value(value).map(Self).map_err(|_| JsonEncodeError)
    }

    /// Serializes a type of this crate, which cannot fail: they have string keys only, and no
    /// `Serialize` implementation of theirs returns an error.
    pub(crate) fn encode(value: &(impl Serialize + ?Sized)) -> Self {
        let encoded = to_raw_value(value);
        debug_assert!(encoded.is_ok(), "a type of this crate cannot be serialized");
        Self(encoded.unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Json {}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self::encode(&value)
    }
}

text_traits! {
    Json: JsonError;
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Deserializes `json`; a lone surrogate costs its character only.
pub(crate) fn from_str<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    match serde_json::from_str(json) {
        Err(error) if error.is_syntax() => match replace_lone_surrogates(json) {
            Some(replaced) => serde_json::from_str(&replaced),
            None => Err(error),
        },
        result => result,
    }
}

/// Returns `json` with each escaped lone surrogate replaced by `\ufffd`; `None` if there is none.
///
/// `serde_json` refuses lone surrogates; a gateway that truncates texts can produce them.
pub(crate) fn replace_lone_surrogates(json: &str) -> Option<String> {
    let mut replaced = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at_checked(at)?;
        replaced.push_str(before);
        let taken = match (code_unit(escape), escape.get(6..).and_then(code_unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => escape.get(..12)?,
            (Some(0xd800..=0xdfff), _) => {
                replaced.push_str("\\ufffd");
                rest = escape.get(6..)?;
                continue;
            }
            (Some(_), _) => escape.get(..6)?,
            (None, _) => {
                let end = escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end);
                escape.get(..end)?
            }
        };
        replaced.push_str(taken);
        rest = escape.get(taken.len()..)?;
    }
    replaced.push_str(rest);
    (replaced != json).then_some(replaced)
}

/// The UTF-16 code unit of an escape such as `\u1234` at the start of `text`.
fn code_unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// A text is not JSON. The error contains nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not valid JSON: check line {line}, column {column}")]
pub struct JsonError {
    /// Line of the error, starting at 1.
    pub line: usize,
    /// Column of the error in bytes, starting at 1.
    pub column: usize,
}

/// A value cannot be serialized as JSON. The error contains nothing of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the value cannot be serialized as JSON: check for maps whose keys are not strings")]
pub struct JsonEncodeError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_kept_as_it_is() {
        let json = Json::parse(" {\"b\":1.50, \"a\":[] } ").unwrap();
        assert_eq!(json.as_str(), "{\"b\":1.50, \"a\":[] }");
        assert_eq!(Json::encode(&Some(json.clone())), json);
    }

    #[test]
    fn a_value_becomes_json_or_is_refused() {
        let value = serde_json::json!({"a": [1, null]});
        assert_eq!(Json::from(value.clone()).as_str(), r#"{"a":[1,null]}"#);
        assert_eq!(Json::from_serialize(&value), Ok(value.into()));
        let map = std::collections::BTreeMap::from([([1], 2)]);
        assert_eq!(Json::from_serialize(&map), Err(JsonEncodeError));
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
            assert_eq!(replace_lone_surrogates(text).as_deref(), mended, "{text}");
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
