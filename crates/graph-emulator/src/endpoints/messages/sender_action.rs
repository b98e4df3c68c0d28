//! Sender actions: typing indicators, read receipts and reactions.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions>

use messenger_personas::SentSenderAction;
use serde_json::{Value, json};

use super::{persona::find_persona, recipient::Recipient};
use crate::{
    endpoints::call::{Call, HandlerResult, Output},
    endpoints::field::Field,
    error::GraphError,
    model::{Change, PageRecord, PersonRecord},
};

pub(super) fn send(
    call: &Call<'_>,
    page: &PageRecord,
    recipient: &Recipient<'_>,
    action: &str,
) -> HandlerResult {
    let Recipient::Person(person) = recipient else {
        return Err(GraphError::action_needs_id());
    };
    let persona = find_persona(call, page)?;
    let (psid, at) = (person.psid.clone(), call.now);
    let action = action.to_ascii_uppercase();
    if call.params.has("persona_id")
        && !action.starts_with("TYPING_")
        && ACTIONS.contains(&&*action)
    {
        return Err(GraphError::action_takes_no_persona());
    }
    let change = match action.as_str() {
        "TYPING_ON" if !person.window_open(call.now) => {
            return Err(GraphError::outside_window());
        }
        "TYPING_ON" => Change::TypingStarted { psid, persona, at },
        "TYPING_OFF" => Change::TypingStopped { psid, persona_id: persona.map(|it| it.id) },
        "MARK_SEEN" => Change::Seen { psid, at },
        "REACT" => react(call, person, true)?,
        "UNREACT" => react(call, person, false)?,
        _ => return Err(GraphError::not_one_of("sender_action", ACTIONS)),
    };
    let answer = SentSenderAction { recipient_id: Some(person.psid.clone()) };
    Ok(Output::new(call, &answer).with_changes([change]))
}

fn react(call: &Call<'_>, person: &PersonRecord, is_given: bool) -> Result<Change, GraphError> {
    let payload = Value::Object(call.params.object("payload")?);
    let payload = Field::new("payload", &payload);
    payload.check_keys(&["message_id", "reaction"])?;
    let id = payload.required("message_id")?;
    let message_id = id.text()?;
    find(call, person, message_id).ok_or_else(|| unknown_message(&id))?;
    let reaction = if is_given {
        let reaction = payload.required("reaction")?;
        let emoji = reaction.text()?;
        if emoji.chars().count() > MOST_OF_AN_EMOJI || emoji.is_ascii() {
            return Err(reaction.error("must be an emoji"));
        }
        Some(emoji.to_owned())
    } else {
        None
    };
    let message_id = message_id.to_owned();
    Ok(Change::PageReacted { psid: person.psid.clone(), message_id, reaction })
}

/// Parses `reply_to`: a message of this conversation, while the window is open.
pub(super) fn reply_to(
    call: &Call<'_>,
    recipient: &Recipient<'_>,
) -> Result<Option<String>, GraphError> {
    if !call.params.has("reply_to") {
        return Ok(None);
    }
    let value = Value::Object(call.params.object("reply_to")?);
    let reply_to = Field::new("reply_to", &value);
    reply_to.check_keys(&["mid"])?;
    let mid = reply_to.required("mid")?;
    let Recipient::Person(person) = recipient else { return Err(unknown_message(&mid)) };
    find(call, person, mid.text()?).ok_or_else(|| unknown_message(&mid))?;
    if !person.window_open(call.now) {
        return Err(GraphError::outside_window());
    }
    Ok(Some(mid.text()?.to_owned()))
}

/// Parses `thread_control`.
pub(super) fn thread_control(call: &Call<'_>) -> Result<Option<Value>, GraphError> {
    if !call.params.has("thread_control") {
        return Ok(None);
    }
    let value = Value::Object(call.params.object("thread_control")?);
    let control = Field::new("thread_control", &value);
    control.check_keys(&["control_type", "app_id", "metadata"])?;
    let kind = match control.member("control_type") {
        Some(kind) => kind.one_of(&["pass", "release"])?,
        None => "release",
    };
    let Some(app) = control.member("app_id") else {
        return Ok(Some(json!({"control_type": kind})));
    };
    let app_id = match app.value {
        Value::Number(number) => number.to_string(),
        value => value.as_str().unwrap_or_default().to_owned(),
    };
    if kind != "pass" || app_id.is_empty() || !app_id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(GraphError::invalid_app_id());
    }
    Ok(Some(json!({"control_type": kind, "app_id": app_id})))
}

fn find(call: &Call<'_>, person: &PersonRecord, id: &str) -> Option<()> {
    let mut messages = person.messages.iter().rev();
    messages.find_map(|&number| (call.state.message_numbered(number)?.id == id).then_some(()))
}

