//! `POST /{page-id}/messages`
//!
//! <https://developers.facebook.com/docs/messenger-platform/reference/send-api/>

use messenger_personas::{
    MessageText, Method, Persona, PersonaId, Psid, SentSenderAction, ValueError,
};
use serde_json::{Map, Value};

use crate::{
    Change, Edge, Fault,
    call::{Answer, Answered, Call},
    error::{Refusal, shown},
    ids,
    json::{self, Object},
    state::{PageRecord, PersonRecord},
};

pub(crate) fn send(call: &Call<'_>, page: &PageRecord) -> Answered {
    let person = recipient(call, page, &call.params.object("recipient")?)?;
    match (call.params.has("message"), call.params.text("sender_action")) {
        (true, Some(_)) => {
            let message = "(#100) Cannot send both message and state at the same time.";
            Err(Refusal::new(100, message).with_subcode(2_018_014))
        }
        (false, Some(action)) => act(call, page, person, &action),
        (true, None) => say(call, page, person),
        (false, None) => Err(Refusal::required("message")),
    }
}

fn say(call: &Call<'_>, page: &PageRecord, person: &PersonRecord) -> Answered {
    let text = text(&call.params.object("message")?)?;
    let messaging_type = messaging_type(call)?;
    let mut persona = speaker(call, page)?;
    open_window(call, person)?;
    let mut changes = Vec::new();
    let dropped = Fault::PersonaDropped;
    if persona.is_some()
        && let Some(change) = call.state.used_fault(dropped, Edge::Messages, Method::Post)
    {
        persona = None;
        changes.push(change);
    }
    let message_id = ids::message(call.state.messages().len() as u64);
    // The recipient comes first, as in Meta's examples.
    let sent = Object(vec![
        ("recipient_id", json::value(&person.psid)),
        ("message_id", json::value(&message_id)),
    ]);
    changes.push(Change::MessageSent {
        message_id,
        page_id: page.id.clone(),
        psid: person.psid.clone(),
        persona,
        text: text.as_str().to_owned(),
        messaging_type,
        at: call.now,
    });
    Ok(Answer::new(&sent).changing(changes))
}

fn act(call: &Call<'_>, page: &PageRecord, person: &PersonRecord, action: &str) -> Answered {
    let persona = speaker(call, page)?;
    let (psid, at) = (person.psid.clone(), call.now);
    let change = match (action, persona) {
        ("typing_on", persona) => {
            open_window(call, person)?;
            Change::TypingStarted { psid, persona, at }
        }
        ("typing_off", persona) => {
            Change::TypingStopped { psid, persona_id: persona.map(|p| p.id) }
        }
        ("mark_seen", None) => Change::Seen { psid, at },
        ("mark_seen", Some(_)) => {
            let message = "(#100) Only typing_on and typing_off are supported with persona_id.";
            return Err(Refusal::new(100, message));
        }
        _ => {
            let actions = ["typing_on", "typing_off", "mark_seen"];
            return Err(Refusal::not_one_of("sender_action", &actions));
        }
    };
    Ok(Answer::new(&SentSenderAction { recipient_id: Some(person.psid.clone()) })
        .changing([change]))
}

/// The person that the recipient names, on this Page.
fn recipient<'a>(
    call: &Call<'a>,
    page: &PageRecord,
    recipient: &Map<String, Value>,
) -> Result<&'a PersonRecord, Refusal> {
    let Some(id) = recipient.get("id") else {
        return Err(Refusal::new(100, "(#100) param recipient must have an id."));
    };
    serde_json::from_value::<Psid>(id.clone())
        .ok()
        .and_then(|psid| call.state.person(&psid))
        .filter(|person| person.page_id == page.id)
        .ok_or_else(|| Refusal::new(100, "(#100) No matching user found").with_subcode(2_018_001))
}

/// The persona that speaks, as it is now; `None` is the Page. `persona_id` stands beside
/// `message`: inside it, it is overlooked.
fn speaker(call: &Call<'_>, page: &PageRecord) -> Result<Option<Persona>, Refusal> {
    if !call.params.has("persona_id") {
        return Ok(None);
    }
    let id = call.params.required("persona_id")?;
    let record = PersonaId::parse(&id)
        .ok()
        .and_then(|id| call.state.active_persona(&id))
        .filter(|record| record.page_id == page.id);
    match record {
        Some(record) => Ok(Some(record.persona.clone())),
        None => Err(Refusal::new(
            100,
            format!(
                "(#100) Invalid parameter: persona_id {} is no active persona of this Page.",
                shown(&id)
            ),
        )),
    }
}

/// A Page may write within 24 hours of the person's last message.
fn open_window(call: &Call<'_>, person: &PersonRecord) -> Result<(), Refusal> {
    if person.window_open(call.now) { Ok(()) } else { Err(outside_window()) }
}

pub(crate) fn outside_window() -> Refusal {
    Refusal::new(10, "(#10) This message is sent outside of allowed window.")
        .with_subcode(2_018_278)
}

fn text(message: &Map<String, Value>) -> Result<MessageText, Refusal> {
    let Some(Value::String(text)) = message.get("text") else {
        return Err(Refusal::required("message[text]"));
    };
    MessageText::parse(text).map_err(|error| match error {
        ValueError::TooLong { .. } => {
            Refusal::too_long("message[text]", MessageText::MAX_CHARACTERS)
        }
        _ => Refusal::empty("message[text]"),
    })
}

fn messaging_type(call: &Call<'_>) -> Result<Option<String>, Refusal> {
    match call.params.text("messaging_type") {
        None => Ok(None),
        Some(given) if MESSAGING_TYPES.contains(&given.as_ref()) => Ok(Some(given.into_owned())),
        Some(_) => Err(Refusal::not_one_of("messaging_type", MESSAGING_TYPES)),
    }
}

const MESSAGING_TYPES: &[&str] = &["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::scene::{Scene, codes};

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
            (json!({"recipient": {"user_ref": "x"}, "message": text}), (100, None)),
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
            (json!({"recipient": to}), (100, None)),
            (json!({"recipient": to, "message": {"text": " "}}), (100, None)),
            (json!({"recipient": to, "message": {"text": 5}}), (100, None)),
            (json!({"recipient": to, "message": {"text": "é".repeat(2000)}}), (100, None)),
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
