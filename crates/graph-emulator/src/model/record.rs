//! What the state is made of.

use std::collections::BTreeSet;

use messenger_personas::{AppId, Method, PageId, Persona, PersonaId, Psid};

use crate::model::{
    change::Change,
    fault::{self, Edge, Fault},
    ids,
    message_extras::MessageExtras,
    time::Timestamp,
};

/// A Page.
#[derive(Clone, Debug)]
pub(crate) struct PageRecord {
    pub(crate) id: PageId,
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) access_token: String,
    pub(crate) picture_url: String,
    pub(super) category: Option<String>,
    /// What the person may do there to whom the user's token belongs; `None` is all.
    pub(crate) tasks: Option<Vec<String>>,
    /// The numbers of its active personas.
    pub(crate) personas: BTreeSet<u64>,
    pub(crate) people: Vec<Psid>,
    /// The app that may take any conversation.
    pub(crate) default_app: Option<AppId>,
    /// Whether the app may read who writes to it.
    pub(crate) has_profile_access: bool,
}

impl PageRecord {
    pub(crate) fn category(&self) -> &str {
        self.category.as_deref().unwrap_or("Local business")
    }
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
    pub(crate) has_profile: bool,
    pub(crate) conversation_id: String,
    pub(super) owner: Option<OwnerRecord>,
    /// The numbers of the messages in their conversation.
    pub(crate) messages: Vec<usize>,
    /// Whether they take no messages of the Page.
    pub(crate) has_blocked: bool,
    /// When they last wrote or reacted.
    pub(super) last_active: Option<Timestamp>,
    pub(crate) seen_at: Option<Timestamp>,
    pub(super) typing: Option<Typing>,
}

impl PersonRecord {
    /// When the Page may no longer write; `None` if it never could.
    pub(crate) fn window_closes_at(&self) -> Option<Timestamp> {
        self.last_active.map(|at| at.after_ms(WINDOW_MS))
    }

    pub(crate) fn window_open(&self, now: Timestamp) -> bool {
        self.window_closes_at().is_some_and(|closes_at| now < closes_at)
    }

    /// Whether a human agent may still answer, or feedback still be asked for.
    pub(crate) fn long_window_open(&self, now: Timestamp) -> bool {
        self.last_active.is_some_and(|at| now < at.after_ms(LONG_WINDOW_MS))
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

/// A file that a Page can send again.
#[derive(Clone, Debug)]
pub(crate) struct AttachmentRecord {
    pub(crate) page_id: PageId,
    pub(crate) kind: String,
    pub(crate) url: Option<String>,
    pub(crate) at: Timestamp,
    pub(super) number: usize,
}

impl AttachmentRecord {
    /// From when on it is gone.
    pub(crate) fn ends_at(&self) -> Timestamp {
        self.at.after_ms(ATTACHMENT_MS)
    }

    pub(crate) fn is_there(&self, now: Timestamp) -> bool {
        now < self.ends_at()
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
    /// `None` for somebody who cannot be looked up.
    pub(crate) psid: Option<Psid>,
    pub(crate) from: Sender,
    /// Empty for what is no text.
    pub(crate) text: String,
    /// `None` for the many that carry nothing but a text.
    pub(crate) extras: Option<Box<MessageExtras>>,
    /// With which emoji the Page reacted.
    pub(crate) page_reaction: Option<String>,
    /// With which emoji the person reacted.
    pub(crate) person_reaction: Option<String>,
    pub(crate) at: Timestamp,
}

impl MessageRecord {
    /// What was said, if it is a text.
    pub(crate) fn text(&self) -> Option<&str> {
        (!self.text.is_empty()).then_some(&self.text)
    }

    /// What it carries beside its text.
    pub(crate) fn extras(&self) -> &MessageExtras {
        self.extras.as_deref().unwrap_or(MessageExtras::EMPTY)
    }
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

/// Who has a conversation, as was said last.
#[derive(Clone, Debug)]
pub(super) struct OwnerRecord {
    pub(super) app_id: Option<AppId>,
    pub(super) until: Timestamp,
    pub(super) is_held: bool,
    /// When that was said.
    pub(super) at: Timestamp,
}

/// Who has a conversation now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ThreadOwner {
    pub(crate) app_id: AppId,
    pub(crate) until: Timestamp,
    /// Whether other apps are refused.
    pub(crate) is_held: bool,
}

/// A fault that waits for calls.
#[derive(Clone, Debug)]
pub(crate) struct ArmedFault {
    pub(crate) fault: Fault,
    pub(crate) times: u32,
    pub(crate) on: Option<Edge>,
    /// Of a million calls, how many meet it.
    pub(crate) chance: u32,
    pub(crate) seed: u64,
    pub(crate) ms: Option<u64>,
    /// How many calls it has considered.
    pub(super) considered: u64,
}

impl ArmedFault {
    /// What has to happen when the next call comes by.
    pub(crate) fn to_change(&self) -> Change {
        let (fault, on) = (self.fault, self.on);
        if self.triggers() {
            Change::FaultUsed { fault, on }
        } else {
            Change::FaultPassed { fault, on }
        }
    }

    /// Whether the next call that could meet it does. It follows from the number of calls before.
    pub(crate) fn triggers(&self) -> bool {
        let draw = ids::mix(ids::mix(self.seed).wrapping_add(self.considered));
        self.chance >= fault::always() || draw % u64::from(fault::always()) < self.chance.into()
    }

    pub(crate) fn applies_to(&self, edge: Edge, method: Method) -> bool {
        self.on.is_none_or(|on| on == edge) && self.fault.applies_to(edge, method)
    }
}

const ATTACHMENT_MS: u64 = 90 * 24 * 60 * 60 * 1000;
const WINDOW_MS: u64 = 24 * 60 * 60 * 1000;
const LONG_WINDOW_MS: u64 = 7 * WINDOW_MS;
const TYPING_MS: u64 = 20_000;
