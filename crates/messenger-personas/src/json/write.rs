//! Writes the types of this crate as JSON.
//!
//! They hold texts, whole numbers, lists and members, and nothing of it can fail to be written:
//! a serializer that knows no more than that is a fifth of `serde_json`'s in a wasm file. What a
//! caller gives goes through `serde_json`.

use alloc::string::String;
use core::fmt::{self, Display, Write as _};

use serde::{Serialize, Serializer, ser};

/// `value` as JSON.
pub(super) fn json(value: &impl Serialize) -> String {
    let mut text = String::with_capacity(LONG_ENOUGH);
    let written = value.serialize(Writer(&mut text, Text::Quoted));
    debug_assert!(written.is_ok(), "a type of this crate is no JSON");
    text
}

/// The name by which `serde_json` knows a text that it is to pass on.
pub(super) const RAW: &str = "$serde_json::private::RawValue";

/// Writes one value at the end of a text.
struct Writer<'a>(&'a mut String, Text);

/// What becomes of a text.
enum Text {
    /// It stands in quotes.
    Quoted,
    /// It is JSON.
    Raw,
}

/// Writes what stands between brackets, and the closing one.
struct Inside<'a> {
    text: &'a mut String,
    end: &'static str,
    is_raw: bool,
}

impl<'a> Inside<'a> {
    fn open(text: &'a mut String, start: &str, end: &'static str) -> Self {
        text.push_str(start);
        Self { text, end, is_raw: false }
    }

    fn separate(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }

    fn name(&mut self, name: &str) {
        self.separate();
        write_text(self.text, name);
        self.text.push(':');
    }
}

/// What no type of this crate is.
#[derive(Debug)]
pub(super) struct Unwritable;

type Written = Result<(), Unwritable>;

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Inside<'a>;
    type SerializeTuple = Inside<'a>;
    type SerializeTupleStruct = ser::Impossible<(), Unwritable>;
    type SerializeTupleVariant = ser::Impossible<(), Unwritable>;
    type SerializeMap = Inside<'a>;
    type SerializeStruct = Inside<'a>;
    type SerializeStructVariant = Inside<'a>;

    fn serialize_bool(self, value: bool) -> Written {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Written {
        write!(self.0, "{value}").map_err(|_| Unwritable)
    }

    fn serialize_i8(self, value: i8) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Written {
        write!(self.0, "{value}").map_err(|_| Unwritable)
    }

    fn serialize_f32(self, _: f32) -> Written {
        Err(Unwritable)
    }

    fn serialize_f64(self, _: f64) -> Written {
        Err(Unwritable)
    }

    fn serialize_char(self, _: char) -> Written {
        Err(Unwritable)
    }

    fn serialize_str(self, value: &str) -> Written {
        match self.1 {
            Text::Quoted => write_text(self.0, value),
            Text::Raw => self.0.push_str(value),
        }
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Written {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.0.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        let mut inside = Inside::open(self.0, "{", "}");
        inside.name(variant);
        value.serialize(Writer(inside.text, Text::Quoted))?;
        inside.text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'a>, Unwritable> {
        Ok(Inside::open(self.0, "[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'a>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'a>, Unwritable> {
        Ok(Inside::open(self.0, "{", "}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Inside<'a>, Unwritable> {
        if name == RAW {
            return Ok(Inside { text: self.0, end: "", is_raw: true });
        }
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'a>, Unwritable> {
        let mut inside = Inside::open(self.0, "{", "}}");
        inside.name(variant);
        inside.text.push('{');
        Ok(inside)
    }
}

impl ser::SerializeSeq for Inside<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.separate();
        value.serialize(Writer(self.text, Text::Quoted))
    }

    fn end(self) -> Written {
        self.text.push_str(self.end);
        Ok(())
    }
}

impl ser::SerializeTuple for Inside<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Written {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.separate();
        key.serialize(Writer(self.text, Text::Quoted))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.text.push(':');
        value.serialize(Writer(self.text, Text::Quoted))
    }

    fn end(self) -> Written {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeStruct for Inside<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        if self.is_raw {
            return value.serialize(Writer(self.text, Text::Raw));
        }
        self.name(name);
        value.serialize(Writer(self.text, Text::Quoted))
    }

    fn end(self) -> Written {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeStructVariant for Inside<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        ser::SerializeStruct::serialize_field(self, name, value)
    }

    fn end(self) -> Written {
        ser::SerializeSeq::end(self)
    }
}

impl ser::Error for Unwritable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

impl core::error::Error for Unwritable {}

impl Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this cannot be written as JSON")
    }
}

fn write_text(text: &mut String, value: &str) {
    text.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\0'..='\u{1f}' => {
                let digit = |four: u32| char::from_digit(four & 15, 16).unwrap_or('0');
                text.push_str("\\u00");
                text.extend([digit(u32::from(c) >> 4), digit(u32::from(c))]);
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// For most values.
const LONG_ENOUGH: usize = 128;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::Json;

    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Unit,
        One(u8),
        Named { x: i32 },
    }

    #[derive(Serialize)]
    struct All<'a> {
        text: &'a str,
        none: Option<bool>,
        some: Option<bool>,
        list: Vec<Kind>,
        empty: [u64; 0],
        #[serde(flatten)]
        map: BTreeMap<&'a str, i64>,
        raw: Json,
    }

    #[test]
    fn it_writes_what_serde_json_writes() {
        let text: String =
            (0..0x180).filter_map(char::from_u32).chain("\u{2028}👍".chars()).collect();
        let all = All {
            text: &text,
            none: None,
            some: Some(true),
            list: vec![Kind::Unit, Kind::One(255), Kind::Named { x: -5 }],
            empty: [],
            map: BTreeMap::from([("b\"", i64::MIN), ("c", 0)]),
            raw: Json::parse("[1.50, {}]").unwrap(),
        };
        assert_eq!(json(&all), serde_json::to_string(&all).unwrap());
    }
}
