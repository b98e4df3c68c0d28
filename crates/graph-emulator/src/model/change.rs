//! Changes of the state.

use std::collections::BTreeMap;

use messenger_personas::{AppId, PageId, Persona, PersonaId, Psid};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{
    fault::{self, Edge, Fault},
    message_extras::MessageExtras,
    meter::Meter,
    time::Timestamp,
    unknown_persona::UnknownPersona,
    uploaded_file::UploadedFile,
    webhook::{WebhookAttempts, WebhookOutcome, WebhookSubscription},
};

/// A change of the state. The journal is the sequence of all changes.
///
/// URLs of generated pictures are stored as paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// The state was emptied.
    Reset,
    /// A user access token was added.
    UserTokenAdded {
        /// The token.
        access_token: String,
    },
    /// A Page was added.
    PageAdded {
        /// The Page.
        page_id: PageId,
        /// Its name.
        name: String,
        /// Its access token.
        access_token: String,
        /// Its picture.
        picture_url: String,
        /// Its category.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
        /// Tasks of the owner of the user access token; `None` for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tasks: Option<Vec<String>>,
    },
    /// A person was added to a Page.
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
    /// A persona was created.
    PersonaCreated {
        /// The Page.
        page_id: PageId,
        /// The persona.
        persona: Persona,
        /// Time of the change.
        at: Timestamp,
    },
    /// A persona was deleted.
    PersonaDeleted {
        /// The persona.
        persona_id: PersonaId,
        /// Time of the change.
        at: Timestamp,
    },
    /// A Page sent a message.
    MessageSent {
        /// The message.
        message_id: String,
        /// The Page.
        page_id: PageId,
        /// The recipient; `None` if not identified by a page-scoped id.
        #[serde(default)]
        psid: Option<Psid>,
        /// The persona at that time; `None` for the Page.
        persona: Option<Persona>,
        /// The text; empty for messages without text.
        text: String,
        /// The messaging type, if it was sent.
        messaging_type: Option<String>,
        /// The other properties.
        #[serde(rename = "carried", default, skip_serializing_if = "MessageExtras::is_empty")]
        extras: Box<MessageExtras>,
        /// Time of the change.
        at: Timestamp,
    },
    /// A person sent a message to their Page.
    MessageReceived {
        /// The message.
        message_id: String,
        /// The person.
        psid: Psid,
        /// The text; empty for a message without text.
        text: String,
        /// The payload of the quick reply that the person tapped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quick_reply: Option<String>,
        /// What else was sent.
        #[serde(rename = "carried", default, skip_serializing_if = "MessageExtras::is_empty")]
        extras: Box<MessageExtras>,
        /// Time of the change.
        at: Timestamp,
    },
    /// A person pressed a button that sends a postback.
    PostbackReceived {
        /// The id of the postback.
        message_id: String,
        /// The person.
        psid: Psid,
        /// The button's title.
        title: String,
        /// The button's payload.
        payload: String,
        /// Time of the change.
        at: Timestamp,
    },
    /// A person has read what the Page sent.
    PersonRead {
        /// The person.
        psid: Psid,
        /// Time of the change.
        at: Timestamp,
    },
    /// A typing indicator was shown to a person.
    TypingStarted {
        /// The person.
        psid: Psid,
        /// The sender; `None` for the Page.
        persona: Option<Persona>,
        /// Time of the change.
        at: Timestamp,
    },
    /// The typing indicator was hidden.
    TypingStopped {
        /// The person.
        psid: Psid,
        /// The sender; `None` for the Page.
        persona_id: Option<PersonaId>,
    },
    /// A Page marked a conversation as seen.
    Seen {
        /// The person.
        psid: Psid,
        /// Time of the change.
        at: Timestamp,
    },
    /// A reusable attachment was saved.
    AttachmentKept {
        /// The attachment.
        attachment_id: String,
        /// The Page.
        page_id: PageId,
        /// `image`, `audio`, `video` or `file`.
        kind: String,
        /// Its URL; `None` if it was uploaded.
        url: Option<String>,
        /// The uploaded file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<UploadedFile>,
        /// Time of the change.
        at: Timestamp,
    },
    /// An app got control of a conversation, or the conversation became idle.
    ThreadOwnerSet {
        /// The person of the conversation.
        psid: Psid,
        /// The app; `None` if the conversation is idle.
        app_id: Option<AppId>,
        /// End of the control.
        until: Timestamp,
        /// Whether requests of other apps fail.
        is_held: bool,
        /// Whether another app did it, so that this one receives a webhook event.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_other_app: bool,
        /// What the other app tells this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        metadata: Option<String>,
        /// Time of the change.
        at: Timestamp,
    },
    /// Another app requested the control of a conversation.
    ThreadControlRequested {
        /// The person of the conversation.
        psid: Psid,
        /// The other app.
        app_id: AppId,
        /// What it tells this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        metadata: Option<String>,
        /// Time of the change.
        at: Timestamp,
    },
    /// The default app of a Page was set.
    DefaultAppSet {
        /// The Page.
        page_id: PageId,
        /// The app; `None` for no default app.
        app_id: Option<AppId>,
    },
    /// The app's access to profiles was granted or revoked.
    ProfileAccessSet {
        /// The Page.
        page_id: PageId,
        /// Whether it was granted.
        is_granted: bool,
    },
    /// A person's profile was added or removed. People who are known by a phone number have none.
    ProfileSet {
        /// The person.
        psid: Psid,
        /// Whether the profile exists.
        is_there: bool,
    },
    /// Properties of a Page's Messenger profile were set.
    MessengerProfileSet {
        /// The Page.
        page_id: PageId,
        /// Values by name of the property.
        properties: BTreeMap<String, Value>,
    },
    /// Properties of a Page's Messenger profile were deleted.
    MessengerProfileDeleted {
        /// The Page.
        page_id: PageId,
        /// Names of the properties.
        properties: Vec<String>,
    },
    /// A Page set or removed its reaction to a message.
    PageReacted {
        /// The person of the conversation.
        psid: Psid,
        /// The message.
        message_id: String,
        /// The emoji; `None` if it was removed.
        reaction: Option<String>,
    },
    /// A person set or removed their reaction to a message.
    PersonReacted {
        /// The person.
        psid: Psid,
        /// The message.
        message_id: String,
        /// The emoji; `None` if it was removed.
        reaction: Option<String>,
        /// Time of the change.
        at: Timestamp,
    },
    /// A person blocked or unblocked their Page.
    PersonBlocked {
        /// The person.
        psid: Psid,
        /// Whether the Page is blocked.
        is_blocked: bool,
    },
    /// The handling of unknown personas was set.
    UnknownPersonaSet {
        /// The text.
        unknown_persona: UnknownPersona,
    },
    /// The app's secret proof was made required or optional.
    AppSecretRequired {
        /// Whether it is required.
        required: bool,
    },
    /// The app has another secret.
    AppSecretSet {
        /// The secret.
        app_secret: String,
    },
    /// Events are sent to a webhook from now on.
    WebhookSet {
        /// The subscription. It replaces the one for the same Page, or for all Pages.
        #[serde(flatten)]
        subscription: WebhookSubscription,
    },
    /// Events are no longer sent to a webhook.
    WebhookRemoved {
        /// The Page of the subscription; `None` is the one for all Pages.
        page_id: Option<PageId>,
        /// Time of the change.
        at: Timestamp,
    },
    /// A webhook event was delivered or dropped.
    WebhookFinished {
        /// The event.
        number: u64,
        /// Which of the two.
        outcome: WebhookOutcome,
        /// The requests.
        #[serde(flatten)]
        attempts: WebhookAttempts,
        /// Time of the change.
        at: Timestamp,
    },
    /// The limit of a meter was set.
    UsageSet {
        /// The meter.
        meter: Meter,
        /// The Page; `None` for the app.
        page_id: Option<PageId>,
        /// Number of requests that fill the meter; 0 for no limit.
        limit: u64,
        /// Number of counted requests; `None` keeps it.
        calls: Option<u64>,
        /// Time of the change.
        at: Timestamp,
    },
    /// The clock was advanced.
    ClockAdvanced {
        /// Milliseconds.
        ms: u64,
    },
    /// The clock was frozen or unfrozen.
    ClockFrozen {
        /// The caller's time at which it was frozen; `None` if it was unfrozen.
        at: Option<Timestamp>,
    },
    /// A fault was armed.
    FaultArmed {
        /// The fault.
        fault: Fault,
        /// Number of requests that fail; 0 disarms the fault.
        times: u32,
        /// Scope; `None` for all that the fault applies to.
        on: Option<Edge>,
        /// Probability in millionths.
        #[serde(default = "fault::always")]
        chance: u32,
        /// Seed of the random choice.
        #[serde(default)]
        seed: u64,
        /// Delay of the fault `slow` in milliseconds.
        #[serde(default)]
        ms: Option<u64>,
    },
    /// A fault affected a request.
    FaultUsed {
        /// The fault.
        fault: Fault,
        /// The scope with which it was armed.
        on: Option<Edge>,
    },
    /// A fault considered a request and did not affect it.
    FaultPassed {
        /// The fault.
        fault: Fault,
        /// The scope with which it was armed.
        on: Option<Edge>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_older_journals_are_parsed() {
        for line in [
            r#"{"change":"message_sent","message_id":"m_1","page_id":"1","psid":"2","persona":null,"text":"Hi","messaging_type":"RESPONSE","at":5}"#,
            r#"{"change":"message_sent","message_id":"m_1","page_id":"1","psid":"2","persona":null,"text":"Hi","messaging_type":null,"carried":{"recipient":null,"attachments":[],"quick_replies":[],"metadata":"m","tag":null,"notification_type":null,"reply_to":null,"thread_control":null,"attachment_id":null},"at":5}"#,
            r#"{"change":"fault_armed","fault":"transient","times":2,"on":"pages"}"#,
            r#"{"change":"message_received","message_id":"m_1","psid":"2","text":"Hi","at":5}"#,
            r#"{"change":"webhook_finished","number":1,"outcome":"delivered","attempts":2,"status":200,"at":5}"#,
            r#"{"change":"attachment_kept","attachment_id":"3","page_id":"1","kind":"file","url":null,"at":5}"#,
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
                Change::MessageReceived { .. }
                | Change::WebhookFinished { .. }
                | Change::AttachmentKept { .. } => {
                    assert_eq!(serde_json::to_string(&change).unwrap(), line);
                }
                other => panic!("{other:?}"),
            }
        }
    }
}
