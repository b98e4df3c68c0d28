//! `POST /{page-id}/messages`
//!
//! <https://developers.facebook.com/docs/messenger-platform/reference/send-api/>

mod attachment;
mod button;
mod content;
mod messaging_type;
mod persona;
mod quick_reply;
mod recipient;
mod saved_attachment;
mod sender_action;
mod template;

use messenger_personas::Method;
use serde_json::{Map, Value};

pub(crate) use self::attachment::check_upload;
use self::{
    content::Content, messaging_type::MessagingType, persona::find_persona, recipient::Recipient,
};
use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        thread_control, whitelist,
    },
    error::GraphError,
    json::{self, Object},
    model::{Change, Edge, Fault, MessageExtras, PageRecord, ids},
};

pub(crate) fn send(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let named = call.params.object("recipient")?;
    let action = call.params.text("sender_action").filter(|action| !action.is_empty());
    if call.params.has("message") && action.is_some() {
        return Err(GraphError::message_and_action());
    }
    let recipient = Recipient::read(call, page, &named)?;
    if let Recipient::Person(person) = recipient {
        if person.has_blocked {
            return Err(GraphError::person_unavailable());
        }
        thread_control::check_owner(call, person)?;
    }
    match action {
        Some(action) => sender_action::send(call, page, &recipient, &action),
        None if call.params.has("message") => send_message(call, page, &recipient, named),
        None => Err(GraphError::no_message_and_no_action()),
    }
}

