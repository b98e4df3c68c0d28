//! `/_emulator/people/{psid}/messages`

use messenger_personas::{MessageText, Persona, Psid};
use serde::Serialize;

use super::{Answer, Control, Done, Mistake};
use crate::{
    Carried, Change, ids,
    state::{MessageRecord, PersonRecord, Sender},
};

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
    let person = person(control, psid)?;
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
        carried: Carried::default(),
        page_reaction: None,
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
        carried: &message.carried,
        page_reaction: message.page_reaction.as_deref(),
        sent_at: message.at.to_string(),
    }
}
