//! `quick_reply` in `/_emulator/people/{psid}/messages`

use messenger_personas::Psid;
use serde_json::{Value, json};

use super::context::{Control, ControlError};
use crate::{
    http::Params,
    model::{PersonRecord, Sender},
};

/// A quick reply that a person taps.
pub(super) struct Tapped {
    /// The text of the message: the quick reply's title.
    pub(super) text: String,
    pub(super) payload: String,
}

/// The quick reply that the parameters name, if they name one. The newest message of the
/// conversation has to offer it.
pub(super) fn tapped(
    control: &Control<'_>,
    person: &PersonRecord,
    params: &Params,
) -> Result<Option<Tapped>, ControlError> {
    if !params.has("quick_reply") {
        return Ok(None);
    }
    let offered = offered(control, person);
    let refused = || ControlError(400, choice(&person.psid, offered));
    let named = params.object("quick_reply").map_err(|_| refused())?;
    let payload = named.get("payload").and_then(Value::as_str).ok_or_else(refused)?;
    let text = params.text("text");
    let find = |reply: &Value| {
        let member = |name: &str| reply.get(name).and_then(Value::as_str);
        // The payload of these is what the person's profile has.
        let is_from_profile = match member("content_type") {
            Some("user_email") => payload.contains('@'),
            Some("user_phone_number") => payload.starts_with(|c: char| c == '+' || c.is_numeric()),
            _ => false,
        };
        if is_from_profile {
            return text.as_deref().is_none_or(|text| text == payload).then(|| payload.to_owned());
        }
        let title = member("title")?;
        let is_it =
            member("payload") == Some(payload) && text.as_deref().is_none_or(|text| text == title);
        is_it.then(|| title.to_owned())
    };
    let text = offered.iter().find_map(find).ok_or_else(refused)?;
    Ok(Some(Tapped { text, payload: payload.to_owned() }))
}

/// The quick replies of the newest message. They disappear with the next one.
fn offered<'a>(control: &Control<'a>, person: &PersonRecord) -> &'a [Value] {
    let newest = person.messages.last().and_then(|&number| control.state.message_numbered(number));
    match newest {
        Some(message) if matches!(message.from, Sender::Page { .. }) => {
            &message.extras().quick_replies
        }
        _ => &[],
    }
}

fn choice(psid: &Psid, offered: &[Value]) -> String {
    if offered.is_empty() {
        return format!(
            "the newest message to {psid} offers no quick replies; leave quick_reply out to write \
             a text"
        );
    }
    let offered: Vec<String> = offered
        .iter()
        .map(|reply| match (reply.get("title"), reply.get("payload")) {
            (Some(title), Some(payload)) => json!({"title": title, "payload": payload}).to_string(),
            _ => reply.to_string(),
        })
        .collect();
    format!(
        "say which quick reply is tapped: {{\"quick_reply\": {{\"payload\": \"…\"}}}}, with its \
         title as text or without text; there is {}",
        offered.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::test_support::TestClient;

    #[test]
    fn a_quick_reply_is_tapped_where_the_newest_message_offers_it() {
        let mut client = TestClient::subscribed("messages,message_reads");
        let write = client.person_target("messages");
        let tap = json!({"quick_reply": {"payload": "RED"}});
        let refused = client.post(&write, &tap);
        let message = refused["error"]["message"].as_str().unwrap();
        assert!(message.contains("no quick replies"), "{message}");
        let replies = json!([
            {"content_type": "text", "title": "Red", "payload": "RED"},
            {"content_type": "text", "title": "Blue", "payload": "BLUE"},
            {"content_type": "user_email"},
        ]);
        let ask = json!({"message": {"text": "Which one?", "quick_replies": replies}});
        client.send_text("", &ask);
        for body in [
            json!({"quick_reply": {"payload": "GREEN"}}),
            json!({"text": "Green", "quick_reply": {"payload": "RED"}}),
            json!({"quick_reply": "RED"}),
            json!({"quick_reply": {}}),
        ] {
            let answer = client.post(&write, &body);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains("Red") && message.contains("BLUE"), "{message}");
        }
        let tapped = client.post(&write, &tap);
        assert_eq!(tapped["text"], "Red");
        let message =
            json!({"mid": tapped["message_id"], "text": "Red", "quick_reply": {"payload": "RED"}});
        let read = json!({"watermark": client.now.unix_ms()});
        assert_eq!(
            client.webhook_events(),
            [
                ("message_reads".to_owned(), client.event_of_person("read", &read)),
                ("messages".to_owned(), client.event_of_person("message", &message)),
            ]
        );
        assert!(client.post(&write, &tap)["error"].is_object());
        client.send_text("", &ask);
        let email = json!({"text": "a@b.example", "quick_reply": {"payload": "a@b.example"}});
        client.post(&write, &email);
        let body = client.emulator.pending_webhooks(0).last().unwrap().body.clone();
        assert!(body.contains(r#""quick_reply":{"payload":"a\u0040b.example"}"#), "{body}");
    }
}
