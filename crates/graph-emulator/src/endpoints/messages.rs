//! `POST /{page-id}/messages`
//!
//! <https://developers.facebook.com/docs/messenger-platform/reference/send-api/>

mod attachment;
mod button;
mod content;
mod field;
mod messaging_type;
mod persona;
mod quick_reply;
mod recipient;
mod saved_attachment;
mod sender_action;
mod template;

use messenger_personas::Method;
use serde_json::{Map, Value};

pub(crate) use self::{attachment::uploaded, messaging_type::outside_window};
use self::{content::Content, messaging_type::Purpose, persona::speaker, recipient::Recipient};
use crate::{
    endpoints::{
        call::{Answer, Answered, Call},
        thread_control,
    },
    error::Refusal,
    json::{self, Object},
    model::{Carried, Change, Edge, Fault, PageRecord, ids},
};

pub(crate) fn send(call: &Call<'_>, page: &PageRecord) -> Answered {
    let named = call.params.object("recipient")?;
    let action = call.params.text("sender_action").filter(|action| !action.is_empty());
    if call.params.has("message") && action.is_some() {
        let message = "(#100) Cannot send both message and state at the same time.";
        return Err(Refusal::new(100, message).with_subcode(2_018_014));
    }
    let recipient = Recipient::read(call, page, &named)?;
    if let Recipient::Person(person) = recipient {
        if person.has_blocked {
            return Err(person_unavailable());
        }
        thread_control::check_owner(call, person)?;
    }
    match action {
        Some(action) => sender_action::act(call, page, &recipient, &action),
        None if call.params.has("message") => say(call, page, &recipient, named),
        None => {
            let message = "(#100) Must send either message or state";
            Err(Refusal::new(100, message).with_subcode(2_018_015))
        }
    }
}

/// Graph's words where a person cannot be reached.
pub(crate) fn person_unavailable() -> Refusal {
    Refusal::new(551, "(#551) This person isn't available right now.").with_subcode(1_545_041)
}

