//! Schemas of Graph's objects: which members they have, and which values those take.
//!
//! A schema is a table that names the core's types and limits; [`walker`] checks a JavaScript value
//! against it. The tests hold every table against what the core's types serialize and against the
//! examples in Meta's documentation.

pub(crate) mod message;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod template;
#[cfg(test)]
mod tests;
pub(crate) mod walker;

use std::{fmt::Display, str::FromStr};

use messenger_personas::{CountLimit, TextLimit};
use wasm_bindgen::JsValue;

/// Schema of an object.
#[derive(Debug)]
pub(crate) struct Object {
    /// Members, in the order in which errors list them.
    pub(crate) members: &'static [Member],
    /// Checks members against each other, after each was checked by itself. Fails with a sentence
    /// that follows the path.
    pub(crate) rule: Option<Rule>,
}

/// Checks the members of an object against each other.
pub(crate) type Rule = fn(&JsValue) -> Result<(), String>;

/// Parses a text and returns its normalized form, or a sentence that says what is wrong.
pub(crate) type ParseText = fn(&str) -> Result<String, String>;

/// A member of an object.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) presence: Presence,
    pub(crate) kind: Kind,
}

/// What an absent member means. `undefined` and `null` are absent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Presence {
    /// An error.
    Required,
    /// Nothing: the copy does not have it either.
    Optional,
    /// This value.
    Default(fn() -> JsValue),
}

/// Values that a member takes.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A text within a limit of the core.
    Limited(TextLimit),
    /// Like `Limited`, but an empty text counts as absent.
    Blankable(TextLimit),
    /// A text that a type of the core parses, and its normalized form.
    Parsed(ParseText),
    /// An id of digits that a type of the core parses.
    Digits(ParseText),
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// Only `true`.
    True,
    /// A whole number in this range. Responses may write it as a text.
    Integer(u32, u32),
    /// An amount of money: a number, or a text with decimals. Becomes a number.
    Amount,
    /// Seconds since 1970: a whole number, or a text of digits. Becomes a text.
    Seconds,
    /// An object.
    Object(&'static Object),
    /// An object whose schema depends on the word in its member `tag`.
    Variants { tag: &'static str, variants: &'static [(&'static str, &'static Object)] },
    /// A list. In responses, items that do not fit are left out.
    List(&'static Kind, Option<CountLimit>),
    /// A list edge inside a response.
    Listing(&'static Object),
}

/// An object without rules between its members.
pub(crate) const fn object(members: &'static [Member]) -> Object {
    Object { members, rule: None }
}

/// A member that must be present.
pub(crate) const fn required(name: &'static str, kind: Kind) -> Member {
    Member { name, presence: Presence::Required, kind }
}

/// A member that may be absent.
pub(crate) const fn optional(name: &'static str, kind: Kind) -> Member {
    Member { name, presence: Presence::Optional, kind }
}

/// Parses `text` as a `T` of the core.
pub(crate) fn parse<T: FromStr<Err: Display> + Display>(text: &str) -> Result<String, String> {
    match text.parse::<T>() {
        Ok(value) => Ok(value.to_string()),
        Err(error) => Err(error.to_string()),
    }
}
