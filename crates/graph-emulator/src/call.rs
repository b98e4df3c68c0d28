//! One call to Graph, understood as far as every edge needs it.

use messenger_personas::{Method, PageId, PersonaId, Psid};
use serde::Serialize;

use crate::{
    Change, Edge, Timestamp,
    caller::Caller,
    error::Refusal,
    json, pages,
    params::Params,
    state::{MessageRecord, PageRecord, PersonRecord, PersonaRecord, State},
    version::Version,
};

/// A call, and what it meets.
pub(crate) struct Call<'a> {
    pub(crate) state: &'a State,
    /// By the emulator's clock.
    pub(crate) now: Timestamp,
    pub(crate) origin: &'a str,
    pub(crate) version: Version,
    pub(crate) token: &'a str,
    pub(crate) caller: Caller,
    pub(crate) method: Method,
    pub(crate) params: Params,
}

impl<'a> Call<'a> {
    /// The node that `id` or `me` stands for.
    pub(crate) fn node(&self, id: &str) -> Result<Node<'a>, Refusal> {
        if id == "me" {
            return Ok(match &self.caller {
                Caller::Page(page_id) => self.state.page(page_id).map_or(Node::Unknown, Node::Page),
                Caller::User => Node::User,
                Caller::App => Node::Unknown,
            });
        }
        if id == "debug_token" {
            return Ok(Node::DebugToken);
        }
        if self.caller == Caller::App {
            return Ok(Node::Unknown);
        }
        if self.caller == Caller::User && id == pages::USER_ID {
            return Ok(Node::User);
        }
        if id.starts_with("t_") {
            let person = self.state.conversation(id);
            return self.own(person.map(|person| (&person.page_id, Node::Conversation(person))));
        }
        if id.starts_with("m_") {
            let message = self.state.message(id);
            return self.own(
                message.map(|(number, message)| (&message.page_id, Node::Message(number, message))),
            );
        }
        if !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Refusal::unknown_alias(id));
        }
        if let Some(page) = PageId::parse(id).ok().and_then(|id| self.state.page(&id)) {
            return Ok(match &self.caller {
                Caller::Page(own) if *own != page.id => Node::Unknown,
                _ => Node::Page(page),
            });
        }
        if let Some(person) = Psid::parse(id).ok().and_then(|psid| self.state.person(&psid)) {
            return self.own(Some((&person.page_id, Node::Person(person))));
        }
        let persona = PersonaId::parse(id).ok().and_then(|id| self.state.active_persona(&id));
        self.own(persona.map(|persona| (&persona.page_id, Node::Persona(persona))))
    }

    /// A node that only its Page may see.
    fn own(&self, found: Option<(&PageId, Node<'a>)>) -> Result<Node<'a>, Refusal> {
        match (found, &self.caller) {
            (Some((page_id, node)), Caller::Page(own)) if own == page_id => Ok(node),
            (Some(_), Caller::User) => Err(Refusal::page_token_needed()),
            _ => Ok(Node::Unknown),
        }
    }
}

/// What an id stands for, as far as the caller may see it.
pub(crate) enum Node<'a> {
    Page(&'a PageRecord),
    Persona(&'a PersonaRecord),
    Person(&'a PersonRecord),
    /// The one with this person.
    Conversation(&'a PersonRecord),
    /// A message and its number.
    Message(usize, &'a MessageRecord),
    User,
    DebugToken,
    Unknown,
}

/// What an edge answers.
pub(crate) type Answered = Result<Answer, Refusal>;

/// A success.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) body: String,
    pub(crate) changes: Vec<Change>,
}

impl Answer {
    pub(crate) fn new(body: &impl Serialize) -> Self {
        Self { body: json::written(body), changes: Vec::new() }
    }

    pub(crate) fn changing(self, changes: impl Into<Vec<Change>>) -> Self {
        Self { changes: changes.into(), ..self }
    }
}

impl Edge {
    /// What a path is about.
    pub(crate) fn of(node: &Node<'_>, edge: Option<&str>) -> Self {
        match (node, edge) {
            (Node::Conversation(_) | Node::Message(..), _) => Self::Pages,
            (_, Some("messages")) => Self::Messages,
            (_, Some("personas")) | (Node::Persona(_), _) => Self::Personas,
            _ => Self::Pages,
        }
    }
}
