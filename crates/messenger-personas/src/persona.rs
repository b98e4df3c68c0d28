//! The persona node, and validated values for creating one.

pub mod advice;
pub mod create;
pub mod delete;
pub mod find_created;
pub mod get;
pub mod list;
pub mod replace;

use serde::{Deserialize, Serialize};

use crate::{PersonaId, lenient, value::text_traits};

/// A persona, as returned by Graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Persona {
    /// Id of the persona.
    pub id: PersonaId,
    /// Name; absent if it was not among the requested fields.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// URL of the picture. Meta keeps its own copy, so this can differ from the URL that the
    /// persona was created with.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub profile_picture_url: Option<String>,
}

/// A field of a persona that a request can ask for. Graph always returns the id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PersonaField {
    /// `name`
    Name,
    /// `profile_picture_url`
    ProfilePictureUrl,
}

impl PersonaField {
    /// The field name in Graph's spelling, such as `name`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ProfilePictureUrl => "profile_picture_url",
        }
    }

    /// Returns the value of the parameter `fields`; `None` for Graph's default fields.
    pub(crate) fn param(fields: &[Self]) -> Option<String> {
        let names = fields.iter().map(|field| field.as_str());
        (!fields.is_empty()).then(|| names.collect::<Vec<_>>().join(","))
    }
}

/// Name of a new persona: 1 to 50 characters, without white space around it.
///
/// Meta's page says "50 characters" without defining a character. This type counts Unicode code
/// points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PersonaName(String);

impl PersonaName {
    /// Maximum length in characters, from Meta's page on personas.
    pub const MAX_CHARACTERS: usize = 50;

    /// Parses a name. White space around it is removed.
    ///
    /// # Errors
    /// [`PersonaNameError`] if `text` has no visible character, is too long, or contains a line
    /// break or another control character.
    pub fn parse(text: &str) -> Result<Self, PersonaNameError> {
        let text = text.trim();
        if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
            return Err(PersonaNameError::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(PersonaNameError::ControlCharacter);
        }
        let characters = text.chars().count();
        if characters > Self::MAX_CHARACTERS {
            return Err(PersonaNameError::TooLong { characters });
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    PersonaName: PersonaNameError;
}

/// An invalid [`PersonaName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PersonaNameError {
    /// No visible character.
    #[error("the name is empty: give the persona a name, such as \"John Z.\"")]
    Empty,
    /// A line break, a tab or another control character.
    #[error("the name has a line break or another control character: write it on one line")]
    ControlCharacter,
    /// Longer than [`PersonaName::MAX_CHARACTERS`].
    #[error(
        "the name has {characters} characters: Messenger takes at most {}",
        PersonaName::MAX_CHARACTERS
    )]
    TooLong {
        /// Length in characters.
        characters: usize,
    },
}

/// `true` if `c` is not visible: joiners, direction marks, fillers.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_1_to_50_characters() {
        assert_eq!(PersonaName::parse("  John Z. ").unwrap().as_str(), "John Z.");
        assert!(PersonaName::parse(&"ë".repeat(50)).is_ok());
        for text in ["", " \u{a0}", "\u{200b}", "\u{202e} \u{feff}"] {
            assert_eq!(PersonaName::parse(text), Err(PersonaNameError::Empty), "{text:?}");
        }
        assert_eq!(
            PersonaName::parse(&"a".repeat(51)).unwrap_err().to_string(),
            "the name has 51 characters: Messenger takes at most 50"
        );
        assert_eq!(PersonaName::parse("a\nb"), Err(PersonaNameError::ControlCharacter));
    }

    #[test]
    fn name_and_picture_are_optional_in_a_response() {
        let persona: Persona = serde_json::from_str(r#"{"id":"1"}"#).unwrap();
        assert_eq!((persona.name, persona.profile_picture_url), (None, None));
    }
}
