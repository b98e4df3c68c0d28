//! Verifies callback URLs.
//!
//! <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::Arc,
};

use axum::http::StatusCode;
use graph_emulator::Verification;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Shared, delivery::MAX_DELAY};
use crate::store::Unverified;

/// Repeats the verification request until the bot answers with the challenge, and returns
/// `revision`. Ends early if another subscription replaces this one.
pub(super) async fn verify(shared: Arc<Shared>, revision: u64) -> u64 {
    let mut delay = shared.limits.webhook_retry;
    let mut last_error = String::new();
    while let Some(unverified) = shared.store.unverified_webhook(revision) {
        let result = match &unverified.forbidden {
            Some(reason) => Err(reason.clone()),
            None => request(&shared, &unverified).await,
        };
        let name = &unverified.name;
        match result {
            Ok(()) => {
                tracing::info!("webhook {name}: verified");
                shared.store.record_verification(revision, Verification::Verified);
            }
            Err(error) => {
                if error != last_error {
                    tracing::warn!("webhook {name}: not verified yet, and asked again: {error}");
                    last_error.clone_from(&error);
                }
                shared.store.record_verification(revision, Verification::Failed(error));
                tokio::time::sleep(delay).await;
                delay = (delay * 2).min(MAX_DELAY);
            }
        }
    }
    revision
}

async fn request(shared: &Shared, unverified: &Unverified) -> Result<(), String> {
    let Unverified { url, verify_token, .. } = unverified;
    let challenge = challenge();
    let token = utf8_percent_encode(verify_token, NON_ALPHANUMERIC);
    let separator = if url.contains('?') { '&' } else { '?' };
    let query = format!("hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={token}");
    let (status, body) = shared.client.get(&format!("{url}{separator}{query}")).await?;
    let is_challenge = body.trim_ascii() == challenge.as_bytes();
    match (status, is_challenge) {
        (StatusCode::OK, true) => Ok(()),
        (StatusCode::OK, false) => {
            Err("the bot responded with something else than hub.challenge".to_owned())
        }
        (status, _) => {
            let status = status.as_u16();
            Err(format!("the bot responded with status {status}; is its verify token another one?"))
        }
    }
}

/// A number of ten digits that fits into 32 bits, as some bots parse it.
fn challenge() -> String {
    let random = RandomState::new().hash_one(0);
    (1_000_000_000 + random % 1_000_000_000).to_string()
}
