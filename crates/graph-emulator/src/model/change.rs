//! Everything that can happen.

use messenger_personas::{AppId, PageId, Persona, PersonaId, Psid};
use serde::{Deserialize, Serialize};

use crate::model::{
    fault::{self, Edge, Fault},
    message_extras::MessageExtras,
    meter::Meter,
    time::Timestamp,
    unknown_persona::UnknownPersona,
};

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
        /// What kind of Page it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
        /// What the person may do there to whom the user's token belongs; `None` is all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tasks: Option<Vec<String>>,
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
        /// To whom; `None` for somebody who cannot be looked up.
        #[serde(default)]
        psid: Option<Psid>,
        /// As whom, with name and picture as they were; `None` is the Page.
        persona: Option<Persona>,
        /// What; nothing for what is no text.
        text: String,
        /// Why, if that was said.
        messaging_type: Option<String>,
        /// What else was sent.
        #[serde(rename = "carried", default, skip_serializing_if = "MessageExtras::is_empty")]
        extras: Box<MessageExtras>,
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
    /// A Page has an attachment that it can send again.
    AttachmentKept {
        /// The attachment.
        attachment_id: String,
        /// The Page.
        page_id: PageId,
        /// `image`, `audio`, `video` or `file`.
        kind: String,
        /// Where it was fetched from; `None` if it was uploaded.
        url: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// An app has a conversation, or none has it any more.
    ThreadOwnerSet {
        /// The person whose conversation it is.
        psid: Psid,
        /// The app; `None` leaves the conversation idle.
        app_id: Option<AppId>,
        /// Until when.
        until: Timestamp,
        /// Whether other apps are refused from now on.
        is_held: bool,
        /// When.
        at: Timestamp,
    },
    /// Another app may take the conversations of a Page at any time, or none may.
    DefaultAppSet {
        /// The Page.
        page_id: PageId,
        /// The app; `None` is none.
        app_id: Option<AppId>,
    },
    /// The app may read who writes to a Page, or may not any more.
    ProfileAccessSet {
        /// The Page.
        page_id: PageId,
        /// Whether it may.
        is_granted: bool,
    },
    /// There is a profile of a person, or none, as for somebody with a phone number only.
    ProfileSet {
        /// The person.
        psid: Psid,
        /// Whether there is one.
        is_there: bool,
    },
    /// A Page reacted to a message, or took that back.
    PageReacted {
        /// The person in whose conversation it is.
        psid: Psid,
        /// The message.
        message_id: String,
        /// With which emoji; `None` takes it back.
        reaction: Option<String>,
    },
    /// A person reacted to a message, or took that back.
    PersonReacted {
        /// The person.
        psid: Psid,
        /// The message.
        message_id: String,
        /// With which emoji; `None` takes it back.
        reaction: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// A person takes no messages of their Page from now on, or takes them again.
    PersonBlocked {
        /// The person.
        psid: Psid,
        /// Whether they take none.
        is_blocked: bool,
    },
    /// From now on this is what a persona does that cannot speak.
    UnknownPersonaSet {
        /// What.
        unknown_persona: UnknownPersona,
    },
    /// From now on every call needs a proof of the app's secret, or none does.
    AppSecretRequired {
        /// Whether it does.
        required: bool,
    },
    /// A meter has another limit.
    UsageSet {
        /// Which meter.
        meter: Meter,
        /// Whose; `None` is the app.
        page_id: Option<PageId>,
        /// How many calls fill it; 0 is no limit.
        limit: u64,
        /// How many calls it counts now; `None` leaves them.
        calls: Option<u64>,
        /// When.
        at: Timestamp,
    },
    /// The emulator's clock is further ahead.
    ClockAdvanced {
        /// By how much.
        ms: u64,
    },
    /// The emulator's clock stands still, or goes on.
    ClockFrozen {
        /// The time outside at which it stands; `None` lets it go on.
        at: Option<Timestamp>,
    },
    /// Some of the next calls will be refused.
    FaultArmed {
        /// How.
        fault: Fault,
        /// How many calls; 0 takes the fault back.
        times: u32,
        /// Where; `None` is everywhere that the fault can be.
        on: Option<Edge>,
        /// Of a million calls, how many meet it.
        #[serde(default = "fault::always")]
        chance: u32,
        /// Which of them: another number is another choice.
        #[serde(default)]
        seed: u64,
        /// How long the answer is late, for the fault that is about that.
        #[serde(default)]
        ms: Option<u64>,
    },
    /// A call met a fault.
    FaultUsed {
        /// Which.
        fault: Fault,
        /// Where it was armed.
        on: Option<Edge>,
    },
    /// A call could have met a fault, and chance spared it.
    FaultPassed {
        /// Which.
        fault: Fault,
        /// Where it was armed.
        on: Option<Edge>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_older_journal_are_read() {
        for line in [
            r#"{"change":"message_sent","message_id":"m_1","page_id":"1","psid":"2","persona":null,"text":"Hi","messaging_type":"RESPONSE","at":5}"#,
            r#"{"change":"message_sent","message_id":"m_1","page_id":"1","psid":"2","persona":null,"text":"Hi","messaging_type":null,"carried":{"recipient":null,"attachments":[],"quick_replies":[],"metadata":"m","tag":null,"notification_type":null,"reply_to":null,"thread_control":null,"attachment_id":null},"at":5}"#,
            r#"{"change":"fault_armed","fault":"transient","times":2,"on":"pages"}"#,
        ] {
            let change: Change = serde_json::from_str(line).unwrap();
            match &change {
                Change::MessageSent { psid, extras, .. } => {
                    assert_eq!(psid.as_ref().map(Psid::as_str), Some("2"));
                    assert_eq!(extras.is_empty(), !line.contains("metadata"));
                    assert_eq!(serde_json::to_string(&change).unwrap(), line);
                }
                Change::FaultArmed { chance, seed, ms, .. } => {
                    assert_eq!((*chance, *seed, *ms), (1_000_000, 0, None));
                }
                other => panic!("{other:?}"),
            }
        }
    }
}
