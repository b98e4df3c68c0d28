//! Fields of a message, with the checks that many of them share.
//!
//! The messages of the errors were captured from Graph for some of the fields.

use messenger_personas::WebUrl;
use serde_json::Value;

use crate::error::GraphError;

/// A value with its path in Graph's notation: `message[quick_replies][0][title]`.
pub(super) struct Field<'a> {
    pub(super) path: String,
    pub(super) value: &'a Value,
}

impl<'a> Field<'a> {
    pub(super) fn new(path: &str, value: &'a Value) -> Self {
        Self { path: path.to_owned(), value }
    }

    /// A member, unless it is missing or null.
    pub(super) fn member(&self, name: &str) -> Option<Field<'a>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Field { path: format!("{}[{name}]", self.path), value })
    }

    pub(super) fn required(&self, name: &str) -> Result<Field<'a>, GraphError> {
        self.member(name).ok_or_else(|| GraphError::required(&format!("{}[{name}]", self.path)))
    }

    pub(super) fn check_object(&self) -> Result<(), GraphError> {
        if self.value.is_object() { Ok(()) } else { Err(GraphError::not_an_object(&self.path)) }
    }

    /// The value as text. Fails if it is blank.
    pub(super) fn text(&self) -> Result<&'a str, GraphError> {
        self.value
            .as_str()
            .filter(|text| !text.trim().is_empty())
            .ok_or_else(|| GraphError::not_a_text(&self.path))
    }

    /// The value as text. Fails if it is blank or longer than `most` characters.
    pub(super) fn text_within(&self, most: usize) -> Result<&'a str, GraphError> {
        let text = self.text()?;
        if text.chars().count() > most {
            return Err(GraphError::too_long(&self.path, most));
        }
        Ok(text)
    }

    /// Checks an optional member: a text of at most `most` characters.
    pub(super) fn optional_text(&self, name: &str, most: usize) -> Result<(), GraphError> {
        self.member(name).map_or(Ok(()), |text| text.text_within(most).map(drop))
    }

    /// The value as URL.
    pub(super) fn url(&self) -> Result<&'a str, GraphError> {
        let address = self.value.as_str().filter(|text| WebUrl::parse(text).is_ok());
        address.ok_or_else(|| GraphError::not_a_url(&self.path))
    }

    /// Checks an optional member: a URL.
    pub(super) fn optional_url(&self, name: &str) -> Result<(), GraphError> {
        self.member(name).map_or(Ok(()), |address| address.url().map(drop))
    }

    /// Checks that the value is a URL with the scheme `https`.
    pub(super) fn check_https_url(&self) -> Result<(), GraphError> {
        let address = self.url()?;
        if address.trim().to_ascii_lowercase().starts_with("https:") {
            return Ok(());
        }
        Err(GraphError::not_an_https_url(&self.path))
    }

    pub(super) fn items(&self, least: usize, most: usize) -> Result<Vec<Field<'a>>, GraphError> {
        let path = &self.path;
        let Some(items) = self.value.as_array() else {
            return Err(self.error("must be an array"));
        };
        if items.len() < least {
            return Err(GraphError::too_few_elements(path));
        }
        if items.len() > most {
            return Err(GraphError::too_many_elements(path));
        }
        let part = |(index, value)| Field { path: format!("{path}[{index}]"), value };
        Ok(items.iter().enumerate().map(part).collect())
    }

    pub(super) fn one_of(&self, values: &[&'static str]) -> Result<&'static str, GraphError> {
        values
            .iter()
            .copied()
            .find(|value| self.value.as_str() == Some(value))
            .ok_or_else(|| GraphError::not_one_of(&self.path, values))
    }

    /// Checks an optional member: one of the values.
    pub(super) fn optional_one_of(
        &self,
        name: &str,
        values: &[&'static str],
    ) -> Result<(), GraphError> {
        self.member(name).map_or(Ok(()), |value| value.one_of(values).map(drop))
    }

    /// An optional boolean member; `false` if it is missing.
    pub(super) fn flag(&self, name: &str) -> Result<bool, GraphError> {
        let Some(flag) = self.member(name) else { return Ok(false) };
        match (flag.value, flag.value.as_str()) {
            (Value::Bool(flag), _) => Ok(*flag),
            (_, Some("true")) => Ok(true),
            (_, Some("false")) => Ok(false),
            _ => Err(flag.error("must be a boolean")),
        }
    }

    /// Whether the value is a non-negative number, also as text.
    pub(super) fn is_amount(&self) -> bool {
        let number = match self.value {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            _ => String::new(),
        };
        let (whole, part) = number.split_once('.').unwrap_or((&number, "0"));
        let is_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_digits(whole) && is_digits(part)
    }

    /// The error of a field that breaks `rule`, such as "must be an array".
    pub(super) fn error(&self, rule: &str) -> GraphError {
        GraphError::param(&self.path, rule)
    }
}
