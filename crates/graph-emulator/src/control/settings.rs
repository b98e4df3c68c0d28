//! `/_emulator/settings` and `/_emulator/app`

use serde_json::json;

use super::context::{Control, ControlError, ControlResult, Output};
use crate::model::{APP_ID, APP_NAME, Change, UnknownPersona};

/// `GET /_emulator/app`: the app that all tokens belong to, with its secret.
pub(super) fn app(control: &Control<'_>) -> Output {
    Output::new(&json!({"id": APP_ID, "name": APP_NAME, "secret": control.state.app_secret()}))
}

/// `GET /_emulator/settings`
pub(super) fn get(control: &Control<'_>) -> Output {
    report(control.state.app_secret_required(), control.state.unknown_persona())
}

/// `POST /_emulator/settings`: omitted values stay unchanged.
pub(super) fn set(control: &Control<'_>) -> ControlResult {
    let params = control.params()?;
    let mut changes = Vec::new();
    let required = match params.text("require_app_secret") {
        None => control.state.app_secret_required(),
        Some(text) => {
            let required = text.trim().parse().map_err(|_| error())?;
            changes.push(Change::AppSecretRequired { required });
            required
        }
    };
    let unknown_persona = match params.text("unknown_persona") {
        None => control.state.unknown_persona(),
        Some(text) => {
            let known = UnknownPersona::ALL.iter().copied();
            let unknown_persona =
                known.into_iter().find(|it| it.as_str() == text).ok_or_else(error)?;
            changes.push(Change::UnknownPersonaSet { unknown_persona });
            unknown_persona
        }
    };
    if changes.is_empty() {
        return Err(error());
    }
    Ok(report(required, unknown_persona).with_changes(changes))
}

fn report(required: bool, unknown_persona: UnknownPersona) -> Output {
    Output::new(&json!({
        "require_app_secret": required,
        "unknown_persona": unknown_persona.as_str(),
    }))
}

fn error() -> ControlError {
    let message = "say what is to change: {\"require_app_secret\": true}, or \
                   {\"unknown_persona\": \"sent_as_page\"}, which is \"refused\" otherwise";
    ControlError(400, message.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::test_support::TestClient;

    #[test]
    fn settings_apply_until_the_reset() {
        let mut client = TestClient::demo();
        let before = json!({"require_app_secret": false, "unknown_persona": "refused"});
        assert_eq!(client.get("/_emulator/settings"), before);
        client.post("/_emulator/settings", &json!({"unknown_persona": "sent_as_page"}));
        client.post("/_emulator/settings", &json!({"require_app_secret": true}));
        let after = json!({"require_app_secret": true, "unknown_persona": "sent_as_page"});
        assert_eq!(client.get("/_emulator/settings"), after);
        client.post("/_emulator/reset", &json!({}));
        assert_eq!(client.get("/_emulator/settings"), before);
    }

    #[test]
    fn invalid_settings_name_the_valid_ones() {
        for body in
            [json!({}), json!({"require_app_secret": "maybe"}), json!({"unknown_persona": "x"})]
        {
            let answer = TestClient::demo().post("/_emulator/settings", &body);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains("sent_as_page"), "{message}");
        }
    }
}