fn send_message(
    call: &Call<'_>,
    page: &PageRecord,
    recipient: &Recipient<'_>,
    named: Map<String, Value>,
) -> HandlerResult {
    let content = Content::read(call, page, call.params.object("message")?)?;
    whitelist::check(page, &content.attachments)?;
    let messaging_type = MessagingType::read(call, &content)?;
    let notification_type = messaging_type::notification_type(call)?;
    let reply_to = sender_action::reply_to(call, recipient)?;
    let thread_control = sender_action::thread_control(call)?;
    let mut persona = find_persona(call, page)?;
    if let Recipient::Person(person) = recipient {
        messaging_type.check_window(call, person)?;
    }
    let mut changes = Vec::new();
    if persona.is_some()
        && let Some(armed) = call.state.armed(Fault::PersonaDropped, Edge::Messages, Method::Post)
    {
        changes.push(armed.to_change());
        persona = persona.filter(|_| !armed.triggers());
    }
    changes.extend(recipient.to_change(page));
    let attachment_id = content.reusable.is_some().then(|| call.state.next_attachment_id());
    if let (Some(reusable), Some(id)) = (content.reusable, &attachment_id) {
        changes.push(Change::AttachmentKept {
            attachment_id: id.clone(),
            page_id: page.id.clone(),
            kind: reusable.kind.to_owned(),
            url: reusable.url,
            file: reusable.file,
            at: call.now,
        });
    }
    let handed_over = thread_control
        .as_ref()
        .zip(recipient.psid())
        .map(|(control, psid)| thread_control::hand_over(call, page, psid.clone(), control));
    let message_id = ids::message(call.state.messages().len() as u64);
    // The recipient is first, as in Meta's examples.
    let mut sent = Vec::new();
    sent.extend(recipient.psid().map(|psid| ("recipient_id", json::to_value(psid))));
    sent.push(("message_id", json::to_value(&message_id)));
    sent.extend(attachment_id.as_ref().map(|id| ("attachment_id", json::to_value(id))));
    let is_known = matches!(recipient, Recipient::Person(_));
    changes.push(Change::MessageSent {
        message_id,
        page_id: page.id.clone(),
        psid: recipient.psid().cloned(),
        persona,
        text: content.text,
        messaging_type: messaging_type.messaging_type,
        extras: Box::new(MessageExtras {
            recipient: (!is_known).then_some(Value::Object(named)),
            attachments: content.attachments,
            quick_replies: content.quick_replies,
            metadata: content.metadata,
            tag: messaging_type.tag.map(str::to_owned),
            notification_type,
            reply_to,
            thread_control,
            attachment_id,
        }),
        at: call.now,
    });
    changes.extend(handed_over);
    Ok(Output::new(call, &Object(sent)).with_changes(changes))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes};

    #[test]
    fn a_message_keeps_its_persona() {
        let mut client = TestClient::demo();
        let id = client.create_persona("Adam");
        let answer = client.send_text("Hello world!", &json!({"persona_id": id}));
        assert_eq!(answer["recipient_id"], client.psid);
        assert!(answer["message_id"].as_str().unwrap().starts_with("m_"));
        client.delete(&format!("/{id}"));
        let thread = client.conversation();
        let last = thread["messages"].as_array().unwrap().last().unwrap();
        assert_eq!(last["message_id"], answer["message_id"]);
        assert_eq!(last["from"], "page");
        assert_eq!(
            last["persona"],
            json!({"id": id, "name": "Adam", "profile_picture_url": "https://example.com/a.jpg"})
        );
    }

    #[test]
    fn without_a_persona_id_the_page_is_the_sender() {
        let mut client = TestClient::demo();
        let id = client.create_persona("Adam");
        client.send_text("Hi", &json!({}));
        client.send_text("", &json!({"message": {"text": "Hi", "persona_id": id}}));
        for message in &client.get("/_emulator/outbox")["messages"].as_array().unwrap()[..] {
            assert_eq!((&message["persona"], &message["text"]), (&Value::Null, &json!("Hi")));
        }
    }

    #[test]
    fn recipient_and_message_can_be_single_quoted_json() {
        let mut client = TestClient::demo();
        let recipient = format!("{{ 'id':'{}' }}", client.psid);
        let answer = client
            .send_text("", &json!({"recipient": recipient, "message": "{'text':'It\\'s me'}"}));
        assert!(answer["message_id"].is_string(), "{answer}");
        assert_eq!(client.get("/_emulator/outbox")["messages"][0]["text"], "It's me");
    }

    #[test]
    fn an_inactive_persona_is_named() {
        let mut client = TestClient::demo();
        let deleted = client.create_persona("Adam");
        client.delete(&format!("/{deleted}"));
        for id in [deleted.as_str(), "1", "../me", &"1".repeat(40)] {
            for answer in [
                client.send_text("Hi", &json!({"persona_id": id})),
                client.send_text(
                    "",
                    &json!({"persona_id": id, "message": null, "sender_action": "typing_on"}),
                ),
            ] {
                assert_eq!(codes(&answer), (100, None), "{id}");
                assert!(answer["error"]["message"].as_str().unwrap().contains("persona_id"));
            }
        }
        assert_eq!(client.get("/_emulator/outbox"), json!({"messages": []}));
    }

    #[test]
    fn an_inactive_persona_can_be_ignored_by_setting() {
        let mut client = TestClient::demo();
        let deleted = client.create_persona("Adam");
        client.delete(&format!("/{deleted}"));
        client.post("/_emulator/settings", &json!({"unknown_persona": "sent_as_page"}));
        let answer = client.send_text("Hi", &json!({"persona_id": deleted}));
        assert_eq!(answer["recipient_id"], client.psid);
        assert_eq!(client.get("/_emulator/outbox")["messages"][0]["persona"], Value::Null);
        let dots = json!({"persona_id": "1", "message": null, "sender_action": "typing_on"});
        client.send_text("", &dots);
        assert_eq!(client.conversation()["typing"], json!({"persona": null}));
    }

    #[test]
    fn outbox_and_conversation_have_all_properties() {
        let mut client = TestClient::demo();
        let more = json!({
            "message": {"text": "Hi", "metadata": "m".repeat(999)},
            "notification_type": "SILENT_PUSH",
        });
        assert!(client.send_text("", &more)["message_id"].is_string());
        let thread = client.conversation();
        let shown = thread["messages"].as_array().unwrap().last().unwrap();
        let sent = &client.get("/_emulator/outbox")["messages"][0];
        for it in [shown, sent] {
            assert_eq!(it["metadata"], more["message"]["metadata"]);
            assert_eq!(it["notification_type"], "SILENT_PUSH");
            assert_eq!((&it["attachments"], &it["tag"]), (&json!([]), &Value::Null));
        }
    }

    #[test]
    fn each_invalid_send_has_its_codes() {
        let mut client = TestClient::demo();
        let (psid, late, other) =
            (client.psid.clone(), client.late_psid.clone(), client.other_psid.clone());
        let adam = client.create_persona("Adam");
        let to = json!({"id": psid});
        let text = json!({"text": "Hi"});
        for (body, expected) in [
            (json!({"message": text}), (100, None)),
            (json!({"recipient": "", "message": text}), (100, None)),
            (json!({"recipient": "{", "message": text}), (100, None)),
            (json!({"recipient": [psid], "message": text}), (100, None)),
            (json!({"recipient": {"player_id": "x"}, "message": text}), (100, None)),
            (json!({"recipient": {"id": "1"}, "message": text}), (100, Some(2_018_001))),
            (json!({"recipient": {"id": "a/b"}, "message": text}), (100, None)),
            (json!({"recipient": {"id": other}, "message": text}), (100, Some(2_018_001))),
            (json!({"recipient": {"id": late}, "message": text}), (10, Some(2_018_278))),
            (
                json!({"recipient": {"id": late}, "sender_action": "typing_on"}),
                (10, Some(2_018_278)),
            ),
            (
                json!({"recipient": to, "message": text, "sender_action": "typing_on"}),
                (100, Some(2_018_014)),
            ),
            (json!({"recipient": to}), (100, Some(2_018_015))),
            (json!({"recipient": to, "message": {"text": " "}}), (100, Some(2_018_034))),
            (json!({"recipient": to, "message": {"text": 5}}), (100, None)),
            (json!({"recipient": to, "message": {"text": "é".repeat(2000)}}), (100, None)),
            (
                json!({"recipient": to, "message": {"text": "Hi", "metadata": "m".repeat(1000)}}),
                (100, None),
            ),
            (json!({"recipient": to, "message": text, "messaging_type": "X"}), (100, None)),
            (json!({"recipient": to, "sender_action": "dance"}), (100, None)),
            (
                json!({"recipient": to, "sender_action": "mark_seen", "persona_id": adam}),
                (100, None),
            ),
        ] {
            assert_eq!(codes(&client.post("/me/messages", &body)), expected, "{body}");
        }
        assert_eq!(client.get("/_emulator/outbox"), json!({"messages": []}));
        assert!(client.send_text(&"é".repeat(1999), &json!({}))["message_id"].is_string());
    }

    #[test]
    fn the_window_closes_24_hours_after_the_last_message_and_opens_with_the_next() {
        let mut client = TestClient::demo();
        let target = format!("/_emulator/people/{}/messages", client.psid);
        client.post(&target, &json!({"text": "Hi"}));
        client.advance_ms(24 * 3_600_000 - 1);
        assert!(client.send_text("In time", &json!({}))["message_id"].is_string());
        client.advance_ms(1);
        assert_eq!(codes(&client.send_text("Too late", &json!({}))), (10, Some(2_018_278)));
        client.post(&target, &json!({"text": "Hi again"}));
        assert!(client.send_text("In time", &json!({}))["message_id"].is_string());
    }

    #[test]
    fn typing_ends_after_20_seconds() {
        let mut client = TestClient::demo();
        let adam = client.create_persona("Adam");
        let act = |client: &mut TestClient, action: &str, more: Value| {
            let mut body = more;
            body["message"] = Value::Null;
            body["sender_action"] = json!(action);
            let answer = client.send_text("", &body);
            assert_eq!(answer, json!({"recipient_id": client.psid}));
        };
        assert_eq!(client.conversation()["typing"], Value::Null);
        act(&mut client, "typing_on", json!({"persona_id": adam}));
        client.advance_ms(19_999);
        assert_eq!(client.conversation()["typing"]["persona"]["name"], "Adam");
        client.advance_ms(1);
        assert_eq!(client.conversation()["typing"], Value::Null);
        act(&mut client, "typing_on", json!({}));
        assert_eq!(client.conversation()["typing"], json!({"persona": null}));
        act(&mut client, "typing_off", json!({}));
        assert_eq!(client.conversation()["typing"], Value::Null);
    }

    #[test]
    fn typing_ends_with_a_message_of_the_same_sender() {
        let mut client = TestClient::demo();
        let adam = client.create_persona("Adam");
        let typing = json!({"persona_id": adam, "message": null, "sender_action": "typing_on"});
        client.send_text("", &typing);
        client.send_text("From the Page", &json!({}));
        assert_eq!(client.conversation()["typing"]["persona"]["name"], "Adam");
        client.send_text("From Adam", &json!({"persona_id": adam}));
        assert_eq!(client.conversation()["typing"], Value::Null);
    }

    #[test]
    fn mark_seen_marks_the_conversation() {
        let mut client = TestClient::demo();
        assert_eq!(client.conversation()["seen_at"], Value::Null);
        client.send_text("", &json!({"message": null, "sender_action": "mark_seen"}));
        assert!(client.conversation()["seen_at"].is_string());
    }
}
