//! `/_emulator/people/{psid}/messages` and `/_emulator/people/{psid}/reactions`

mod attachment;

use messenger_personas::{MessageText, Persona, Psid};
use serde::Serialize;

use super::{
    context::{Control, ControlError, ControlResult, Output},
    quick_reply,
};
use crate::model::{Change, MessageExtras, MessageRecord, PersonRecord, Sender, ids};

/// `GET …/messages`: the conversation as the person sees it, oldest message first.
pub(super) fn conversation(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = find_person(control, psid)?;
    let messages =
        person.messages.iter().filter_map(|&number| control.state.message_numbered(number));
    let typing = person.typing(control.now).filter(|typing| {
        // Deleted personas have no typing indicator.
        typing.persona.as_ref().is_none_or(|it| control.state.active_persona(&it.id).is_some())
    });
    let thread = Thread {
        messages: messages.map(|message| to_message(control, message)).collect(),
        typing: typing.map(|typing| Typing {
            persona: control.with_absolute_picture(typing.persona.as_ref()),
        }),
        seen_at: person.seen_at.map(|at| at.to_string()),
    };
    Ok(Output::new(&thread))
}

/// `POST …/messages`: the person sends a message or a file, which opens the 24-hour window.
pub(super) fn write(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = find_active_person(control, psid)?;
    let params = control.params()?;
    let quick_reply = quick_reply::tapped(control, person, &params)?;
    let attachment = attachment::read(&params)?;
    let text = match (&quick_reply, params.text("text")) {
        (Some(tapped), _) => parse_text(&tapped.text)?,
        (None, Some(text)) => parse_text(&text)?,
        (None, None) if attachment.is_some() => String::new(),
        (None, None) => {
            let message = "say what the person writes: {\"text\": \"Hi!\"}, or what they send: \
                           {\"attachment\": {\"type\": \"image\", \"url\": \"https://…\"}}";
            return Err(ControlError(400, message.to_owned()));
        }
    };
    let reply_to = params.text("reply_to").map(std::borrow::Cow::into_owned);
    if let Some(id) = &reply_to
        && !messages(control, person).any(|message| message.id == *id)
    {
        let message = "reply_to is the id of a message in this conversation; GET the messages of \
                        this person lists them";
        return Err(ControlError(400, message.to_owned()));
    }
    let attachments = attachment.into_iter().collect();
    let extras = Box::new(MessageExtras { attachments, reply_to, ..MessageExtras::default() });
    let message = MessageRecord {
        id: ids::message(control.state.messages().len() as u64),
        page_id: person.page_id.clone(),
        psid: Some(person.psid.clone()),
        from: Sender::Person,
        text,
        extras: Some(extras.clone()),
        page_reaction: None,
        person_reaction: None,
        at: control.now,
    };
    let change = Change::MessageReceived {
        message_id: message.id.clone(),
        psid: person.psid.clone(),
        text: message.text.clone(),
        quick_reply: quick_reply.map(|tapped| tapped.payload),
        extras,
        at: message.at,
    };
    Ok(Output::new(&to_message(control, &message)).with_changes([change]))
}

/// `POST …/reactions`: the person sets a reaction, which opens the 24-hour window, or removes it.
pub(super) fn react(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = find_active_person(control, psid)?;
    let params = control.params()?;
    let id = params.text("message_id").unwrap_or_default();
    let mut messages =
        person.messages.iter().filter_map(|&number| control.state.message_numbered(number));
    let Some(message) = messages.find(|message| message.id == id) else {
        let message = "say which message: {\"message_id\": \"m_…\", \"reaction\": \"😊\"}. GET the \
                       messages of this person lists them";
        return Err(ControlError(400, message.to_owned()));
    };
    let reaction = params.text("reaction").filter(|text| !text.trim().is_empty());
    let reaction = reaction.map(std::borrow::Cow::into_owned);
    let response = Message { person_reaction: reaction.as_deref(), ..to_message(control, message) };
    let change = Change::PersonReacted {
        psid: person.psid.clone(),
        message_id: message.id.clone(),
        reaction: reaction.clone(),
        at: control.now,
    };
    Ok(Output::new(&response).with_changes([change]))
}

/// The messages of a conversation, oldest first.
fn messages<'a>(
    control: &Control<'a>,
    person: &'a PersonRecord,
) -> impl Iterator<Item = &'a MessageRecord> {
    let state = control.state;
    person.messages.iter().filter_map(|&number| state.message_numbered(number))
}

/// The person with this page-scoped id. Fails if they blocked the Page.
pub(super) fn find_active_person<'a>(
    control: &Control<'a>,
    psid: &str,
) -> Result<&'a PersonRecord, ControlError> {
    let person = find_person(control, psid)?;
    if person.has_blocked {
        let message = "this person has blocked the Page, and does nothing in the conversation until \
                       {\"blocked\": false} is posted to their address";
        return Err(ControlError(409, message.to_owned()));
    }
    Ok(person)
}

/// The person with this page-scoped id.
pub(super) fn find_person<'a>(
    control: &Control<'a>,
    psid: &str,
) -> Result<&'a PersonRecord, ControlError> {
    Psid::parse(psid).ok().and_then(|psid| control.state.person(&psid)).ok_or_else(|| {
        let message = "no person has this page-scoped id; GET /_emulator/pages lists all people";
        ControlError(404, message.to_owned())
    })
}

