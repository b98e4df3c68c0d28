//! What callers give, as `input.js` reads it: values, in the order of its tables.

use std::{fmt::Display, string::ToString as _};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::{engine, outcome::Failure};

/// The values in one input.
pub(crate) struct Given(Array);

impl Given {
    /// What stands in `input`, which was given to `call`.
    pub(crate) fn read(call: &str, input: JsValue) -> Result<Self, Failure> {
        match js::read(call, input).dyn_into::<Array>() {
            Ok(values) => Ok(Self(values)),
            Err(refusal) => Err(Failure::request(&refusal.as_string().unwrap_or_default())),
        }
    }

    /// What `parse` makes of a text that `input.js` found.
    // One copy of it for types that are alike.
    #[inline(never)]
    pub(crate) fn parsed<T, E: Display>(
        &self,
        place: u32,
        parse: fn(&str) -> Result<T, E>,
    ) -> Result<T, Failure> {
        checked(parse(&self.text(place).unwrap_or_default()))
    }

    /// What `parse` makes of a text that may be left out.
    #[inline(never)]
    pub(crate) fn maybe<T, E: Display>(
        &self,
        place: u32,
        parse: fn(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Failure> {
        self.text(place).map(|text| checked(parse(&text))).transpose()
    }

    pub(crate) fn text(&self, place: u32) -> Option<String> {
        self.0.get(place).as_string()
    }

    /// A whole number, or the place of a word among those of the table.
    pub(crate) fn number(&self, place: u32) -> Option<u32> {
        let number = self.0.get(place).as_f64().and_then(engine::whole)?;
        u32::try_from(number).ok()
    }

    pub(crate) fn flag(&self, place: u32) -> bool {
        self.0.get(place).is_truthy()
    }

    pub(crate) fn value(&self, place: u32) -> JsValue {
        self.0.get(place)
    }

    /// Values in a value.
    pub(crate) fn inside(&self, place: u32) -> Option<Self> {
        self.0.get(place).dyn_into().ok().map(Self)
    }

    pub(crate) fn count(&self) -> u32 {
        self.0.length()
    }
}

/// The core's own sentence for a value that it refused.
pub(crate) fn checked<T, E: Display>(result: Result<T, E>) -> Result<T, Failure> {
    // One branch of formatting for all errors, and none of it here.
    fn refused(error: &dyn Display) -> Failure {
        Failure::request(&error.to_string())
    }
    result.map_err(|error| refused(&error))
}

mod js {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "/src/input.js")]
    extern "C" {
        pub(super) fn read(call: &str, input: JsValue) -> JsValue;
    }
}
