//! Graph's ids: digits, always text, checked once.
//!
//! Ids that are not digits, such as a message's, are in [`opaque`].
//!
//! An id that passed [`PersonaId::parse`] cannot become another path, query or host, whatever a
//! person typed. Ids have up to 17 digits today, more than a JavaScript number keeps, so they are
//! never numbers here; one that Graph writes as a JSON number keeps every digit.

pub mod opaque;

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
};
use core::fmt;

use serde::de;

/// Types for ids: what a text has to be is `$check`'s to say.
macro_rules! ids {
    ($check:path, $limits:literal; $($(#[$doc:meta])* $name:ident, $what:literal, $example:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        pub struct $name(pub(in crate::id) alloc::string::String);

        impl $name {
            /// The id in `text`, without the white space around it.
            ///
            /// # Errors
            #[doc = concat!("[`IdError`](crate::IdError) if that is anything but ", $limits, ".")]
            pub fn parse(text: &str) -> Result<Self, $crate::IdError> {
                let text = text.trim();
                $check(text, $what, $example)?;
                Ok(Self(text.into()))
            }

            /// As Graph gave it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
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
    /// The id of a Facebook Page.
    PageId, "Page id", "1353269864728879";
    /// The id of a persona.
    PersonaId, "persona id", "1007240332817468";
    /// A person's page-scoped id: the same person has another one on every Page.
    Psid, "page-scoped user id (PSID)", "25193014950342891";
    /// The id of an app.
    AppId, "app id", "263902037430900";
    /// The id of an uploaded attachment, which ends after 90 days.
    AttachmentId, "attachment id", "1745504518999123";
    /// The id of a product in a catalogue.
    ProductId, "product id", "3218573128165419";
}

impl AppId {
    /// The inbox in which a Page's people answer by hand.
    #[must_use]
    pub fn page_inbox() -> Self {
        Self("263902037430900".to_owned())
    }
}

/// Why a text is not an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// Nothing was given.
    #[error("the {what} is empty: it is a number like {example}")]
    Empty {
        /// Which id, in words.
        what: &'static str,
        /// One that would be accepted.
        example: &'static str,
    },
    /// Something besides the digits 0 to 9.
    #[error(
        "the {what} has {} at position {position}: it is digits only, like {example}",
        shown(*.character)
    )]
    NotDigits {
        /// Which id, in words.
        what: &'static str,
        /// One that would be accepted.
        example: &'static str,
        /// The first character that is no digit.
        character: char,
        /// Its place in the text, counting characters from 1.
        position: usize,
    },
    /// A space, a line break or another character that cannot be seen, where others may stand.
    #[error(
        "the {what} has {} at position {position}: it is one word, like {example}",
        shown(*.character)
    )]
    Unseen {
        /// Which id, in words.
        what: &'static str,
        /// One that would be accepted.
        example: &'static str,
        /// The first character that cannot be seen.
        character: char,
        /// Its place in the text, counting characters from 1.
        position: usize,
    },
    /// Longer than any id is.
    #[error("the {what} has {actual} characters: one like {example} has at most {limit}")]
    TooLong {
        /// Which id, in words.
        what: &'static str,
        /// One that would be accepted.
        example: &'static str,
        /// The most that there may be.
        limit: usize,
        /// How many there are.
        actual: usize,
    },
}

/// A character in quotes, or by its number if it cannot be seen: without the tables of `Debug`.
fn shown(character: char) -> String {
    if character.is_control() || character.is_whitespace() {
        format!("U+{:04X}", u32::from(character))
    } else {
        format!("'{character}'")
    }
}

fn check(text: &str, what: &'static str, example: &'static str) -> Result<(), IdError> {
    // Nearly every id is one, and a listing has thousands.
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

/// Accepts `"12"` and `12`.
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

/// Twice what the longest id has today; a bound, so that a mistake cannot become a huge URL.
const MAX_DIGITS: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_digits_and_nothing_else() {
        assert_eq!(PersonaId::parse(" 1007240332817468\n").unwrap().as_str(), "1007240332817468");
        for text in ["../me", "1/2", "1?fields=id", "1#", "-1", "1.5", "0x1", "١٢٣", "1 2"] {
            assert!(matches!(PersonaId::parse(text), Err(IdError::NotDigits { .. })), "{text}");
        }
        assert!(matches!(PersonaId::parse("  "), Err(IdError::Empty { .. })));
        assert!(matches!(PersonaId::parse(&"1".repeat(33)), Err(IdError::TooLong { .. })));
    }

    #[test]
    fn the_error_says_where_and_what_would_do() {
        assert_eq!(
            PersonaId::parse("12/3").unwrap_err().to_string(),
            "the persona id has '/' at position 3: it is digits only, like 1007240332817468"
        );
    }

    #[test]
    fn an_id_written_as_a_number_keeps_every_digit() {
        let id: PersonaId = serde_json::from_str("10072403328174689").unwrap();
        assert_eq!(id.as_str(), "10072403328174689");
        assert!(serde_json::from_str::<PersonaId>("1.5").is_err());
        assert!(serde_json::from_str::<PersonaId>("\"../me\"").is_err());
    }
}
