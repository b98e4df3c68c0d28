//! Access token and app secret proof: opaque types that `Debug` redacts.

#[cfg(feature = "app-secret")]
mod app_secret;

use std::{fmt, str::FromStr};

#[cfg(feature = "app-secret")]
pub use app_secret::{AppSecret, AppSecretError};

/// A Graph access token.
///
/// `Debug` prints `AccessToken(…)`, and there is no `Display` or `Serialize`. Only
/// [`expose_secret`](Self::expose_secret) returns the token itself.
#[derive(Clone)]
pub struct AccessToken(String);

impl AccessToken {
    /// Parses a token. White space around it is removed, because tokens are usually pasted.
    ///
    /// # Errors
    /// [`AccessTokenError`] if `text` is empty, or contains a space, a line break or a non-ASCII
    /// character.
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

    /// The token as text, for storing it with other secrets.
    ///
    /// Do not display or log it. Pass the `AccessToken` itself wherever possible.
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

/// `appsecret_proof`: proves that the sender of a request has the app secret.
///
/// Lower-case hex of HMAC-SHA256 over the access token, with the app secret as the key. Graph
/// requires it if the app's settings say so. Never compute it in a browser, where the app secret
/// would be exposed; on a server, the feature `app-secret` computes it from an `AppSecret`.
#[derive(Clone)]
pub struct AppSecretProof {
    hex: String,
    time: Option<u64>,
}

impl AppSecretProof {
    /// Parses a proof. White space around it is removed.
    ///
    /// # Errors
    /// [`AppSecretProofError`] unless `text` is 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, AppSecretProofError> {
        let text = text.trim();
        let is_hex = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() != 64 || !is_hex {
            return Err(AppSecretProofError);
        }
        Ok(Self { hex: text.to_owned(), time: None })
    }

    /// Parses a proof over the access token and the time `unix_seconds`, in seconds since 1970. It
    /// is valid for five minutes.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_timed(text: &str, unix_seconds: u64) -> Result<Self, AppSecretProofError> {
        Ok(Self { time: Some(unix_seconds), ..Self::parse(text)? })
    }

    /// The proof as text, for attaching it to a request.
    pub(crate) fn expose_secret(&self) -> &str {
        &self.hex
    }

    /// `appsecret_time`: time of the proof in seconds since 1970; `None` if the proof has no time.
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

/// An invalid app secret proof. The error contains nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the app secret proof is not valid: it is the HMAC-SHA256 of the access token in 64 \
     lower-case hexadecimal digits"
)]
pub struct AppSecretProofError;

/// An invalid access token. The error contains nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccessTokenError {
    /// The text is empty.
    #[error("the access token is empty: paste the Page access token")]
    Empty,
    /// The text contains a character that no token has.
    #[error(
        "the access token has a space, a line break or a character outside ASCII at position \
         {position}: paste the token alone, in one piece"
    )]
    NotAToken {
        /// Position of the character, counting from 1.
        position: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_redacts_a_token() {
        let token = AccessToken::parse(" EAAB123 ").unwrap();
        assert_eq!(token.expose_secret(), "EAAB123");
        assert_eq!(format!("{token:?}"), "AccessToken(…)");
    }

    #[test]
    fn a_token_is_printable_ascii_without_spaces() {
        assert_eq!(AccessToken::parse("\n").unwrap_err(), AccessTokenError::Empty);
        assert_eq!(
            AccessToken::parse("EAAB 123").unwrap_err(),
            AccessTokenError::NotAToken { position: 5 }
        );
        assert!(AccessToken::parse("EAA\u{200b}B").is_err());
    }

    #[test]
    fn a_proof_is_64_hexadecimal_digits_and_debug_redacts_it() {
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
