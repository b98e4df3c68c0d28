//! Graph ids made of digits, validated when parsed.
//!
//! Ids with other characters, such as message ids, are in [`opaque`].
//!
//! A parsed id is safe in a URL path: it cannot change the rest of the path, the query or the host.
//! Ids are strings: with up to 17 digits they exceed the precision of a JavaScript number.
//! Deserializing also accepts a JSON integer, and keeps every digit.

pub mod opaque;

use std::fmt;

use serde::de;

/// Defines id types whose text `$check` validates.
macro_rules! ids {
    ($check:path, $limits:literal; $($(#[$doc:meta])* $name:ident, $what:literal, $example:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        pub struct $name(pub(in crate::id) std::string::String);

        impl $name {
            /// Parses an id. White space around it is removed.
            ///
            /// # Errors
            #[doc = concat!("[`IdError`](crate::IdError) unless `text` is ", $limits, ".")]
            pub fn parse(text: &str) -> Result<Self, $crate::IdError> {
                let text = text.trim();
                $check(text, $what, $example)?;
                Ok(Self(text.into()))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        $crate::value::text_traits! { $name: $crate::IdError; }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = deserializer.deserialize_any($crate::id::IdVisitor($what))?;
                $check(&text, $what, $example).map_err(serde::de::Error::custom)?;
                Ok(Self(text))
            }
        }
    )*};
}

use ids;

ids! {
    check, "1 to 32 digits";
    /// Id of a Facebook Page.
    PageId, "Page id", "1353269864728879";
    /// Id of a persona.
    PersonaId, "persona id", "1007240332817468";
    /// Page-scoped id of a person (PSID). The same person has a different id on every Page.
    Psid, "page-scoped user id (PSID)", "25193014950342891";
    /// Id of an app.
    AppId, "app id", "263902037430900";
    /// Id of an uploaded attachment. Expires after 90 days.
    AttachmentId, "attachment id", "1745504518999123";
    /// Id of a product in a catalogue.
    ProductId, "product id", "3218573128165419";
}

impl AppId {
    /// App id of the Page Inbox, where people reply to messages by hand.
    #[must_use]
    pub fn page_inbox() -> Self {
        Self("263902037430900".to_owned())
    }
}

/// An invalid id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The text is empty or, for the ids in [`opaque`], consists only of dots.
    #[error("the {what} is empty: it looks like {example}")]
    Empty {
        /// Name of the id type, such as `persona id`.
        what: &'static str,
        /// A valid id of this type.
        example: &'static str,
    },
    /// The text contains a character other than the digits 0 to 9.
    #[error(
        "the {what} has {} at position {position}: it is digits only, like {example}",
        display_char(*.character)
    )]
    NotDigits {
        /// Name of the id type, such as `persona id`.
        what: &'static str,
        /// A valid id of this type.
        example: &'static str,
        /// First character that is not a digit.
        character: char,
        /// Position of the character, counting from 1.
        position: usize,
    },
    /// The text contains white space or a control character.
    #[error(
        "the {what} has {} at position {position}: it has no spaces or control characters, like {example}",
        display_char(*.character)
    )]
    Unseen {
        /// Name of the id type, such as `persona id`.
        what: &'static str,
        /// A valid id of this type.
        example: &'static str,
        /// First white space or control character.
        character: char,
        /// Position of the character, counting from 1.
        position: usize,
    },
    /// The text is too long.
    #[error("the {what} has {actual} characters: one like {example} has at most {limit}")]
    TooLong {
        /// Name of the id type, such as `persona id`.
        what: &'static str,
        /// A valid id of this type.
        example: &'static str,
        /// Maximum length in characters.
        limit: usize,
        /// Length in characters.
        actual: usize,
    },
}

/// Formats `character` in quotes, or as `U+…` if it is not visible. `Debug` would need large
/// Unicode tables.
fn display_char(character: char) -> String {
    if character.is_control() || character.is_whitespace() {
        format!("U+{:04X}", u32::from(character))
    } else {
        format!("'{character}'")
    }
}

fn check(text: &str, what: &'static str, example: &'static str) -> Result<(), IdError> {
    // Fast path: nearly every id is valid, and a listing can have thousands.
    if (1..=MAX_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    if text.is_empty() {
        return Err(IdError::Empty { what, example });
    }
    if let Some((index, character)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
        return Err(IdError::NotDigits { what, example, character, position: index + 1 });
    }
    if text.len() > MAX_DIGITS {
        return Err(IdError::TooLong { what, example, limit: MAX_DIGITS, actual: text.len() });
    }
    Ok(())
}

/// Deserializes an id from a string or an unsigned integer: `"12"` or `12`.
struct IdVisitor(&'static str);

impl de::Visitor<'_> for IdVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {}", self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }
}

/// About twice the length of today's longest ids. Keeps a wrong value from producing a huge URL.
const MAX_DIGITS: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_1_to_32_digits() {
        assert_eq!(PersonaId::parse(" 1007240332817468\n").unwrap().as_str(), "1007240332817468");
        for text in ["../me", "1/2", "1?fields=id", "1#", "-1", "1.5", "0x1", "١٢٣", "1 2"] {
            assert!(matches!(PersonaId::parse(text), Err(IdError::NotDigits { .. })), "{text}");
        }
        assert!(matches!(PersonaId::parse("  "), Err(IdError::Empty { .. })));
        assert!(matches!(PersonaId::parse(&"1".repeat(33)), Err(IdError::TooLong { .. })));
    }

    #[test]
    fn an_error_names_the_position_and_an_example() {
        assert_eq!(
            PersonaId::parse("12/3").unwrap_err().to_string(),
            "the persona id has '/' at position 3: it is digits only, like 1007240332817468"
        );
    }

    #[test]
    fn a_json_number_keeps_every_digit() {
        let id: PersonaId = serde_json::from_str("10072403328174689").unwrap();
        assert_eq!(id.as_str(), "10072403328174689");
        assert!(serde_json::from_str::<PersonaId>("1.5").is_err());
        assert!(serde_json::from_str::<PersonaId>("\"../me\"").is_err());
    }
}
