//! Nodes: the objects that ids identify.

use messenger_personas::{PageId, PersonaId, Psid};

use crate::{
    endpoints::call::Call,
    error::GraphError,
    model::{Caller, Edge, MessageRecord, PageRecord, PersonRecord, PersonaRecord, USER_ID},
};

/// A node, as far as the caller can see it.
pub(crate) enum Node<'a> {
    Page(&'a PageRecord),
    Persona(&'a PersonaRecord),
    Person(&'a PersonRecord),
    /// The conversation with this person.
    Conversation(&'a PersonRecord),
    /// A message with its sequence number.
    Message(usize, &'a MessageRecord),
    User,
    DebugToken,
    Unknown,
}

impl<'a> Node<'a> {
    /// Finds the node of an id or of `me`.
    pub(crate) fn find(call: &Call<'a>, id: &str) -> Result<Self, GraphError> {
        if id == "me" {
            return Ok(match &call.caller {
                Caller::Page(page_id) => call.state.page(page_id).map_or(Self::Unknown, Self::Page),
                Caller::User => Self::User,
                Caller::App => Self::Unknown,
            });
        }
        if id == "debug_token" {
            return Ok(Self::DebugToken);
        }
        if call.caller == Caller::App {
            return Ok(Self::Unknown);
        }
        if call.caller == Caller::User && id == USER_ID {
            return Ok(Self::User);
        }
        if id.starts_with("t_") {
            let person = call.state.conversation(id);
            return Self::own(
                call,
                person.map(|person| (&person.page_id, Self::Conversation(person))),
            );
        }
        if id.starts_with("m_") {
            let message = call.state.message(id);
            return Self::own(
                call,
                message.map(|(number, message)| (&message.page_id, Self::Message(number, message))),
            );
        }
        if !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(GraphError::unknown_alias(id));
        }
        if let Some(page) = PageId::parse(id).ok().and_then(|id| call.state.page(&id)) {
            return Ok(match &call.caller {
                Caller::Page(own) if *own != page.id => Self::Unknown,
                _ => Self::Page(page),
            });
        }
        if let Some(person) = Psid::parse(id).ok().and_then(|psid| call.state.person(&psid)) {
            return Self::own(call, Some((&person.page_id, Self::Person(person))));
        }
        let persona = PersonaId::parse(id).ok().and_then(|id| call.state.active_persona(&id));
        Self::own(call, persona.map(|persona| (&persona.page_id, Self::Persona(persona))))
    }

    /// A node that is visible to its Page only.
    fn own(call: &Call<'a>, found: Option<(&PageId, Self)>) -> Result<Self, GraphError> {
        match (found, &call.caller) {
            (Some((page_id, node)), Caller::Page(own)) if own == page_id => Ok(node),
            (Some(_), Caller::User) => Err(GraphError::page_token_needed()),
            _ => Ok(Self::Unknown),
        }
    }

    /// The scope of requests on this node and its `edge`, for faults and meters.
    pub(crate) fn scope(&self, edge: Option<&str>) -> Edge {
        match (self, edge) {
            (Self::Conversation(_) | Self::Message(..), _) => Edge::Pages,
            (_, Some("messages")) => Edge::Messages,
            (_, Some("personas")) | (Self::Persona(_), _) => Edge::Personas,
            _ => Edge::Pages,
        }
    }
}
