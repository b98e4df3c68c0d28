//! What a message is made of, as tables: names in JavaScript and on the wire, and what each value
//! has to be. One function reads all of them and writes JSON at once.
//!
//! The rules are the core's: a table names the type whose `parse` decides.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::{fmt::Display, str::FromStr};

use messenger_personas::{Json, TextLimit, ValueError};
use wasm_bindgen::JsValue;

use crate::{fields::Fields, input::checked, outcome::Failure};

/// An object.
pub(crate) struct Shape {
    /// In errors.
    pub(crate) name: &'static str,
    pub(crate) members: &'static [Member],
    /// What holds between members.
    pub(crate) rule: Option<Rule>,
}

type Rule = fn(&Fields<'_>) -> Result<(), Failure>;

/// A value in an object.
pub(crate) struct Member {
    /// In JavaScript.
    pub(crate) name: &'static str,
    /// In Graph's spelling.
    pub(crate) wire: &'static str,
    pub(crate) is_needed: bool,
    pub(crate) kind: Kind,
}

/// What a value is.
pub(crate) enum Kind {
    /// A text that a type of the core takes, as that type writes it.
    Text(fn(&str) -> Result<String, Failure>),
    /// A text that is written as it is, within a limit of the core.
    Within(TextLimit),
    /// A text that a type of the core takes and that is written as a number.
    Amount(fn(&str) -> Result<String, Failure>),
    Word(&'static [&'static str]),
    /// The first of these words if it is left out.
    Usual(&'static [&'static str]),
    Flag,
    /// A whole number within bounds, and what it counts.
    Number(&'static str, u32, u32),
    /// The same, written as a text.
    Digits(&'static str, u32, u32),
    Object(&'static Shape),
    /// Some objects, and how many there may be.
    Each(&'static Union, fn(&[JsValue]) -> Result<(), Failure>),
}

/// Objects that are told apart by the word called `tag`; there is none if there is one shape.
pub(crate) struct Union {
    pub(crate) name: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) words: &'static [&'static str],
    pub(crate) shapes: &'static [&'static Shape],
}

impl Union {
    pub(crate) fn write(&self, out: &mut String, input: JsValue) -> Result<(), Failure> {
        let place = match self.words {
            [] => 0,
            words => Fields::any(input.clone(), self.name)?.one_of(self.tag, words)?,
        };
        match self.shapes.get(place) {
            Some(shape) => shape.write(out, input),
            None => Ok(()),
        }
    }
}

impl Shape {
    /// Writes `input` behind `out`.
    pub(crate) fn write(&self, out: &mut String, input: JsValue) -> Result<(), Failure> {
        let names: Vec<&str> = self.members.iter().map(|member| member.name).collect();
        let fields = Fields::of(input, self.name, &names)?;
        if let Some(rule) = self.rule {
            rule(&fields)?;
        }
        out.push('{');
        write(out, &fields, self.members)?;
        out.push('}');
        Ok(())
    }
}

/// Writes those `members` that are there.
pub(crate) fn write(
    out: &mut String,
    fields: &Fields<'_>,
    members: &[Member],
) -> Result<(), Failure> {
    for member in members {
        let name = member.name;
        let value = fields.value(name);
        if value.is_none() && !matches!(member.kind, Kind::Usual(_)) {
            if member.is_needed {
                return Err(fields.wrong(name, "is missing"));
            }
            continue;
        }
        if !out.ends_with(['{', '[']) {
            out.push(',');
        }
        quoted(out, member.wire);
        out.push(':');
        match &member.kind {
            Kind::Text(check) => text(out, &check(&fields.text(name)?)?),
            Kind::Within(limit) => {
                let given = fields.text(name)?;
                checked(limit.check(&given))?;
                text(out, &given);
            }
            Kind::Amount(check) => out.push_str(&check(&fields.text(name)?)?),
            Kind::Word(words) => word(out, words, fields.one_of(name, words)?),
            Kind::Usual(words) => {
                word(out, words, fields.maybe_one_of(name, words)?.unwrap_or_default());
            }
            Kind::Flag => out.push_str(if fields.flag(name)? { "true" } else { "false" }),
            Kind::Number(what, least, most) => {
                out.push_str(&digits(fields, name, what, (*least, *most))?);
            }
            Kind::Digits(what, least, most) => {
                quoted(out, &digits(fields, name, what, (*least, *most))?);
            }
            Kind::Object(shape) => shape.write(out, value.unwrap_or_default())?,
            Kind::Each(union, count) => {
                let items = fields.items(name)?.unwrap_or_default();
                count(&items)?;
                out.push('[');
                for item in items {
                    if !out.ends_with('[') {
                        out.push(',');
                    }
                    union.write(out, item)?;
                }
                out.push(']');
            }
        }
    }
    Ok(())
}

/// What a type of the core makes of a text.
pub(crate) fn parsed<T: FromStr<Err: Display> + Display>(text: &str) -> Result<String, Failure> {
    match text.parse::<T>() {
        Ok(value) => Ok(value.to_string()),
        Err(error) => checked(Err(error)),
    }
}

/// That a list of the core takes so many.
pub(crate) fn counted(count: Result<(), ValueError>) -> Result<(), Failure> {
    checked(count)
}

/// A member that has to be there, by name, wire name and kind.
pub(crate) const fn needed(name: &'static str, wire: &'static str, kind: Kind) -> Member {
    Member { name, wire, is_needed: true, kind }
}

/// A member that may be left out.
pub(crate) const fn maybe(name: &'static str, wire: &'static str, kind: Kind) -> Member {
    Member { name, wire, is_needed: false, kind }
}

fn digits(
    fields: &Fields<'_>,
    name: &str,
    what: &str,
    bounds: (u32, u32),
) -> Result<String, Failure> {
    Ok(fields.maybe_number(name, what, bounds)?.unwrap_or_default().to_string())
}

fn word(out: &mut String, words: &[&str], place: usize) {
    quoted(out, words.get(place).copied().unwrap_or_default());
}

/// A word of ours, in which nothing has to be escaped.
pub(crate) fn quoted(out: &mut String, word: &str) {
    out.push('"');
    out.push_str(word);
    out.push('"');
}

fn text(out: &mut String, text: &str) {
    out.push_str(Json::text(text).as_str());
}
