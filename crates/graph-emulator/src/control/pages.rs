//! `/_emulator/pages` and `/_emulator/outbox`

use messenger_personas::{AppId, PageId, Persona, Psid};
use serde::Serialize;

use super::context::{Control, Output};
use crate::model::{MessageExtras, MessageRecord, PageRecord, PersonRecord, Sender, picture};

/// `GET /_emulator/pages`: all Pages with their tokens and people.
pub(super) fn list(control: &Control<'_>) -> Output {
    let pages = control.state.pages();
    Output::new(&Pages { pages: pages.map(|page| to_page(control, page)).collect() })
}

/// `GET /_emulator/outbox`: all messages that Pages sent, oldest first.
pub(super) fn outbox(control: &Control<'_>) -> Output {
    let messages = control.state.messages();
    Output::new(&Outbox {
        messages: messages.iter().filter_map(|it| to_message(control, it)).collect(),
    })
}

#[derive(Serialize)]
struct Pages<'a> {
    pages: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Page<'a> {
    id: &'a PageId,
    name: &'a str,
    access_token: &'a str,
    picture_url: String,
    category: &'a str,
    default_app_id: Option<&'a AppId>,
    profile_access: bool,
    people: Vec<Person<'a>>,
}

#[derive(Serialize)]
struct Person<'a> {
    psid: &'a Psid,
    name: &'a str,
    picture_url: String,
    has_profile: bool,
    conversation_id: &'a str,
    window_open: bool,
    window_closes_at: Option<String>,
}

#[derive(Serialize)]
struct Outbox<'a> {
    messages: Vec<Message<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    #[serde(rename = "message_id")]
    id: &'a str,
    page_id: &'a PageId,
    /// `None` if not identified by a page-scoped id: see `recipient`.
    psid: Option<&'a Psid>,
    persona: Option<Persona>,
    /// `None` for messages without text.
    text: Option<&'a str>,
    messaging_type: Option<&'a str>,
    #[serde(flatten)]
    extras: &'a MessageExtras,
    page_reaction: Option<&'a str>,
    person_reaction: Option<&'a str>,
    sent_at: String,
}

fn to_page<'a>(control: &Control<'a>, page: &'a PageRecord) -> Page<'a> {
    let people = page.people.iter().filter_map(|psid| control.state.person(psid));
    Page {
        id: &page.id,
        name: &page.name,
        access_token: &page.access_token,
        picture_url: picture::to_public_url(&control.request.origin, &page.picture_url)
            .into_owned(),
        category: page.category(),
        default_app_id: page.default_app.as_ref(),
        profile_access: page.has_profile_access,
        people: people.map(|person| to_person(control, person)).collect(),
    }
}

fn to_person<'a>(control: &Control<'_>, person: &'a PersonRecord) -> Person<'a> {
    Person {
        psid: &person.psid,
        name: &person.name,
        picture_url: picture::to_public_url(&control.request.origin, &person.picture_url)
            .into_owned(),
        has_profile: person.has_profile,
        conversation_id: &person.conversation_id,
        window_open: person.window_open(control.now),
        window_closes_at: person.window_closes_at().map(|at| at.to_string()),
    }
}

fn to_message<'a>(control: &Control<'_>, message: &'a MessageRecord) -> Option<Message<'a>> {
    let Sender::Page { persona, messaging_type } = &message.from else { return None };
    Some(Message {
        id: &message.id,
        page_id: &message.page_id,
        psid: message.psid.as_ref(),
        persona: control.with_absolute_picture(persona.as_ref()),
        text: message.text(),
        messaging_type: messaging_type.as_deref(),
        extras: message.extras(),
        page_reaction: message.page_reaction.as_deref(),
        person_reaction: message.person_reaction.as_deref(),
        sent_at: message.at.to_string(),
    })
}
