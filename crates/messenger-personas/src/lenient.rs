//! Lenient deserializers: an optional field of the wrong type becomes `None` instead of failing the
//! whole response.
//!
//! A message that was sent has been sent, whatever the type of an optional member in the response.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, IgnoredAny},
};
use serde_json::Value;

/// A string, or `None` for any other type.
pub(crate) fn string<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(StringVisitor)
}

/// A `T`, or `None` if the value is not one.
pub(crate) fn any<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(deserializer)?).ok())
}

/// A non-negative integer, in quotes or not, or `None` for any other value.
pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    })
}

/// The items of an array that are a `T`; empty if the value is not an array.
pub(crate) fn items<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let items = match Value::deserialize(deserializer)? {
        Value::Array(items) => items,
        _ => Vec::new(),
    };
    Ok(items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect())
}

/// Avoids a `Value` for every string: a listing has thousands.
struct StringVisitor;

impl<'de> de::Visitor<'de> for StringVisitor {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<String>, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Option<String>, E> {
        Ok(Some(text))
    }

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Option<String>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        #[serde(default, deserialize_with = "string")]
        text: Option<String>,
        #[serde(default, deserialize_with = "any")]
        number: Option<u8>,
        #[serde(default, deserialize_with = "count")]
        count: Option<u64>,
        #[serde(default, deserialize_with = "items")]
        texts: Vec<String>,
    }

    #[test]
    fn a_value_of_the_wrong_type_is_missing() {
        for value in ["null", "true", "-5.5", "-1", "[[1]]", r#"{"a":{}}"#] {
            let json =
                format!(r#"{{"text":{value},"number":{value},"count":{value},"texts":{value}}}"#);
            let row: Row = serde_json::from_str(&json).unwrap();
            assert_eq!(
                row,
                Row { text: None, number: None, count: None, texts: vec![] },
                "{value}"
            );
        }
        let json = r#"{"text":"a\u00eb","number":5,"count":"7","texts":["x",1,"y"]}"#;
        let row: Row = serde_json::from_str(json).unwrap();
        assert_eq!((row.text.as_deref(), row.number, row.count), (Some("aë"), Some(5), Some(7)));
        assert_eq!(row.texts, ["x", "y"]);
    }
}
