//! The access token: one opaque type, shown nowhere.

use std::fmt;

/// A Graph access token.
///
/// It can be put into a request and in no other place: there is no `Display`, no `Serialize`,
/// and `Debug` prints `AccessToken(…)`.
#[derive(Clone)]
pub struct AccessToken(String);

impl AccessToken {
    /// The token in `text`, without the white space around it (a token is nearly always pasted).
    ///
    /// # Errors
    /// [`AccessTokenError`] if nothing is left, or if there is a space, a line break or a
    /// character outside ASCII inside: such a text is two tokens or part of a sentence.
    pub fn parse(text: &str) -> Result<Self, AccessTokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AccessTokenError::Empty);
        }
        if let Some(index) = text.chars().position(|c| !c.is_ascii_graphic()) {
            return Err(AccessTokenError::NotAToken { position: index + 1 });
        }
        Ok(Self(text.to_owned()))
    }

    /// `text` with this token replaced by `…`: Graph repeats a malformed token in its message.
    #[must_use]
    pub(crate) fn hidden_in(&self, text: &str) -> String {
        text.replace(&self.0, "…")
    }

    /// The token itself, for the one place that attaches it to a request.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// Why a text is no access token. It never holds any of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccessTokenError {
    /// Nothing was given.
    #[error("the access token is empty: paste the Page access token")]
    Empty,
    /// A character that no token has.
    #[error(
        "the access token has a space, a line break or a character outside ASCII at position \
         {position}: paste the token alone, in one piece"
    )]
    NotAToken {
        /// Where, counting characters from 1.
        position: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_of_a_token_shows_nothing() {
        let token = AccessToken::parse(" EAAB123 ").unwrap();
        assert_eq!(token.reveal(), "EAAB123");
        assert_eq!(format!("{token:?}"), "AccessToken(…)");
    }

    #[test]
    fn a_token_is_one_word() {
        assert_eq!(AccessToken::parse("\n").unwrap_err(), AccessTokenError::Empty);
        assert_eq!(
            AccessToken::parse("EAAB 123").unwrap_err(),
            AccessTokenError::NotAToken { position: 5 }
        );
        assert!(AccessToken::parse("EAA\u{200b}B").is_err());
    }

    #[test]
    fn a_message_that_repeats_the_token_is_cleaned() {
        let token = AccessToken::parse("EAAB123").unwrap();
        assert_eq!(token.hidden_in("Malformed access token EAAB123"), "Malformed access token …");
    }
}