#[derive(Serialize)]
struct Thread<'a> {
    messages: Vec<Message<'a>>,
    typing: Option<Typing>,
    seen_at: Option<String>,
}

#[derive(Serialize)]
struct Message<'a> {
    #[serde(rename = "message_id")]
    id: &'a str,
    from: &'static str,
    persona: Option<Persona>,
    /// `None` for messages without text.
    text: Option<&'a str>,
    #[serde(flatten)]
    extras: &'a MessageExtras,
    page_reaction: Option<&'a str>,
    person_reaction: Option<&'a str>,
    sent_at: String,
}

#[derive(Serialize)]
struct Typing {
    persona: Option<Persona>,
}

fn to_message<'a>(control: &Control<'_>, message: &'a MessageRecord) -> Message<'a> {
    let (from, persona) = match &message.from {
        Sender::Person => ("person", None),
        Sender::Page { persona, .. } => ("page", control.with_absolute_picture(persona.as_ref())),
    };
    Message {
        id: &message.id,
        from,
        persona,
        text: message.text(),
        extras: message.extras(),
        page_reaction: message.page_reaction.as_deref(),
        person_reaction: message.person_reaction.as_deref(),
        sent_at: message.at.to_string(),
    }
}

fn parse_text(text: &str) -> Result<String, ControlError> {
    let text = MessageText::parse(text).map_err(|error| ControlError(400, error.to_string()))?;
    Ok(text.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes};

    #[test]
    fn a_reaction_opens_the_window_and_can_be_removed() {
        let mut client = TestClient::demo();
        let person = format!("/_emulator/people/{}", client.late_psid);
        let id = client.get(&format!("{person}/messages"))["messages"][0]["message_id"].clone();
        let to = json!({"recipient": {"id": client.late_psid}});
        assert_eq!(codes(&client.send_text("Hi", &to)), (10, Some(2_018_278)));
        for (reaction, shown) in [(json!("😊"), json!("😊")), (Value::Null, Value::Null)] {
            let body = json!({"message_id": id, "reaction": reaction});
            let message = client.post(&format!("{person}/reactions"), &body);
            assert_eq!(message["person_reaction"], shown);
            assert_eq!(client.get(&format!("{person}/messages"))["messages"][0], message);
        }
        assert!(client.send_text("Hi", &to)["message_id"].is_string());
        for body in [json!({}), json!({"message_id": "m_x", "reaction": "😊"})] {
            let answer = client.post(&format!("{person}/reactions"), &body);
            assert!(answer["error"]["message"].is_string(), "{body}");
        }
    }

    #[test]
    fn what_a_person_writes_is_an_event_as_documented() {
        let mut client = TestClient::subscribed("messages");
        let write = client.person_target("messages");
        let first = client.post(&write, &json!({"text": "hello, world!"}));
        let reply_to = json!({"text": "Yes", "reply_to": first["message_id"]});
        let second = client.post(&write, &reply_to);
        let message = json!({"mid": first["message_id"], "text": "hello, world!"});
        let reply = json!({
            "mid": second["message_id"],
            "text": "Yes",
            "reply_to": {"mid": first["message_id"], "is_self_reply": true},
        });
        let expected = [message, reply]
            .map(|message| ("messages".to_owned(), client.event_of_person("message", &message)));
        assert_eq!(client.webhook_events(), expected);
        let mut pending = client.emulator.pending_webhooks(0);
        let body = &pending.next().unwrap().body;
        let (time, page, psid, mid) =
            (client.now.unix_ms(), &client.page_id, &client.psid, &first["message_id"]);
        assert_eq!(
            *body,
            format!(
                r#"{{"object":"page","entry":[{{"time":{time},"id":"{page}","messaging":[{{"sender":{{"id":"{psid}"}},"recipient":{{"id":"{page}"}},"timestamp":{time},"message":{{"mid":{mid},"text":"hello, world!"}}}}]}}]}}"#
            )
        );
    }

    #[test]
    fn a_reaction_and_its_removal_are_events() {
        let mut client = TestClient::subscribed("message_reactions");
        let mid = client.send_text("Hi", &json!({}))["message_id"].clone();
        let react = client.person_target("reactions");
        for reaction in [json!("❤️"), json!("👍🏽"), json!("🥑"), Value::Null] {
            client.post(&react, &json!({"message_id": mid, "reaction": reaction}));
        }
        let events: Vec<_> = client
            .webhook_events()
            .into_iter()
            .map(|(_, event)| event["reaction"].clone())
            .collect();
        assert_eq!(
            events,
            [
                json!({"reaction": "love", "emoji": "❤️", "action": "react", "mid": mid}),
                json!({"reaction": "like", "emoji": "👍🏽", "action": "react", "mid": mid}),
                json!({"reaction": "other", "emoji": "🥑", "action": "react", "mid": mid}),
                json!({"action": "unreact", "mid": mid}),
            ]
        );
        let first = client.emulator.pending_webhooks(0).next().unwrap();
        assert!(first.body.contains(r#""emoji":"\u2764\ufe0f""#), "{}", first.body);
    }
}
