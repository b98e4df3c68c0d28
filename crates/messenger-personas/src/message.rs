//! Messages: what a Page, or a persona of it, says to a person.

pub mod send;
pub mod sender_action;

use serde::Serialize;

use crate::Psid;

/// Whom a message is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Recipient {
    /// A person, by the id that they have on this Page.
    Id(Psid),
}

/// Why a message is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum MessagingType {
    /// In answer to the person, within 24 hours.
    #[default]
    Response,
    /// Of the Page's own accord, within 24 hours.
    Update,
}

impl MessagingType {
    /// As Graph writes it: `RESPONSE`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Response => "RESPONSE",
            Self::Update => "UPDATE",
        }
    }
}

/// A text that can be sent: not blank, under 2,000 characters.
///
/// It is sent as it is, white space and line breaks included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct MessageText(String);

impl MessageText {
    /// Meta's Send API reference: "less than 2000 characters". This counts Unicode code points.
    pub const MAX_CHARACTERS: usize = 1999;

    /// `text`, unchanged.
    ///
    /// # Errors
    /// [`MessageTextError`] if it is blank or too long.
    pub fn parse(text: &str) -> Result<Self, MessageTextError> {
        if text.trim().is_empty() {
            return Err(MessageTextError::Empty);
        }
        let characters = text.chars().count();
        if characters > Self::MAX_CHARACTERS {
            return Err(MessageTextError::TooLong { characters });
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageTextError {
    /// Nothing but white space.
    #[error("the message is empty: write something first")]
    Empty,
    /// Over [`MessageText::MAX_CHARACTERS`].
    #[error(
        "the message has {characters} characters: Messenger takes at most {}, so send it in parts",
        MessageText::MAX_CHARACTERS
    )]
    TooLong {
        /// How many there are.
        characters: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_as_it_is() {
        assert_eq!(MessageText::parse(" a\n ").unwrap().as_str(), " a\n ");
        assert_eq!(MessageText::parse(" \n "), Err(MessageTextError::Empty));
        assert!(MessageText::parse(&"é".repeat(1999)).is_ok());
        assert_eq!(
            MessageText::parse(&"é".repeat(2000)),
            Err(MessageTextError::TooLong { characters: 2000 })
        );
    }
}
