//! The records of the state.

use std::collections::{BTreeMap, BTreeSet};

use messenger_personas::{AppId, Method, PageId, Persona, PersonaId, Psid};
use serde_json::Value;

use crate::model::{
    change::Change,
    fault::{self, Edge, Fault},
    ids,
    message_extras::MessageExtras,
    time::Timestamp,
    uploaded_file::UploadedFile,
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
    /// Tasks of the owner of the user access token; `None` for all.
    pub(crate) tasks: Option<Vec<String>>,
    /// Sequence numbers of its active personas.
    pub(crate) personas: BTreeSet<u64>,
    pub(crate) people: Vec<Psid>,
    /// Properties of the Messenger profile by name.
    pub(crate) messenger_profile: BTreeMap<String, Value>,
    /// The app that can take control of any conversation.
    pub(crate) default_app: Option<AppId>,
    /// Whether the app can read the profiles of people.
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

/// A person, as known to one Page.
#[derive(Clone, Debug)]
pub(crate) struct PersonRecord {
    pub(crate) psid: Psid,
    pub(crate) page_id: PageId,
    pub(crate) name: String,
    pub(crate) picture_url: String,
    pub(crate) has_profile: bool,
    pub(crate) conversation_id: String,
    pub(super) owner: Option<OwnerRecord>,
    /// Sequence numbers of the messages in the conversation.
    pub(crate) messages: Vec<usize>,
    /// Whether they blocked the Page.
    pub(crate) has_blocked: bool,
    /// Time of their last message or reaction.
    pub(super) last_active: Option<Timestamp>,
    pub(crate) seen_at: Option<Timestamp>,
    /// The number of the newest message that they have read.
    pub(super) read_up_to: Option<usize>,
    pub(super) typing: Option<Typing>,
}

impl PersonRecord {
    /// Whether the conversation has not begun.
    pub(crate) fn is_new(&self) -> bool {
        self.messages.is_empty() && self.last_active.is_none()
    }

    /// End of the 24-hour window; `None` if the person never wrote.
    pub(crate) fn window_closes_at(&self) -> Option<Timestamp> {
        self.last_active.map(|at| at.after_ms(WINDOW_MS))
    }

    pub(crate) fn window_open(&self, now: Timestamp) -> bool {
        self.window_closes_at().is_some_and(|closes_at| now < closes_at)
    }

    /// Whether the seven-day window for human agents and feedback is open.
    pub(crate) fn long_window_open(&self, now: Timestamp) -> bool {
        self.last_active.is_some_and(|at| now < at.after_ms(LONG_WINDOW_MS))
    }

    /// The visible typing indicator.
    pub(crate) fn typing(&self, now: Timestamp) -> Option<&Typing> {
        self.typing.as_ref().filter(|typing| now.ms_since(typing.since) < TYPING_MS)
    }

    /// Hides the typing indicator of this sender.
    pub(super) fn stop_typing(&mut self, persona_id: Option<&PersonaId>) {
        let is_theirs =
            |typing: &Typing| typing.persona.as_ref().map(|persona| &persona.id) == persona_id;
        if self.typing.as_ref().is_some_and(is_theirs) {
            self.typing = None;
        }
    }
}

/// A reusable attachment.
#[derive(Clone, Debug)]
pub(crate) struct AttachmentRecord {
    pub(crate) page_id: PageId,
    pub(crate) kind: String,
    pub(crate) url: Option<String>,
    /// What was uploaded.
    pub(crate) file: Option<UploadedFile>,
    pub(crate) at: Timestamp,
}

impl AttachmentRecord {
    /// When it expires.
    pub(crate) fn expires_at(&self) -> Timestamp {
        self.at.after_ms(ATTACHMENT_MS)
    }

    pub(crate) fn is_available(&self, now: Timestamp) -> bool {
        now < self.expires_at()
    }
}

/// A typing indicator.
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
    /// `None` if the recipient was not identified by a page-scoped id.
    pub(crate) psid: Option<Psid>,
    pub(crate) from: Sender,
    /// Empty for messages without text.
    pub(crate) text: String,
    /// `None` for messages with a text only, which are most.
    pub(crate) extras: Option<Box<MessageExtras>>,
    /// The Page's reaction.
    pub(crate) page_reaction: Option<String>,
    /// The person's reaction.
    pub(crate) person_reaction: Option<String>,
    pub(crate) at: Timestamp,
}

impl MessageRecord {
    /// The text, if there is one.
    pub(crate) fn text(&self) -> Option<&str> {
        (!self.text.is_empty()).then_some(&self.text)
    }

    /// The other properties.
    pub(crate) fn extras(&self) -> &MessageExtras {
        self.extras.as_deref().unwrap_or(MessageExtras::EMPTY)
    }
}

/// The sender of a message.
#[derive(Clone, Debug)]
pub(crate) enum Sender {
    Person,
    Page {
        /// The persona at the time of sending.
        persona: Option<Persona>,
        messaging_type: Option<String>,
    },
}

/// The last explicit assignment of a conversation to an app.
#[derive(Clone, Debug)]
pub(super) struct OwnerRecord {
    pub(super) app_id: Option<AppId>,
    pub(super) until: Timestamp,
    pub(super) is_held: bool,
    /// Time of the assignment.
    pub(super) at: Timestamp,
}

/// The app that controls a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ThreadOwner {
    pub(crate) app_id: AppId,
    pub(crate) until: Timestamp,
    /// Whether requests of other apps fail.
    pub(crate) is_held: bool,
}

/// A fault that is waiting for requests.
#[derive(Clone, Debug)]
pub(crate) struct ArmedFault {
    pub(crate) fault: Fault,
    pub(crate) times: u32,
    pub(crate) on: Option<Edge>,
    /// Probability in millionths.
    pub(crate) chance: u32,
    pub(crate) seed: u64,
    pub(crate) ms: Option<u64>,
    /// Number of requests considered so far.
    pub(super) considered: u64,
}

impl ArmedFault {
    /// Records that the fault considered a request.
    pub(crate) fn to_change(&self) -> Change {
        let (fault, on) = (self.fault, self.on);
        if self.triggers() {
            Change::FaultUsed { fault, on }
        } else {
            Change::FaultPassed { fault, on }
        }
    }

    /// Whether the fault affects the next request. Deterministic: depends on the seed and the
    /// number of earlier requests.
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
