//! Signatures made with the app's secret.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks>

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

use crate::model::ids;

/// The signature headers of the body of a webhook.
///
/// Meta documents `X-Hub-Signature-256`. Older bots check `X-Hub-Signature` only.
pub(crate) fn sign(secret: &str, body: &[u8]) -> [(&'static str, String); 2] {
    let sha1 = match Hmac::<Sha1>::new_from_slice(secret.as_bytes()) {
        Ok(mac) => ids::hex(&mac.chain_update(body).finalize().into_bytes()),
        Err(_) => String::new(),
    };
    [
        ("x-hub-signature", format!("sha1={sha1}")),
        ("x-hub-signature-256", format!("sha256={}", hmac_sha256(secret, body))),
    ]
}

/// The HMAC in lower-case hexadecimal digits.
pub(crate) fn hmac_sha256(secret: &str, message: &[u8]) -> String {
    match Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        Ok(mac) => ids::hex(&mac.chain_update(message).finalize().into_bytes()),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with `printf %s BODY | openssl dgst -sha1 -hmac SECRET`, and with `-sha256`.
    #[test]
    fn a_body_has_both_signatures() {
        let [sha1, sha256] = sign("5ec2e7", b"{\"object\":\"page\"}");
        assert_eq!(
            sha1,
            ("x-hub-signature", "sha1=48dccfe9f392e372e1e72cae8de2acec76042b06".to_owned())
        );
        assert_eq!(
            sha256,
            (
                "x-hub-signature-256",
                "sha256=51353e712e926bad95e416b14b1e18d9b8222af4c2927500493013444526bc2f"
                    .to_owned()
            )
        );
    }
}
