//! Plain objects, read name by name.
//!
//! Every sentence here is our own and names what it is about. None repeats a value: it could be a
//! token in the wrong place.

use alloc::{format, string::String, vec::Vec};
use core::fmt::Display;

use js_sys::{Array, JSON, JsString, Object, Reflect};
use messenger_personas::Json;
use wasm_bindgen::{JsCast, JsValue};

use crate::{engine, input::checked, outcome::Failure};

/// A plain object with names that are known.
pub(crate) struct Fields<'a> {
    object: JsValue,
    /// The call, for the errors.
    call: &'a str,
}

impl<'a> Fields<'a> {
    /// The object, if it has no names besides those `known`.
    pub(crate) fn of(object: JsValue, call: &'a str, known: &[&str]) -> Result<Self, Failure> {
        let fields = Self::any(object, call)?;
        fields.only(known)?;
        Ok(fields)
    }

    /// The object, whatever names it has: to be followed by [`only`](Self::only).
    pub(crate) fn any(object: JsValue, call: &'a str) -> Result<Self, Failure> {
        if object.is_object() {
            return Ok(Self { object, call });
        }
        Err(Failure::request(&[call, " takes an object with named values"].concat()))
    }

    /// Refuses names besides those `known`: a misspelt `personaId` would send as the Page.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Failure> {
        let call = self.call;
        // A revoked proxy throws when it is asked for its names.
        let keys = Reflect::own_keys(&self.object).map_err(|_| {
            Failure::request(&[call, " takes an object whose names can be read"].concat())
        })?;
        for key in keys.iter() {
            let key = key.as_string().unwrap_or_default();
            if !known.contains(&key.as_str()) {
                // A token that is used as a name is not repeated either.
                let key = if key.len() > LONGEST_NAME { "such name" } else { &key };
                let known = known.join(", ");
                return Err(Failure::request(
                    &[call, " has no ", key, ": it takes ", &known].concat(),
                ));
            }
        }
        Ok(())
    }

    /// What `parse` makes of a text that has to be there.
    pub(crate) fn parsed<T, E: Display>(
        &self,
        name: &str,
        parse: fn(&str) -> Result<T, E>,
    ) -> Result<T, Failure> {
        checked(parse(&self.text(name)?))
    }

    /// What `parse` makes of a text that may be left out.
    pub(crate) fn maybe<T, E: Display>(
        &self,
        name: &str,
        parse: fn(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Failure> {
        self.maybe_text(name)?.map(|text| checked(parse(&text))).transpose()
    }

    /// One of `words`, that has to be there.
    pub(crate) fn one_of(&self, name: &str, words: &[&str]) -> Result<usize, Failure> {
        self.maybe_one_of(name, words)?.ok_or_else(|| self.wrong(name, "is missing"))
    }

    /// Whether the value is `true`; `false` if it is left out.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Failure> {
        let Some(value) = self.value(name) else { return Ok(false) };
        value.as_bool().ok_or_else(|| self.wrong(name, "is true or false"))
    }

    /// The items of an array that may be left out.
    pub(crate) fn items(&self, name: &str) -> Result<Option<Vec<JsValue>>, Failure> {
        let Some(value) = self.value(name) else { return Ok(None) };
        match value.dyn_into::<Array>() {
            Ok(items) => Ok(Some(items.to_vec())),
            Err(_) => Err(self.wrong(name, "is an array")),
        }
    }

    /// What `read` makes of each item of an array that may be left out.
    pub(crate) fn each<T>(
        &self,
        name: &str,
        read: fn(JsValue) -> Result<T, Failure>,
    ) -> Result<Option<Vec<T>>, Failure> {
        self.items(name)?.map(|items| items.into_iter().map(read).collect()).transpose()
    }

    /// What `read` makes of a value that may be left out.
    pub(crate) fn inside<T>(
        &self,
        name: &str,
        read: fn(JsValue) -> Result<T, Failure>,
    ) -> Result<Option<T>, Failure> {
        self.value(name).map(read).transpose()
    }

    /// A value as JSON that may be left out.
    pub(crate) fn json(&self, name: &str) -> Result<Option<Json>, Failure> {
        let Some(value) = self.value(name) else { return Ok(None) };
        // What refers to itself throws, and a function is nothing.
        let text = JSON::stringify(&value).ok().and_then(|text| JsValue::from(text).as_string());
        let text = text.ok_or_else(|| self.wrong(name, "cannot be written as JSON"))?;
        Ok(Some(Json::from_written(text)))
    }

    /// The names of all values.
    pub(crate) fn names(&self) -> Vec<String> {
        let keys = Object::keys(self.object.unchecked_ref::<Object>());
        keys.iter().filter_map(|key| key.as_string()).collect()
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
        let expected = || ["is \"", &words.join("\" or \""), "\""].concat();
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
        let number = value.as_f64().and_then(engine::whole);
        let number = number.and_then(|number| u32::try_from(number).ok());
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(self.wrong(name, &format!("is a whole {what} from {least} to {most}"))),
        }
    }

    /// The value called `name`, unless it is `undefined` or `null`.
    pub(crate) fn value(&self, name: &str) -> Option<JsValue> {
        let value = Reflect::get(&self.object, &JsValue::from_str(name)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    pub(crate) fn wrong(&self, name: &str, what: &str) -> Failure {
        Failure::request(&[self.call, ": ", name, " ", what].concat())
    }
}

const LONGEST_NAME: usize = 40;
