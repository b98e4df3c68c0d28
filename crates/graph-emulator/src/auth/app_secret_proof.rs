//! `appsecret_proof`: proves that the caller of Graph has the app's secret.
//!
//! <https://developers.facebook.com/docs/facebook-login/security>

use crate::{
    auth::webhook_signature::hmac_sha256,
    error::GraphError,
    http::Params,
    model::{State, Timestamp},
};

/// Fails if the proof is wrong, or missing although required.
pub(crate) fn check_proof(
    state: &State,
    params: &Params,
    token: &str,
    now: Timestamp,
) -> Result<(), GraphError> {
    let Some(given) = params.text("appsecret_proof") else {
        return if state.app_secret_required() {
            Err(GraphError::app_secret_proof_required())
        } else {
            Ok(())
        };
    };
    let proven = match params.text("appsecret_time") {
        None => Some(token.to_owned()),
        Some(time) => time
            .parse::<u64>()
            .ok()
            .filter(|time| time.abs_diff(now.unix_ms() / 1000) <= VALID_SECONDS)
            .map(|time| format!("{token}|{time}")),
    };
    match proven {
        Some(message) if *given == hmac_sha256(state.app_secret(), message.as_bytes()) => Ok(()),
        _ => Err(GraphError::app_secret_proof_invalid()),
    }
}

const VALID_SECONDS: u64 = 5 * 60;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        emulator::Emulator,
        model::{APP_SECRET, Seed},
        test_support::TestClient,
    };

    fn message(answer: &Value) -> &str {
        answer["error"]["message"].as_str().unwrap_or_default()
    }

    /// Computed with `printf %s MESSAGE | openssl dgst -sha256 -hmac SECRET`.
    const PROOF: &str = "1fdb5967c4eb4195ec4a006a727e752796c63a092dba08c64bf02c73b3a1e701";
    const TIMED: &str = "edc33f42c208a9c6ad123c9dc71fd9e44cc4d5bf47cac985328263d1b5a75b73";

    #[test]
    fn a_proof_is_checked_although_not_required() {
        let mut client = TestClient::demo();
        for (query, is_good) in [
            (format!("appsecret_proof={PROOF}"), true),
            (format!("appsecret_proof={}", PROOF.to_uppercase()), false),
            ("appsecret_proof=".to_owned(), false),
            (format!("appsecret_proof={TIMED}&appsecret_time=1795000000"), true),
            (format!("appsecret_proof={TIMED}&appsecret_time=1795000001"), false),
            (format!("appsecret_proof={TIMED}"), false),
            (format!("appsecret_proof={PROOF}&appsecret_time=now"), false),
        ] {
            let answer = client.get(&format!("/me?{query}"));
            assert_eq!(answer["name"].is_string(), is_good, "{query}");
            if !is_good {
                let error = "Invalid appsecret_proof provided in the API argument";
                assert_eq!(message(&answer), error);
                assert_eq!(answer["error"]["type"], "GraphMethodException");
                assert_eq!(answer["error"]["code"], 100);
            }
        }
    }

    #[test]
    fn a_proof_with_a_time_is_valid_for_five_minutes() {
        let mut client = TestClient::demo();
        let target = format!("/me?appsecret_proof={TIMED}&appsecret_time=1795000000");
        client.advance_ms(300_999);
        assert!(client.get(&target)["name"].is_string());
        client.advance_ms(1);
        assert!(client.get(&target)["error"].is_object());
    }

    #[test]
    fn a_proof_can_be_required_by_setting_and_seed() {
        let seed = Seed::DEMO_JSON.replacen('{', "{\"require_app_secret\": true,", 1);
        let mut seeded = TestClient::demo();
        seeded.emulator = Emulator::new(Seed::parse(&seed).unwrap(), seeded.now);
        let mut client = TestClient::demo();
        let settings = client.post("/_emulator/settings", &json!({"require_app_secret": true}));
        assert_eq!(settings["require_app_secret"], true);
        for client in [&mut client, &mut seeded] {
            assert_eq!(
                message(&client.get("/me")),
                "API calls from the server require an appsecret_proof argument"
            );
            assert!(client.get(&format!("/me?appsecret_proof={PROOF}"))["name"].is_string());
            client.post("/_emulator/settings", &json!({"require_app_secret": false}));
            assert!(client.get("/me")["name"].is_string());
        }
        assert_eq!(client.get("/_emulator/app")["secret"], APP_SECRET);
    }
}
