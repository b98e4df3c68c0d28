//! App secret, and the proofs computed from it. For servers only: never send the secret to a
//! browser.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{AccessToken, AppSecretProof};

/// An app secret, for computing an [`AppSecretProof`]. No method returns the secret.
#[derive(Clone)]
pub struct AppSecret(Hmac<Sha256>);

impl AppSecret {
    /// Parses a secret. White space around it is removed. Meta's secrets are 32 hexadecimal digits;
    /// this accepts any printable ASCII characters except spaces.
    ///
    /// # Errors
    /// [`AppSecretError`] if `text` is empty or contains another character.
    pub fn parse(text: &str) -> Result<Self, AppSecretError> {
        let text = text.trim();
        if text.is_empty() || text.bytes().any(|byte| !byte.is_ascii_graphic()) {
            return Err(AppSecretError);
        }
        Hmac::new_from_slice(text.as_bytes()).map(Self).map_err(|_| AppSecretError)
    }

    /// Returns the HMAC-SHA256 of `message` in lower-case hex.
    fn compute_hmac(&self, message: &str) -> String {
        let digest = self.0.clone().chain_update(message).finalize().into_bytes();
        let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
    }
}

impl fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppSecret(…)")
    }
}

impl AppSecretProof {
    /// Computes the proof for `token`. It is valid as long as token and secret are.
    ///
    /// ```
    /// use messenger_personas::{AccessToken, AppSecret, AppSecretProof, Graph};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let token = AccessToken::parse("PAGE-ACCESS-TOKEN")?;
    /// let secret = AppSecret::parse("0123456789abcdef0123456789abcdef")?;
    /// let proof = AppSecretProof::of(&token, &secret);
    /// let graph = Graph { app_secret_proof: Some(proof), ..Graph::new(token) };
    /// assert!(!format!("{graph:?}").contains("PAGE-ACCESS-TOKEN"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn of(token: &AccessToken, secret: &AppSecret) -> Self {
        Self { hex: secret.compute_hmac(token.expose_secret()), time: None }
    }

    /// Computes the proof for `token` at the time `unix_seconds`, in seconds since 1970. It is
    /// valid for five minutes.
    #[must_use]
    pub fn at(token: &AccessToken, secret: &AppSecret, unix_seconds: u64) -> Self {
        let message = format!("{}|{unix_seconds}", token.expose_secret());
        Self { hex: secret.compute_hmac(&message), time: Some(unix_seconds) }
    }
}

/// An invalid app secret. The error contains nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the app secret is not valid: copy it from the app's settings at Meta, without spaces")]
pub struct AppSecretError;

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values were computed with `printf %s MESSAGE | openssl dgst -sha256 -hmac SECRET`.
    #[test]
    fn a_proof_matches_openssl() {
        let token = AccessToken::parse("EAABTESTTOKEN").unwrap();
        let secret = AppSecret::parse(" 0123456789abcdef0123456789abcdef\n").unwrap();
        let proof = AppSecretProof::of(&token, &secret);
        assert_eq!(
            (proof.expose_secret(), proof.time()),
            ("83900161d8bd32cbc055a400701b7d14e6a32728a501181ede9309316f03df10", None)
        );
        let timed = AppSecretProof::at(&token, &secret, 1_764_000_000);
        assert_eq!(
            (timed.expose_secret(), timed.time()),
            (
                "c07c56a161e2c97c78c158a114f3881e9d1c9ebddf3c07e9164955de1a69f5a2",
                Some(1_764_000_000)
            )
        );
        let long = AppSecret::parse(&"k".repeat(100)).unwrap();
        assert_eq!(
            AppSecretProof::of(&token, &long).expose_secret(),
            "43519c90ad352e698f1bf09204013843574368584d3637618a4e1bcc1ecd8abd"
        );
        assert!(AppSecretProof::parse(timed.expose_secret()).is_ok());
    }

    #[test]
    fn a_secret_is_printable_ascii_and_not_shown_by_debug() {
        let secret = AppSecret::parse("0123456789abcdef").unwrap();
        assert_eq!(format!("{secret:?}"), "AppSecret(…)");
        for text in ["", " ", "two words", "é"] {
            assert_eq!(AppSecret::parse(text).unwrap_err(), AppSecretError, "{text}");
        }
    }
}
