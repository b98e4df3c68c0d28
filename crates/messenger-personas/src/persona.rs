//! Personas: the node and its checked parts.

pub mod advice;
pub mod create;
pub mod delete;
pub mod find_created;
pub mod get;
pub mod list;
pub mod replace;

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{PersonaId, lenient, value::text_traits};

/// A persona, as Graph shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Persona {
    /// The persona.
    pub id: PersonaId,
    /// Its name; absent if it was not among the fields asked for.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// Where its picture is. Meta keeps a copy of its own, so this may be another address than the
    /// one that the persona was created with.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub profile_picture_url: Option<String>,
}

/// What can be asked of a persona. Its id always comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PersonaField {
    /// `name`
    Name,
    /// `profile_picture_url`
    ProfilePictureUrl,
}

impl PersonaField {
    /// As Graph writes it: `name`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ProfilePictureUrl => "profile_picture_url",
        }
    }

    /// `fields` as the parameter of that name; `None` leaves the choice to Graph.
    pub(crate) fn param(fields: &[Self]) -> Option<String> {
        let names = fields.iter().map(|field| field.as_str());
        (!fields.is_empty()).then(|| names.collect::<Vec<_>>().join(","))
    }
}

/// A name that a persona can be created with: 1 to 50 characters, no white space around it.
///
/// Meta says "50 characters" and not what a character is. This counts Unicode code points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PersonaName(String);

impl PersonaName {
    /// The most characters that a name may have, by Meta's page on personas.
    pub const MAX_CHARACTERS: usize = 50;

    /// The name in `text`, without the white space around it.
    ///
    /// # Errors
    /// [`PersonaNameError`] if nothing that can be seen is left, if there is too much, or if there
    /// is a line break or another control character inside.
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

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    PersonaName: PersonaNameError;
}

/// Why a text cannot be a persona's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PersonaNameError {
    /// Nothing that can be seen.
    #[error("the name is empty: give the persona a name, such as \"John Z.\"")]
    Empty,
    /// A line break, a tab or another control character.
    #[error("the name has a line break or another control character: write it on one line")]
    ControlCharacter,
    /// Over [`PersonaName::MAX_CHARACTERS`].
    #[error(
        "the name has {characters} characters: Messenger takes at most {}",
        PersonaName::MAX_CHARACTERS
    )]
    TooLong {
        /// How many there are.
        characters: usize,
    },
}

/// Whether `c` takes no room or shows nothing: joiners, direction marks, fillers.
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
    fn an_answer_may_hold_only_the_id() {
        let persona: Persona = serde_json::from_str(r#"{"id":"1"}"#).unwrap();
        assert_eq!((persona.name, persona.profile_picture_url), (None, None));
    }
}
