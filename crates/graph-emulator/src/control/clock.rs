//! `/_emulator/clock`: the emulator's clock, which can be advanced and frozen.

use serde_json::json;

use super::context::{Control, ControlError, ControlResult, Output};
use crate::model::Change;

/// `GET /_emulator/clock`
pub(super) fn read(control: &Control<'_>) -> Output {
    report(control, 0, control.state.frozen_at().is_some())
}

/// `POST /_emulator/clock`: advances, freezes or unfreezes the clock.
pub(super) fn set(control: &Control<'_>) -> ControlResult {
    let params = control.params()?;
    let by = |name: &str, ms: u64| params.text(name).map(|text| parse_ms(&text, ms));
    let advanced = by("advance_seconds", 1000).or_else(|| by("advance_ms", 1));
    let frozen = params.text("frozen");
    if advanced.is_none() && frozen.is_none() {
        let message = "say by how much: {\"advance_seconds\": 3600} or {\"advance_ms\": 250}, or \
                       freeze it: {\"frozen\": true}";
        return Err(ControlError(400, message.to_owned()));
    }
    let mut changes = Vec::new();
    let mut is_frozen = control.state.frozen_at().is_some();
    if let Some(text) = frozen {
        let wanted: bool = text.trim().parse().map_err(|_| {
            let message = "frozen is true or false";
            ControlError(400, message.to_owned())
        })?;
        if wanted != is_frozen {
            changes.push(Change::ClockFrozen { at: wanted.then_some(control.outside) });
        }
        is_frozen = wanted;
    }
    let mut ms = 0;
    if let Some(advanced) = advanced {
        ms = advanced?;
        changes.push(Change::ClockAdvanced { ms });
    }
    Ok(report(control, ms, is_frozen).with_changes(changes))
}

/// Parses a number of units of `ms` milliseconds.
fn parse_ms(text: &str, ms: u64) -> Result<u64, ControlError> {
    let ms = text.trim().parse::<u64>().ok().and_then(|units| units.checked_mul(ms));
    ms.filter(|ms| *ms <= A_CENTURY_MS).ok_or_else(|| {
        let message = "advance_seconds and advance_ms are whole numbers, not negative, and at most \
                       a hundred years";
        ControlError(400, message.to_owned())
    })
}

/// The clock after advancing it by `ms`.
fn report(control: &Control<'_>, ms: u64, is_frozen: bool) -> Output {
    // An unfrozen clock includes the time that passed while it was frozen.
    let now =
        if is_frozen { control.now } else { control.outside.after_ms(control.state.ahead_ms()) };
    let body = json!({
        "now": now.after_ms(ms).to_string(),
        "ahead_seconds": control.state.ahead_ms().saturating_add(ms) / 1000,
        "frozen": is_frozen,
    });
    Output::new(&body)
}

const A_CENTURY_MS: u64 = 100 * 366 * 24 * 60 * 60 * 1000;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::test_support::TestClient;

    #[test]
    fn the_clock_can_be_advanced() {
        let mut client = TestClient::demo();
        client.post("/_emulator/clock", &json!({"advance_seconds": 3600}));
        let clock = client.post("/_emulator/clock", &json!({"advance_seconds": "82800"}));
        assert_eq!(clock["ahead_seconds"], 86_400);
        assert_eq!(client.get("/_emulator/clock"), clock);
        assert_eq!(client.get("/_emulator/pages")["pages"][0]["people"][0]["window_open"], false);
        let clock = client.post("/_emulator/clock", &json!({"advance_ms": 1000}));
        assert_eq!(clock["ahead_seconds"], 86_401);
        for body in [
            json!({}),
            json!({"advance_ms": 0.5}),
            json!({"advance_seconds": -1}),
            json!({"advance_seconds": u64::MAX}),
            json!({"frozen": "maybe"}),
        ] {
            assert!(client.post("/_emulator/clock", &body)["error"]["message"].is_string());
        }
        assert_eq!(client.get("/_emulator/clock"), clock);
    }

    #[test]
    fn a_frozen_clock_can_be_advanced_and_unfrozen() {
        let mut client = TestClient::demo();
        let frozen = client.post("/_emulator/clock", &json!({"frozen": true}));
        assert_eq!(frozen["now"], client.now.to_string());
        client.advance_ms(60_000);
        assert_eq!(client.get("/_emulator/clock"), frozen);
        let dots = json!({"message": null, "sender_action": "typing_on"});
        client.send_text("", &dots);
        client.advance_ms(60_000);
        assert!(client.conversation()["typing"].is_object());
        client.post("/_emulator/clock", &json!({"advance_seconds": 20, "frozen": true}));
        assert!(client.conversation()["typing"].is_null());
        let clock = client.post("/_emulator/clock", &json!({"frozen": false}));
        assert_eq!(clock["now"], client.now.after_ms(20_000).to_string());
        assert_eq!(client.get("/_emulator/clock"), clock);
        client.post("/_emulator/clock", &json!({"frozen": true}));
        client.post("/_emulator/reset", &json!({}));
        assert_eq!(client.get("/_emulator/clock")["frozen"], false);
    }
}
