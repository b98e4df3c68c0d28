//! The access token and its proof: opaque, shown nowhere.

#[cfg(feature = "app-secret")]
mod app_secret;

use alloc::{borrow::ToOwned, string::String};
use core::{fmt, str::FromStr};

#[cfg(feature = "app-secret")]
pub use app_secret::{AppSecret, AppSecretError};

/// A Graph access token.
///
/// There is no `Display` and no `Serialize`, and `Debug` prints `AccessToken(…)`: it gets out by
/// [`expose`](Self::expose) alone.
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

    /// The token itself, to be stored where secrets are. Never show or log it; to use it, hand
    /// over the `AccessToken`.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

impl FromStr for AccessToken {
    type Err = AccessTokenError;

    fn from_str(text: &str) -> Result<Self, AccessTokenError> {
        Self::parse(text)
    }
}

/// `appsecret_proof`: what a Graph that requires it checks besides the token.
///
/// It is computed by whoever holds the app's secret: lower-case hex of HMAC-SHA256 over the access
/// token, with the app's secret as the key. Never compute it in a browser. With the feature
/// `app-secret` this crate does it, from an `AppSecret`.
#[derive(Clone)]
pub struct AppSecretProof {
    hex: String,
    time: Option<u64>,
}

impl AppSecretProof {
    /// The proof in `text`, without the white space around it.
    ///
    /// # Errors
    /// [`AppSecretProofError`] if it is anything but 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, AppSecretProofError> {
        let text = text.trim();
        let is_hex = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() != 64 || !is_hex {
            return Err(AppSecretProofError);
        }
        Ok(Self { hex: text.to_owned(), time: None })
    }

    /// The proof in `text` over token and time, made at `unix_seconds`. It is valid for five
    /// minutes.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_timed(text: &str, unix_seconds: u64) -> Result<Self, AppSecretProofError> {
        Ok(Self { time: Some(unix_seconds), ..Self::parse(text)? })
    }

    /// The proof itself, for the one place that attaches it to a request.
    pub(crate) fn expose_secret(&self) -> &str {
        &self.hex
    }

    /// `appsecret_time`: when the proof was made, in seconds since 1970, if it holds a time.
    pub(crate) fn time(&self) -> Option<u64> {
        self.time
    }
}

impl fmt::Debug for AppSecretProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time() {
            Some(time) => write!(f, "AppSecretProof(… at {time})"),
            None => f.write_str("AppSecretProof(…)"),
        }
    }
}

/// The text is no app secret proof. It holds none of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the app secret proof is not usable: it is the HMAC-SHA256 of the access token in 64 \
     lower-case hexadecimal digits"
)]
pub struct AppSecretProofError;

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
        assert_eq!(token.expose_secret(), "EAAB123");
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
    fn a_proof_is_64_hexadecimal_digits_and_shows_nothing() {
        let proof = AppSecretProof::parse(&"0f".repeat(32)).unwrap();
        assert_eq!(format!("{proof:?}"), "AppSecretProof(…)");
        for text in ["", "0f", &"0F".repeat(32), &"0g".repeat(32)] {
            assert!(AppSecretProof::parse(text).is_err(), "{text}");
            assert!(AppSecretProof::parse_timed(text, 0).is_err(), "{text}");
        }
    }

    #[test]
    fn a_timed_proof_keeps_its_time() {
        let proof = AppSecretProof::parse_timed(&"0f".repeat(32), 1_764_000_000).unwrap();
        assert_eq!(proof.time(), Some(1_764_000_000));
        assert_eq!(format!("{proof:?}"), "AppSecretProof(… at 1764000000)");
        assert_eq!(AppSecretProof::parse(&"0f".repeat(32)).unwrap().time(), None);
    }
}
