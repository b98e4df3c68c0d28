//! One call to Graph, understood as far as every edge needs it.

use messenger_personas::{Method, PageId, PersonaId};
use serde::Serialize;

use crate::{
    Change, Edge, Timestamp,
    caller::Caller,
    error::Refusal,
    json,
    params::Params,
    state::{PageRecord, PersonaRecord, State},
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
            });
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
        let persona = PersonaId::parse(id).ok().and_then(|id| self.state.active_persona(&id));
        match (persona, &self.caller) {
            (Some(persona), Caller::Page(own)) if *own == persona.page_id => {
                Ok(Node::Persona(persona))
            }
            (Some(_), Caller::User) => Err(Refusal::page_token_needed()),
            _ => Ok(Node::Unknown),
        }
    }
}

/// What an id stands for, as far as the caller may see it.
pub(crate) enum Node<'a> {
    Page(&'a PageRecord),
    Persona(&'a PersonaRecord),
    User,
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
            (_, Some("messages")) => Self::Messages,
            (_, Some("personas")) | (Node::Persona(_), _) => Self::Personas,
            _ => Self::Pages,
        }
    }
}
