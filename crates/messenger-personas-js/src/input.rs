//! Reads what a caller passed: objects of Graph against a schema, texts with the core's types.

use std::{fmt::Display, str::FromStr};

use js_sys::JSON;
use messenger_personas::Json;
use wasm_bindgen::JsValue;

use crate::{
    error::RequestError,
    schema::{
        Kind,
        walker::{self, text},
    },
};

/// The body of a request, checked against a schema.
pub(crate) struct Body(pub(crate) JsValue);

impl Body {
    /// # Errors
    /// [`RequestError`] that names the path to the value at fault.
    pub(crate) fn check(call: &str, value: &JsValue, kind: &Kind) -> Result<Self, RequestError> {
        match walker::check_input(value, kind) {
            Ok(checked) => Ok(Self(checked)),
            Err(invalid) => Err(RequestError::new(invalid.describe(call))),
        }
    }

    /// An object in this one.
    pub(crate) fn object(&self, name: &str) -> Self {
        Self(walker::get(&self.0, name))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        walker::has(&self.0, name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        text(&self.0, name)
    }

    /// A member that may be absent. The schema has checked it already.
    pub(crate) fn optional<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }

    /// A member that the schema requires.
    pub(crate) fn required<T: FromStr<Err: Display>>(&self, name: &str) -> Result<T, RequestError> {
        parse(&self.text(name).unwrap_or_default())
    }

    /// A member as JSON.
    pub(crate) fn json(&self, name: &str) -> Result<Json, RequestError> {
        json(&walker::get(&self.0, name))
    }
}

/// # Errors
/// [`RequestError`] with the sentence of the core.
pub(crate) fn parse<T: FromStr<Err: Display>>(text: &str) -> Result<T, RequestError> {
    text.parse().map_err(RequestError::new)
}

/// `value` as JSON.
///
/// # Errors
/// [`RequestError`] if `value` has a cycle, a `BigInt` or a function.
pub(crate) fn json(value: &JsValue) -> Result<Json, RequestError> {
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    match text {
        Some(text) => Json::parse(&text).map_err(RequestError::new),
        None => Err(RequestError::new("the value cannot be serialized as JSON")),
    }
}
