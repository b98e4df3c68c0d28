//! What the state is made of.

use std::collections::BTreeSet;

use messenger_personas::{Method, PageId, Persona, PersonaId, Psid};

use crate::{Edge, Fault, Timestamp};

/// A Page.
#[derive(Clone, Debug)]
pub(crate) struct PageRecord {
    pub(crate) id: PageId,
    pub(super) number: usize,
    pub(crate) name: String,
    pub(crate) access_token: String,
    pub(crate) picture_url: String,
    /// The numbers of its active personas.
    pub(crate) personas: BTreeSet<u64>,
    pub(crate) people: Vec<Psid>,
}

/// A persona, active or deleted.
#[derive(Clone, Debug)]
pub(crate) struct PersonaRecord {
    pub(crate) page_id: PageId,
    pub(crate) persona: Persona,
    pub(super) is_deleted: bool,
}

/// A person, as one Page knows them.
#[derive(Clone, Debug)]
pub(crate) struct PersonRecord {
    pub(crate) psid: Psid,
    pub(crate) page_id: PageId,
    pub(crate) name: String,
    pub(crate) picture_url: String,
    /// The numbers of the messages in their conversation.
    pub(crate) messages: Vec<usize>,
    pub(super) last_wrote: Option<Timestamp>,
    pub(crate) seen_at: Option<Timestamp>,
    pub(super) typing: Option<Typing>,
}

impl PersonRecord {
    /// When the Page may no longer write; `None` if it never could.
    pub(crate) fn window_closes_at(&self) -> Option<Timestamp> {
        self.last_wrote.map(|at| at.after_ms(WINDOW_MS))
    }

    pub(crate) fn window_open(&self, now: Timestamp) -> bool {
        self.window_closes_at().is_some_and(|closes_at| now < closes_at)
    }

    /// The dots that they see, if any.
    pub(crate) fn typing(&self, now: Timestamp) -> Option<&Typing> {
        self.typing.as_ref().filter(|typing| now.ms_since(typing.since) < TYPING_MS)
    }

    /// Ends the dots of this sender.
    pub(super) fn stop_typing(&mut self, persona_id: Option<&PersonaId>) {
        let is_theirs =
            |typing: &Typing| typing.persona.as_ref().map(|persona| &persona.id) == persona_id;
        if self.typing.as_ref().is_some_and(is_theirs) {
            self.typing = None;
        }
    }
}

/// Typing dots.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    pub(crate) persona: Option<Persona>,
    pub(super) since: Timestamp,
}

/// A message.
#[derive(Clone, Debug)]
pub(crate) struct MessageRecord {
    pub(crate) id: String,
    pub(crate) page_id: PageId,
    pub(crate) psid: Psid,
    pub(crate) from: Sender,
    pub(crate) text: String,
    pub(crate) at: Timestamp,
}

/// Who wrote a message.
#[derive(Clone, Debug)]
pub(crate) enum Sender {
    Person,
    Page {
        /// Name and picture as they were.
        persona: Option<Persona>,
        messaging_type: Option<String>,
    },
}

/// A fault that waits for calls.
#[derive(Clone, Debug)]
pub(crate) struct ArmedFault {
    pub(crate) fault: Fault,
    pub(crate) times: u32,
    pub(crate) on: Option<Edge>,
}

impl ArmedFault {
    pub(crate) fn meets(&self, edge: Edge, method: Method) -> bool {
        self.on.is_none_or(|on| on == edge) && self.fault.can_meet(edge, method)
    }
}

const WINDOW_MS: u64 = 24 * 60 * 60 * 1000;
const TYPING_MS: u64 = 20_000;
