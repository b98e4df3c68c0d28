//! `/_emulator/people/{psid}/messages` and `/_emulator/people/{psid}/reactions`

use messenger_personas::{MessageText, Persona, Psid};
use serde::Serialize;

use super::context::{Answer, Control, Done, Mistake};
use crate::model::{Carried, Change, MessageRecord, PersonRecord, Sender, ids};

/// `GET …/messages`: the whole conversation as the person sees it, oldest message first.
pub(super) fn thread(control: &Control<'_>, psid: &str) -> Done {
    let person = person(control, psid)?;
    let messages =
        person.messages.iter().filter_map(|&number| control.state.message_numbered(number));
    let typing = person.typing(control.now).filter(|typing| {
        // A persona that was deleted types no more.
        typing.persona.as_ref().is_none_or(|it| control.state.active_persona(&it.id).is_some())
    });
    let thread = Thread {
        messages: messages.map(|message| shown(control, message)).collect(),
        typing: typing.map(|typing| Typing { persona: control.shown(typing.persona.as_ref()) }),
        seen_at: person.seen_at.map(|at| at.to_string()),
    };
    Ok(Answer::new(&thread))
}

/// `POST …/messages`: the person writes, which opens the window for 24 hours.
pub(super) fn write(control: &Control<'_>, psid: &str) -> Done {
    let person = active(control, psid)?;
    let params = control.params()?;
    let Some(text) = params.text("text") else {
        return Err(Mistake(400, "say what the person writes: {\"text\": \"Hi!\"}".to_owned()));
    };
    let text = MessageText::parse(&text).map_err(|error| Mistake(400, error.to_string()))?;
    let message = MessageRecord {
        id: ids::message(control.state.messages().len() as u64),
        page_id: person.page_id.clone(),
        psid: Some(person.psid.clone()),
        from: Sender::Person,
        text: text.as_str().to_owned(),
        carried: None,
        page_reaction: None,
        person_reaction: None,
        at: control.now,
    };
    let change = Change::MessageReceived {
        message_id: message.id.clone(),
        psid: person.psid.clone(),
        text: message.text.clone(),
        at: message.at,
    };
    Ok(Answer::new(&shown(control, &message)).changing([change]))
}

/// `POST …/reactions`: the person reacts to a message, which opens the window for 24 hours, or
/// takes that back.
pub(super) fn react(control: &Control<'_>, psid: &str) -> Done {
    let person = active(control, psid)?;
    let params = control.params()?;
    let id = params.text("message_id").unwrap_or_default();
    let mut messages =
        person.messages.iter().filter_map(|&number| control.state.message_numbered(number));
    let Some(message) = messages.find(|message| message.id == id) else {
        let message = "say which message: {\"message_id\": \"m_…\", \"reaction\": \"😊\"}. GET the \
                       messages of this person lists them";
        return Err(Mistake(400, message.to_owned()));
    };
    let reaction = params.text("reaction").filter(|text| !text.trim().is_empty());
    let reaction = reaction.map(std::borrow::Cow::into_owned);
    let shown = Message { person_reaction: reaction.as_deref(), ..shown(control, message) };
    let change = Change::PersonReacted {
        psid: person.psid.clone(),
        message_id: message.id.clone(),
        reaction: reaction.clone(),
        at: control.now,
    };
    Ok(Answer::new(&shown).changing([change]))
}

/// Who has this page-scoped id, and has not blocked the Page.
fn active<'a>(control: &Control<'a>, psid: &str) -> Result<&'a PersonRecord, Mistake> {
    let person = person(control, psid)?;
    if person.has_blocked {
        let message = "this person has blocked the Page, and does nothing in the conversation until \
                       {\"blocked\": false} is posted to their address";
        return Err(Mistake(409, message.to_owned()));
    }
    Ok(person)
}

/// Who has this page-scoped id.
pub(super) fn person<'a>(control: &Control<'a>, psid: &str) -> Result<&'a PersonRecord, Mistake> {
    Psid::parse(psid).ok().and_then(|psid| control.state.person(&psid)).ok_or_else(|| {
        let message = "nobody has this page-scoped id; GET /_emulator/pages lists who there is";
        Mistake(404, message.to_owned())
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
    /// `None` for what is no text.
    text: Option<&'a str>,
    #[serde(flatten)]
    carried: &'a Carried,
    page_reaction: Option<&'a str>,
    person_reaction: Option<&'a str>,
    sent_at: String,
}

#[derive(Serialize)]
struct Typing {
    persona: Option<Persona>,
}

fn shown<'a>(control: &Control<'_>, message: &'a MessageRecord) -> Message<'a> {
    let (from, persona) = match &message.from {
        Sender::Person => ("person", None),
        Sender::Page { persona, .. } => ("page", control.shown(persona.as_ref())),
    };
    Message {
        id: &message.id,
        from,
        persona,
        text: message.text(),
        carried: message.carried(),
        page_reaction: message.page_reaction.as_deref(),
        person_reaction: message.person_reaction.as_deref(),
        sent_at: message.at.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{Scene, codes};

    #[test]
    fn a_person_reacts_which_opens_the_window_and_takes_it_back() {
        let mut scene = Scene::demo();
        let person = format!("/_emulator/people/{}", scene.late_psid);
        let id = scene.get(&format!("{person}/messages"))["messages"][0]["message_id"].clone();
        let to = json!({"recipient": {"id": scene.late_psid}});
        assert_eq!(codes(&scene.say("Hi", &to)), (10, Some(2_018_278)));
        for (reaction, shown) in [(json!("😊"), json!("😊")), (Value::Null, Value::Null)] {
            let body = json!({"message_id": id, "reaction": reaction});
            let message = scene.post(&format!("{person}/reactions"), &body);
            assert_eq!(message["person_reaction"], shown);
            assert_eq!(scene.get(&format!("{person}/messages"))["messages"][0], message);
        }
        assert!(scene.say("Hi", &to)["message_id"].is_string());
        for body in [json!({}), json!({"message_id": "m_x", "reaction": "😊"})] {
            let answer = scene.post(&format!("{person}/reactions"), &body);
            assert!(answer["error"]["message"].is_string(), "{body}");
        }
    }
}
