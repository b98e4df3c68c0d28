//! A part of a message, and where it stands: the rules that many parts have.
//!
//! The words of the refusals were captured from Graph, for one part or another.

use messenger_personas::WebUrl;
use serde_json::Value;

use crate::error::Refusal;

/// A value, and its place as Graph names it: `message[quick_replies][0][title]`.
pub(super) struct Part<'a> {
    pub(super) place: String,
    pub(super) value: &'a Value,
}

impl<'a> Part<'a> {
    pub(super) fn new(place: &str, value: &'a Value) -> Self {
        Self { place: place.to_owned(), value }
    }

    /// The member called `name`, unless it is absent or null.
    pub(super) fn member(&self, name: &str) -> Option<Part<'a>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Part { place: format!("{}[{name}]", self.place), value })
    }

    pub(super) fn required(&self, name: &str) -> Result<Part<'a>, Refusal> {
        self.member(name).ok_or_else(|| Refusal::required(&format!("{}[{name}]", self.place)))
    }

    pub(super) fn check_object(&self) -> Result<(), Refusal> {
        if self.value.is_object() { Ok(()) } else { Err(Refusal::not_an_object(&self.place)) }
    }

    /// A text that is not blank.
    pub(super) fn text(&self) -> Result<&'a str, Refusal> {
        self.value.as_str().filter(|text| !text.trim().is_empty()).ok_or_else(|| {
            let place = &self.place;
            self.refused(&format!("Param {place} must be a non-empty UTF-8 encoded string"))
        })
    }

    /// A text that is not blank and has at most so many characters.
    pub(super) fn text_within(&self, most: usize) -> Result<&'a str, Refusal> {
        let text = self.text()?;
        if text.chars().count() > most {
            return Err(Refusal::too_long(&self.place, most));
        }
        Ok(text)
    }

    /// A member that may be left out, as a text that is not blank and not too long.
    pub(super) fn optional_text(&self, name: &str, most: usize) -> Result<(), Refusal> {
        self.member(name).map_or(Ok(()), |text| text.text_within(most).map(drop))
    }

    /// An address on the web.
    pub(super) fn address(&self) -> Result<&'a str, Refusal> {
        let address = self.value.as_str().filter(|text| WebUrl::parse(text).is_ok());
        address.ok_or_else(|| self.refused(&format!("{} should represent a valid URL", self.place)))
    }

    /// A member that may be left out, as an address on the web.
    pub(super) fn optional_address(&self, name: &str) -> Result<(), Refusal> {
        self.member(name).map_or(Ok(()), |address| address.address().map(drop))
    }

    /// An address that starts with `https:`.
    pub(super) fn secure_address(&self) -> Result<(), Refusal> {
        let address = self.address()?;
        if address.trim().to_ascii_lowercase().starts_with("https:") {
            return Ok(());
        }
        Err(self.refused(&format!("{} should represent a valid HTTPS URL", self.place)))
    }

    pub(super) fn items(&self, least: usize, most: usize) -> Result<Vec<Part<'a>>, Refusal> {
        let place = &self.place;
        let Some(items) = self.value.as_array() else {
            return Err(self.refused(&format!("param {place} must be an array.")));
        };
        if items.len() < least {
            let message = format!("(#194) param {place} has too few elements.");
            return Err(Refusal::new(194, message));
        }
        if items.len() > most {
            let message = format!("(#105) param {place} has too many elements.");
            return Err(Refusal::new(105, message));
        }
        let part = |(index, value)| Part { place: format!("{place}[{index}]"), value };
        Ok(items.iter().enumerate().map(part).collect())
    }

    pub(super) fn one_of(&self, values: &[&'static str]) -> Result<&'static str, Refusal> {
        values
            .iter()
            .copied()
            .find(|value| self.value.as_str() == Some(value))
            .ok_or_else(|| Refusal::not_one_of(&self.place, values))
    }

    /// A member that may be left out, as one of the values.
    pub(super) fn optional_one_of(
        &self,
        name: &str,
        values: &[&'static str],
    ) -> Result<(), Refusal> {
        self.member(name).map_or(Ok(()), |value| value.one_of(values).map(drop))
    }

    /// Whether a member says yes; no if it is left out.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        let Some(flag) = self.member(name) else { return Ok(false) };
        match (flag.value, flag.value.as_str()) {
            (Value::Bool(flag), _) => Ok(*flag),
            (_, Some("true")) => Ok(true),
            (_, Some("false")) => Ok(false),
            _ => Err(flag.refused(&format!("param {} must be a boolean.", flag.place))),
        }
    }

    /// A number that is not negative, or a text that is one.
    pub(super) fn is_amount(&self) -> bool {
        let written = match self.value {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            _ => String::new(),
        };
        let (whole, part) = written.split_once('.').unwrap_or((&written, "0"));
        let is_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_digits(whole) && is_digits(part)
    }

    /// Code 100 with these words.
    #[expect(clippy::unused_self, reason = "a refusal is about a part")]
    pub(super) fn refused(&self, message: &str) -> Refusal {
        Refusal::new(100, format!("(#100) {message}"))
    }
}
