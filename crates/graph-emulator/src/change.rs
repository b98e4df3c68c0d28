//! Everything that can happen.

use messenger_personas::{PageId, Persona, PersonaId, Psid};
use serde::{Deserialize, Serialize};

use crate::{Edge, Fault, Timestamp};

/// One fact. All of them in order make the state, so a journal of them is the state's file.
///
/// Pictures of the emulator itself are paths here, and get their origin when they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// Everything before is gone.
    Reset,
    /// There is a token of a person with roles on the Pages.
    UserTokenAdded {
        /// The token.
        access_token: String,
    },
    /// There is a Page.
    PageAdded {
        /// The Page.
        page_id: PageId,
        /// Its name.
        name: String,
        /// Its only token.
        access_token: String,
        /// Its picture.
        picture_url: String,
    },
    /// A Page knows a person.
    PersonAdded {
        /// The person.
        psid: Psid,
        /// The Page.
        page_id: PageId,
        /// The person's name.
        name: String,
        /// The person's picture.
        picture_url: String,
    },
    /// A Page has a new persona.
    PersonaCreated {
        /// The Page.
        page_id: PageId,
        /// The persona, with name and picture.
        persona: Persona,
        /// When.
        at: Timestamp,
    },
    /// A persona can be used no more.
    PersonaDeleted {
        /// The persona.
        persona_id: PersonaId,
        /// When.
        at: Timestamp,
    },
    /// A Page wrote to a person.
    MessageSent {
        /// The message.
        message_id: String,
        /// The Page.
        page_id: PageId,
        /// To whom.
        psid: Psid,
        /// As whom, with name and picture as they were; `None` is the Page.
        persona: Option<Persona>,
        /// What.
        text: String,
        /// Why, if that was said.
        messaging_type: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// A person wrote to their Page.
    MessageReceived {
        /// The message.
        message_id: String,
        /// The person.
        psid: Psid,
        /// What.
        text: String,
        /// When.
        at: Timestamp,
    },
    /// A person sees typing dots.
    TypingStarted {
        /// The person.
        psid: Psid,
        /// Whose dots; `None` is the Page.
        persona: Option<Persona>,
        /// When.
        at: Timestamp,
    },
    /// A person's dots are gone.
    TypingStopped {
        /// The person.
        psid: Psid,
        /// Whose dots; `None` is the Page.
        persona_id: Option<PersonaId>,
    },
    /// A Page has seen what a person wrote.
    Seen {
        /// The person.
        psid: Psid,
        /// When.
        at: Timestamp,
    },
    /// The emulator's clock is further ahead.
    ClockAdvanced {
        /// By how much.
        ms: u64,
    },
    /// Some of the next calls will be refused.
    FaultArmed {
        /// How.
        fault: Fault,
        /// How many calls; 0 takes the fault back.
        times: u32,
        /// Where; `None` is everywhere that the fault can be.
        on: Option<Edge>,
    },
    /// A call was refused.
    FaultUsed {
        /// How.
        fault: Fault,
        /// Where it was armed.
        on: Option<Edge>,
    },
}
