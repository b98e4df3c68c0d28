//! Plain objects, read name by name.
//!
//! Every sentence here is our own and names what it is about. None repeats a value: it could be a
//! token in the wrong place.

use js_sys::{JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::outcome::Failure;

/// A plain object with names that are known.
pub(crate) struct Fields<'a> {
    object: JsValue,
    /// The call, for the errors.
    call: &'a str,
}

impl<'a> Fields<'a> {
    /// The object, if it has no names besides those `known`: a misspelt `personaId` would send as
    /// the Page.
    pub(crate) fn of(object: JsValue, call: &'a str, known: &[&str]) -> Result<Self, Failure> {
        if !object.is_object() {
            return Err(Failure::request(format!("{call} takes an object with named values")));
        }
        // A revoked proxy throws when it is asked for its names.
        let keys = Reflect::own_keys(&object).map_err(|_| {
            Failure::request(format!("{call} takes an object whose names can be read"))
        })?;
        for key in keys.iter() {
            let key = key.as_string().unwrap_or_default();
            if !known.contains(&key.as_str()) {
                let known = known.join(", ");
                // A token that is used as a name is not repeated either.
                let key = if key.len() > LONGEST_NAME { "such name".to_owned() } else { key };
                return Err(Failure::request(format!("{call} has no {key}: it takes {known}")));
            }
        }
        Ok(Self { object, call })
    }

    /// A text that has to be there.
    pub(crate) fn text(&self, name: &str) -> Result<String, Failure> {
        self.maybe_text(name)?.ok_or_else(|| self.wrong(name, "is missing: it is a string"))
    }

    /// A text that may be left out.
    pub(crate) fn maybe_text(&self, name: &str) -> Result<Option<String>, Failure> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let found = if value.as_f64().is_some() {
            "is a string, not a number: a number would lose digits of an id"
        } else {
            "is a string"
        };
        let Some(text) = value.dyn_ref::<JsString>() else { return Err(self.wrong(name, found)) };
        if !text.is_valid_utf16() {
            return Err(self.wrong(name, "has half of a character in it: it was cut in the middle"));
        }
        Ok(Some(text.into()))
    }

    /// One of `words`, by its place among them, that may be left out.
    pub(crate) fn maybe_one_of(
        &self,
        name: &str,
        words: &[&str],
    ) -> Result<Option<usize>, Failure> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let found = value.as_string().and_then(|text| words.iter().position(|word| *word == text));
        let expected = || format!("is \"{}\"", words.join("\" or \""));
        found.map(Some).ok_or_else(|| self.wrong(name, &expected()))
    }

    /// A number from `least` to `most` that may be left out; `what` says what it counts.
    pub(crate) fn maybe_number(
        &self,
        name: &str,
        what: &str,
        (least, most): (u32, u32),
    ) -> Result<Option<u32>, Failure> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let number = value.as_f64().map(f64::round).filter(|number| {
            (f64::from(least)..=f64::from(most)).contains(number)
                && value.as_f64().is_some_and(|given| (given - number).abs() < f64::EPSILON)
        });
        match number {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and within the bounds"
            )]
            Some(number) => Ok(Some(number as u32)),
            None => Err(self.wrong(name, &format!("is a whole {what} from {least} to {most}"))),
        }
    }

    /// The value called `name`, unless it is `undefined` or `null`.
    pub(crate) fn value(&self, name: &str) -> Option<JsValue> {
        let value = Reflect::get(&self.object, &JsValue::from_str(name)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    fn wrong(&self, name: &str, what: &str) -> Failure {
        Failure::request(format!("{}: {name} {what}", self.call))
    }
}

const LONGEST_NAME: usize = 40;
