//! `/_emulator/people/{psid}/postbacks` and `/_emulator/people/{psid}/reads`

use serde_json::json;

use super::{
    buttons,
    context::{Control, ControlError, ControlResult, Output},
    people,
};
use crate::model::Change;

/// `POST …/postbacks`: the person presses a button that they were sent, Get Started, an item of the
/// persistent menu or an ice breaker, which opens the window for 24 hours.
pub(super) fn press(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_active_person(control, psid)?;
    let params = control.params()?;
    let (title, payload) = (params.text("title"), params.text("payload"));
    let button = buttons::find(control, person, title.as_deref(), payload.as_deref())?;
    let message_id = control.state.next_postback_id();
    let (title, payload) = (button.title.to_owned(), button.payload.to_owned());
    let body = json!({"message_id": message_id, "title": title, "payload": payload});
    let psid = person.psid.clone();
    let change = Change::PostbackReceived { message_id, psid, title, payload, at: control.now };
    Ok(Output::new(&body).with_changes([change]))
}

/// `POST …/reads`: the person has read all that the Page sent.
pub(super) fn read(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_active_person(control, psid)?;
    let Some(newest) = buttons::messages_of_page(control, person).next() else {
        let message = "the Page has sent nothing to this person, so there is nothing to read; send \
                       a message first";
        return Err(ControlError(409, message.to_owned()));
    };
    let change = Change::PersonRead { psid: person.psid.clone(), at: control.now };
    let changes = if control.state.unread_by(person).is_some() { vec![change] } else { Vec::new() };
    Ok(Output::new(&json!({"watermark": newest.at.unix_ms()})).with_changes(changes))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::test_support::{TestClient, template};

    #[test]
    fn a_button_that_was_sent_can_be_pressed() {
        let mut client = TestClient::subscribed("messaging_postbacks");
        let press = client.person_target("postbacks");
        let refused = client.post(&press, &json!({"payload": "TALK"}));
        let message = refused["error"]["message"].as_str().unwrap();
        assert!(message.contains("no button"), "{message}");
        let button = json!({"type": "postback", "title": "Talk to a person", "payload": "TALK"});
        let link = json!({"type": "web_url", "title": "Shop", "url": "https://a.example/b"});
        let payload = json!({"template_type": "button", "text": "Hi", "buttons": [button, link]});
        client.send_text("", &template(&payload));
        for body in [json!({}), json!({"payload": "X"}), json!({"payload": "TALK", "title": "X"})] {
            let answer = client.post(&press, &body);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains("Talk to a person") && !message.contains("Shop"), "{message}");
        }
        client.advance_ms(86_400_000);
        assert!(client.send_text("Late", &json!({}))["error"].is_object());
        let pressed = client.post(&press, &json!({"payload": "TALK"}));
        let again = client.post(&press, &json!({"payload": "TALK", "title": "Talk to a person"}));
        assert_ne!(pressed["message_id"], again["message_id"]);
        assert!(client.send_text("In time", &json!({}))["message_id"].is_string());
        let mid = &pressed["message_id"];
        let postback = json!({"title": "Talk to a person", "payload": "TALK", "mid": mid});
        let expected = client.event_of_person("postback", &postback);
        assert_eq!(client.webhook_events()[0], ("messaging_postbacks".to_owned(), expected));
        assert_eq!(client.webhook_events().len(), 2);
    }

    #[test]
    fn postbacks_of_the_profile_have_metas_form() {
        let mut client = TestClient::subscribed("messaging_postbacks");
        let help = json!({"type": "postback", "title": "Help", "payload": "HELP"});
        let menu = json!([{"locale": "default", "call_to_actions": [help]}]);
        let profile = json!({"get_started": {"payload": "START"}, "persistent_menu": menu});
        client.post("/me/messenger_profile", &profile);
        let press = client.person_target("postbacks");
        let expected = ["START", "HELP"].map(|payload| {
            let pressed = client.post(&press, &json!({ "payload": payload }));
            let title = if payload == "START" { "Get Started" } else { "Help" };
            let postback =
                json!({"title": title, "payload": payload, "mid": pressed["message_id"]});
            let event = client.event_of_person("postback", &postback);
            ("messaging_postbacks".to_owned(), event)
        });
        assert_eq!(client.webhook_events(), expected);
    }

    #[test]
    fn what_a_person_has_read_is_reported_once() {
        let mut client = TestClient::subscribed("message_reads");
        let read = client.person_target("reads");
        let refused = client.post(&read, &json!({}));
        assert!(refused["error"]["message"].is_string(), "{refused}");
        client.send_text("Hi", &json!({}));
        let sent_at = client.now.unix_ms();
        client.advance_ms(5);
        for _ in 0..2 {
            assert_eq!(client.post(&read, &json!({})), json!({"watermark": sent_at}));
        }
        let expected = client.event_of_person("read", &json!({"watermark": sent_at}));
        assert_eq!(client.webhook_events(), [("message_reads".to_owned(), expected)]);
    }
}