fn unknown_message(id: &Field<'_>) -> GraphError {
    id.error("must be a message of this conversation")
}

const ACTIONS: &[&str] = &["MARK_SEEN", "TYPING_ON", "TYPING_OFF", "REACT", "UNREACT"];
/// A flag or a family is one emoji of several code points.
const MOST_OF_AN_EMOJI: usize = 16;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes};

    fn action(name: &str, more: &Value) -> Value {
        let mut body = more.clone();
        body["message"] = Value::Null;
        body["sender_action"] = json!(name);
        body
    }

    #[test]
    fn a_page_sets_changes_and_removes_a_reaction() {
        let mut client = TestClient::demo();
        let mid = client.conversation()["messages"][0]["message_id"].clone();
        let done = json!({"recipient_id": client.psid});
        for (name, emoji, expected) in [
            ("react", json!("😊"), json!("😊")),
            ("REACT", json!("👨‍👩‍👧"), json!("👨‍👩‍👧")),
            ("unreact", json!(null), json!(null)),
        ] {
            let payload = json!({"payload": {"message_id": mid, "reaction": emoji}});
            assert_eq!(client.send_text("", &action(name, &payload)), done);
            assert_eq!(client.conversation()["messages"][0]["page_reaction"], expected);
        }
        let as_text = json!({"payload": json!({"message_id": mid, "reaction": "❤"}).to_string()});
        assert_eq!(client.send_text("", &action("react", &as_text)), done);
        let adam = client.create_persona("Adam");
        for more in [
            json!({}),
            json!({"payload": {}}),
            json!({"payload": {"message_id": "m_x", "reaction": "😊"}}),
            json!({"payload": {"message_id": mid}}),
            json!({"payload": {"message_id": mid, "reaction": "love"}}),
            json!({"payload": {"message_id": mid, "reaction": "😊"}, "persona_id": adam}),
        ] {
            assert_eq!(
                codes(&client.send_text("", &action("react", &more))),
                (100, None),
                "{more}"
            );
        }
    }

    #[test]
    fn a_reply_needs_a_message_of_the_conversation() {
        let mut client = TestClient::demo();
        let mid = client.conversation()["messages"][0]["message_id"].clone();
        assert!(
            client.send_text("Hi", &json!({"reply_to": {"mid": mid}}))["message_id"].is_string()
        );
        assert_eq!(client.get("/_emulator/outbox")["messages"][0]["reply_to"], mid);
        for reply_to in [json!({}), json!({"mid": "m_x"}), json!({"mid": ""})] {
            assert_eq!(codes(&client.send_text("Hi", &json!({"reply_to": reply_to}))), (100, None));
        }
        let inside = json!({"message": {"text": "Hi", "reply_to": {"mid": mid}}});
        let answer = client.send_text("", &inside);
        assert_eq!(
            answer["error"]["message"],
            "(#100) Invalid keys \"reply_to\" were found in param \"message\"."
        );
    }

    #[test]
    fn a_late_reaction_succeeds_and_a_late_reply_fails() {
        let mut client = TestClient::demo();
        let mid = client.conversation()["messages"][0]["message_id"].clone();
        client.advance_ms(2 * 86_400_000);
        let payload = json!({"payload": {"message_id": mid, "reaction": "😊"}});
        let answer = client.send_text("", &action("react", &payload));
        assert_eq!(answer, json!({"recipient_id": client.psid}));
        let human = json!({"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"});
        assert!(client.send_text("Hi", &human)["message_id"].is_string());
        let mut late = human;
        late["reply_to"] = json!({"mid": mid});
        assert_eq!(codes(&client.send_text("Hi", &late)), (10, Some(2_018_278)));
    }

    #[test]
    fn thread_control_is_stored_with_the_message() {
        let mut client = TestClient::demo();
        for (control, reusable) in [
            (
                json!({"control_type": "pass", "app_id": 771}),
                json!({"control_type": "pass", "app_id": "771"}),
            ),
            (json!({"control_type": "pass"}), json!({"control_type": "pass"})),
            (
                json!({"app_id": null, "control_type": "release"}),
                json!({"control_type": "release"}),
            ),
        ] {
            client.send_text("Hi", &json!({"thread_control": control}));
            let outbox = client.get("/_emulator/outbox");
            assert_eq!(
                outbox["messages"].as_array().unwrap().last().unwrap()["thread_control"],
                reusable
            );
        }
        for (control, expected) in [
            (json!({"control_type": "take"}), (100, None)),
            (json!({"control_type": "pass", "app_id": "x"}), (100, Some(2_018_164))),
            (json!({"control_type": "release", "app_id": "5"}), (100, Some(2_018_164))),
        ] {
            assert_eq!(
                codes(&client.send_text("Hi", &json!({"thread_control": control}))),
                expected
            );
        }
    }
}