fn say(
    call: &Call<'_>,
    page: &PageRecord,
    recipient: &Recipient<'_>,
    named: Map<String, Value>,
) -> Answered {
    let content = Content::read(call, page, call.params.object("message")?)?;
    let purpose = Purpose::read(call, &content)?;
    let notification_type = messaging_type::notification_type(call)?;
    let reply_to = sender_action::reply_to(call, recipient)?;
    let thread_control = sender_action::thread_control(call)?;
    let mut persona = speaker(call, page)?;
    if let Recipient::Person(person) = recipient {
        purpose.check_window(call, person)?;
    }
    let mut changes = Vec::new();
    if persona.is_some()
        && let Some(armed) = call.state.armed(Fault::PersonaDropped, Edge::Messages, Method::Post)
    {
        changes.push(armed.considering());
        persona = persona.filter(|_| !armed.hits());
    }
    changes.extend(recipient.introduced(page));
    let attachment_id = content.kept.is_some().then(|| call.state.next_attachment_id());
    if let (Some(kept), Some(id)) = (content.kept, &attachment_id) {
        changes.push(Change::AttachmentKept {
            attachment_id: id.clone(),
            page_id: page.id.clone(),
            kind: kept.kind.to_owned(),
            url: kept.url,
            at: call.now,
        });
    }
    let handed_over = thread_control
        .as_ref()
        .zip(recipient.psid())
        .map(|(control, psid)| thread_control::handed_over(call, page, psid.clone(), control));
    let message_id = ids::message(call.state.messages().len() as u64);
    // The recipient comes first, as in Meta's examples.
    let mut sent = Vec::new();
    sent.extend(recipient.psid().map(|psid| ("recipient_id", json::value(psid))));
    sent.push(("message_id", json::value(&message_id)));
    sent.extend(attachment_id.as_ref().map(|id| ("attachment_id", json::value(id))));
    let is_known = matches!(recipient, Recipient::Person(_));
    changes.push(Change::MessageSent {
        message_id,
        page_id: page.id.clone(),
        psid: recipient.psid().cloned(),
        persona,
        text: content.text,
        messaging_type: purpose.messaging_type,
        carried: Box::new(Carried {
            recipient: (!is_known).then_some(Value::Object(named)),
            attachments: content.attachments,
            quick_replies: content.quick_replies,
            metadata: content.metadata,
            tag: purpose.tag.map(str::to_owned),
            notification_type,
            reply_to,
            thread_control,
            attachment_id,
        }),
        at: call.now,
    });
    changes.extend(handed_over);
    Ok(Answer::new(&Object(sent)).changing(changes))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{Scene, codes};

    #[test]
    fn a_message_keeps_the_face_it_was_sent_with() {
        let mut scene = Scene::demo();
        let id = scene.create("Adam");
        let answer = scene.say("Hello world!", &json!({"persona_id": id}));
        assert_eq!(answer["recipient_id"], scene.psid);
        assert!(answer["message_id"].as_str().unwrap().starts_with("m_"));
        scene.delete(&format!("/{id}"));
        let thread = scene.thread();
        let last = thread["messages"].as_array().unwrap().last().unwrap();
        assert_eq!(last["message_id"], answer["message_id"]);
        assert_eq!(last["from"], "page");
        assert_eq!(
            last["persona"],
            json!({"id": id, "name": "Adam", "profile_picture_url": "https://example.com/a.jpg"})
        );
    }

    #[test]
    fn without_a_persona_beside_the_message_the_page_speaks() {
        let mut scene = Scene::demo();
        let id = scene.create("Adam");
        scene.say("Hi", &json!({}));
        scene.say("", &json!({"message": {"text": "Hi", "persona_id": id}}));
        for message in &scene.get("/_emulator/outbox")["messages"].as_array().unwrap()[..] {
            assert_eq!((&message["persona"], &message["text"]), (&Value::Null, &json!("Hi")));
        }
    }

    #[test]
    fn recipient_and_message_may_be_json_in_a_text_with_single_quotes() {
        let mut scene = Scene::demo();
        let recipient = format!("{{ 'id':'{}' }}", scene.psid);
        let answer =
            scene.say("", &json!({"recipient": recipient, "message": "{'text':'It\\'s me'}"}));
        assert!(answer["message_id"].is_string(), "{answer}");
        assert_eq!(scene.get("/_emulator/outbox")["messages"][0]["text"], "It's me");
    }

    #[test]
    fn a_persona_that_cannot_speak_is_named() {
        let mut scene = Scene::demo();
        let deleted = scene.create("Adam");
        scene.delete(&format!("/{deleted}"));
        for id in [deleted.as_str(), "1", "../me", &"1".repeat(40)] {
            for answer in [
                scene.say("Hi", &json!({"persona_id": id})),
                scene.say(
                    "",
                    &json!({"persona_id": id, "message": null, "sender_action": "typing_on"}),
                ),
            ] {
                assert_eq!(codes(&answer), (100, None), "{id}");
                assert!(answer["error"]["message"].as_str().unwrap().contains("persona_id"));
            }
        }
        assert_eq!(scene.get("/_emulator/outbox"), json!({"messages": []}));
    }

    #[test]
    fn a_persona_that_cannot_speak_may_be_dropped_without_a_word() {
        let mut scene = Scene::demo();
        let deleted = scene.create("Adam");
        scene.delete(&format!("/{deleted}"));
        scene.post("/_emulator/settings", &json!({"unknown_persona": "sent_as_page"}));
        let answer = scene.say("Hi", &json!({"persona_id": deleted}));
        assert_eq!(answer["recipient_id"], scene.psid);
        assert_eq!(scene.get("/_emulator/outbox")["messages"][0]["persona"], Value::Null);
        let dots = json!({"persona_id": "1", "message": null, "sender_action": "typing_on"});
        scene.say("", &dots);
        assert_eq!(scene.thread()["typing"], json!({"persona": null}));
    }

    #[test]
    fn all_that_was_sent_is_in_the_outbox_and_in_the_thread() {
        let mut scene = Scene::demo();
        let more = json!({
            "message": {"text": "Hi", "metadata": "m".repeat(999)},
            "notification_type": "SILENT_PUSH",
        });
        assert!(scene.say("", &more)["message_id"].is_string());
        let thread = scene.thread();
        let shown = thread["messages"].as_array().unwrap().last().unwrap();
        let sent = &scene.get("/_emulator/outbox")["messages"][0];
        for it in [shown, sent] {
            assert_eq!(it["metadata"], more["message"]["metadata"]);
            assert_eq!(it["notification_type"], "SILENT_PUSH");
            assert_eq!((&it["attachments"], &it["tag"]), (&json!([]), &Value::Null));
        }
    }

    #[test]
    fn each_mistake_in_a_send_has_its_codes() {
        let mut scene = Scene::demo();
        let (psid, late, other) =
            (scene.psid.clone(), scene.late_psid.clone(), scene.other_psid.clone());
        let adam = scene.create("Adam");
        let to = json!({"id": psid});
        let text = json!({"text": "Hi"});
        for (body, expected) in [
            (json!({"message": text}), (100, None)),
            (json!({"recipient": "", "message": text}), (100, None)),
            (json!({"recipient": "{", "message": text}), (100, None)),
            (json!({"recipient": [psid], "message": text}), (100, None)),
            (json!({"recipient": {"player_id": "x"}, "message": text}), (100, None)),
            (json!({"recipient": {"id": "1"}, "message": text}), (100, Some(2_018_001))),
            (json!({"recipient": {"id": "a/b"}, "message": text}), (100, Some(2_018_001))),
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
            assert_eq!(codes(&scene.post("/me/messages", &body)), expected, "{body}");
        }
        assert_eq!(scene.get("/_emulator/outbox"), json!({"messages": []}));
        assert!(scene.say(&"é".repeat(1999), &json!({}))["message_id"].is_string());
    }

    #[test]
    fn the_window_closes_24_hours_after_the_last_message_and_opens_with_the_next() {
        let mut scene = Scene::demo();
        let target = format!("/_emulator/people/{}/messages", scene.psid);
        scene.post(&target, &json!({"text": "Hi"}));
        scene.pass_ms(24 * 3_600_000 - 1);
        assert!(scene.say("In time", &json!({}))["message_id"].is_string());
        scene.pass_ms(1);
        assert_eq!(codes(&scene.say("Too late", &json!({}))), (10, Some(2_018_278)));
        scene.post(&target, &json!({"text": "Hi again"}));
        assert!(scene.say("In time", &json!({}))["message_id"].is_string());
    }

    #[test]
    fn dots_end_after_20_seconds() {
        let mut scene = Scene::demo();
        let adam = scene.create("Adam");
        let act = |scene: &mut Scene, action: &str, more: Value| {
            let mut body = more;
            body["message"] = Value::Null;
            body["sender_action"] = json!(action);
            let answer = scene.say("", &body);
            assert_eq!(answer, json!({"recipient_id": scene.psid}));
        };
        assert_eq!(scene.thread()["typing"], Value::Null);
        act(&mut scene, "typing_on", json!({"persona_id": adam}));
        scene.pass_ms(19_999);
        assert_eq!(scene.thread()["typing"]["persona"]["name"], "Adam");
        scene.pass_ms(1);
        assert_eq!(scene.thread()["typing"], Value::Null);
        act(&mut scene, "typing_on", json!({}));
        assert_eq!(scene.thread()["typing"], json!({"persona": null}));
        act(&mut scene, "typing_off", json!({}));
        assert_eq!(scene.thread()["typing"], Value::Null);
    }

    #[test]
    fn dots_end_with_a_message_of_the_same_sender_only() {
        let mut scene = Scene::demo();
        let adam = scene.create("Adam");
        let typing = json!({"persona_id": adam, "message": null, "sender_action": "typing_on"});
        scene.say("", &typing);
        scene.say("From the Page", &json!({}));
        assert_eq!(scene.thread()["typing"]["persona"]["name"], "Adam");
        scene.say("From Adam", &json!({"persona_id": adam}));
        assert_eq!(scene.thread()["typing"], Value::Null);
    }

    #[test]
    fn mark_seen_is_the_pages() {
        let mut scene = Scene::demo();
        assert_eq!(scene.thread()["seen_at"], Value::Null);
        scene.say("", &json!({"message": null, "sender_action": "mark_seen"}));
        assert!(scene.thread()["seen_at"].is_string());
    }
}
