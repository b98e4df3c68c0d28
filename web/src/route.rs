//! Every address of the console.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use messenger_personas::{PersonaId, Psid};

use crate::model::{creation::Creation, list_query::ListQuery};

pub(crate) const CONNECT: &str = "/connect";
pub(crate) const PERSONAS: &str = "/personas";
pub(crate) const NEW_PERSONA: &str = "/personas/new";
pub(crate) const IMPORT: &str = "/personas/import";
pub(crate) const CONVERSATIONS: &str = "/conversations";
pub(crate) const ACTIVITY: &str = "/activity";
pub(crate) const SETTINGS: &str = "/settings";

/// The screen of one persona.
pub(crate) fn persona(id: &PersonaId) -> String {
    format!("{PERSONAS}/{id}")
}

/// The screen of a persona that was just created.
pub(crate) fn created(id: &PersonaId, creation: Creation) -> String {
    format!("{PERSONAS}/{id}?{CREATED}={}", creation.name())
}

/// How the address says that its persona was created, if it does.
pub(crate) fn use_creation() -> Memo<Option<Creation>> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| Creation::from_name(&query.get(CREATED)?)))
}

/// The screen that edits one persona.
pub(crate) fn edit(id: &PersonaId) -> String {
    format!("{PERSONAS}/{id}/edit")
}

/// The list, as `query` asks for it.
pub(crate) fn personas(query: &ListQuery) -> String {
    let mut address = PERSONAS.to_owned();
    for (index, (name, value)) in query.parameters().into_iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.push_str(&String::from(js_sys::encode_uri_component(&value)));
    }
    address
}

/// The screen of one conversation.
pub(crate) fn conversation(psid: &Psid) -> String {
    format!("{CONVERSATIONS}/{psid}")
}

/// `path` with a persona already chosen to speak.
pub(crate) fn speaking_as(path: &str, id: &PersonaId) -> String {
    format!("{path}?{PERSONA}={id}")
}

/// The query parameter that names who speaks.
pub(crate) const PERSONA: &str = "persona";

/// The path parameter called [`ID`] of the route at hand.
pub(crate) fn use_id() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(ID)).unwrap_or_default())
}

/// The screen of the requests, with the details of one.
pub(crate) fn exchange(id: u32) -> String {
    format!("{ACTIVITY}?{ENTRY}={id}")
}

/// The request whose details the address asks for.
pub(crate) fn use_exchange() -> Memo<Option<u32>> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get(ENTRY)?.parse().ok()))
}

/// The query parameter of a request to Graph.
const ENTRY: &str = "entry";
/// The query parameter of a persona that was just created.
const CREATED: &str = "created";
/// The path parameter that names a persona or a person.
const ID: &str = "id";
