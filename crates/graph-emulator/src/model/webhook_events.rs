//! The webhook events of each change, as Meta documents their bodies.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks>

use messenger_personas::{AppId, PageId, Psid};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    json::{self, Object},
    model::{
        app::{APP_ID, own_app},
        change::Change,
        message_extras::MessageExtras,
        record::{PersonRecord, Sender},
        state::State,
        time::Timestamp,
        webhook::WebhookField,
        webhooks::Draft,
    },
};

impl State {
    /// The events of `change`, which is not applied yet.
    pub(super) fn webhook_drafts(&self, change: &Change) -> Vec<Draft> {
        let Some((psid, at)) = conversation_of(change) else { return Vec::new() };
        let Some(person) = self.person(psid) else { return Vec::new() };
        let contents = self.contents(change, person);
        contents.into_iter().filter_map(|content| self.draft(person, at, content)).collect()
    }

    fn contents(&self, change: &Change, person: &PersonRecord) -> Vec<Content> {
        match change {
            Change::MessageReceived { message_id, text, quick_reply, extras, at, .. } => {
                // Payloads are for the app that offered them.
                let quick_reply =
                    quick_reply.as_deref().filter(|_| self.is_of_own_app(person, *at));
                let message = received(message_id, text, quick_reply, extras, |mid| {
                    self.is_message_of_page(mid)
                });
                let message = Content::new(WebhookField::Messages, "message", message);
                self.read(person).into_iter().chain([message]).collect()
            }
            Change::PostbackReceived { message_id, title, payload, .. } => {
                let members = vec![
                    ("title", json!(title)),
                    ("payload", json!(payload)),
                    ("mid", json!(message_id)),
                ];
                let postback = Content::new(WebhookField::MessagingPostbacks, "postback", members);
                self.read(person).into_iter().chain([postback]).collect()
            }
            Change::PersonRead { .. } => Vec::from_iter(self.read(person)),
            Change::PersonReacted { message_id, reaction, .. } => {
                let members = reacted(message_id, reaction.as_deref());
                vec![Content::new(WebhookField::MessageReactions, "reaction", members)]
            }
            Change::MessageSent { message_id, text, extras, at, .. } => {
                let echo = self.echo(message_id, text, extras);
                let delivery =
                    vec![("mids", json!([message_id])), ("watermark", json!(at.unix_ms()))];
                vec![
                    Content::new(WebhookField::MessageEchoes, "message", echo),
                    Content::new(WebhookField::MessageDeliveries, "delivery", delivery),
                ]
            }
            Change::ThreadOwnerSet { app_id, by_other_app: true, metadata, at, .. } => {
                let previous = self.thread_owner(person, *at).map(|owner| owner.app_id);
                let handover = handover(previous.as_ref(), app_id.as_ref(), metadata.as_deref());
                Vec::from_iter(handover)
            }
            Change::ThreadControlRequested { app_id, metadata, at, .. }
                if self.receives_requests(person, *at) =>
            {
                let mut members = vec![("requested_owner_app_id", json!(app_id))];
                members.extend(metadata.as_ref().map(|metadata| ("metadata", json!(metadata))));
                let field = WebhookField::MessagingHandovers;
                vec![Content::new(field, "request_thread_control", members)]
            }
            _ => Vec::new(),
        }
    }

    /// `false` while another app controls the conversation, or will control it when it is not idle.
    fn is_of_own_app(&self, person: &PersonRecord, at: Timestamp) -> bool {
        let owner = self.thread_owner(person, at).map(|owner| owner.app_id);
        let owner = owner.or_else(|| self.page(&person.page_id)?.default_app.clone());
        owner.is_none() || owner == own_app()
    }

    /// `true` if other apps request the conversation from this one: the default app, or without a
    /// default app the one that controls the conversation.
    fn receives_requests(&self, person: &PersonRecord, at: Timestamp) -> bool {
        let default_app = self.page(&person.page_id).and_then(|page| page.default_app.clone());
        let owner = || self.thread_owner(person, at).map(|owner| owner.app_id);
        default_app.or_else(owner) == own_app()
    }

    /// The field whose subscription an event of `field` needs; `None` if this app does not receive
    /// it. Of a conversation that another app controls, it receives some events, on standby.
    fn subscribed_field(
        &self,
        field: WebhookField,
        person: &PersonRecord,
        at: Timestamp,
    ) -> Option<WebhookField> {
        use WebhookField as Field;
        match field {
            // What this app sent or offered, and what concerns it.
            Field::MessagingPostbacks | Field::MessageEchoes | Field::MessagingHandovers => {
                Some(field)
            }
            _ if self.is_of_own_app(person, at) => Some(field),
            Field::Messages | Field::MessageReads | Field::MessageDeliveries => {
                Some(Field::Standby)
            }
            Field::MessageReactions | Field::Standby => None,
        }
    }

    /// The event that the person has read all messages of the Page, if some were unread.
    fn read(&self, person: &PersonRecord) -> Option<Content> {
        let watermark = self.unread_by(person)?;
        let members = vec![("watermark", json!(watermark.unix_ms()))];
        Some(Content::new(WebhookField::MessageReads, "read", members))
    }

    /// The time of the newest message of the Page, if the person has not read it.
    pub(crate) fn unread_by(&self, person: &PersonRecord) -> Option<Timestamp> {
        let unread = person
            .messages
            .iter()
            .rev()
            .take_while(|&&number| person.read_up_to.is_none_or(|read| read < number));
        unread
            .filter_map(|&number| self.message_numbered(number))
            .find(|message| matches!(message.from, Sender::Page { .. }))
            .map(|message| message.at)
    }

    fn is_message_of_page(&self, message_id: &str) -> bool {
        self.message(message_id)
            .is_some_and(|(_, message)| matches!(message.from, Sender::Page { .. }))
    }

    /// The members of an echo.
    fn echo(&self, message_id: &str, text: &str, extras: &MessageExtras) -> Members {
        let mut echo = vec![
            ("mid", json!(message_id)),
            ("is_echo", json!(true)),
            ("app_id", json!(APP_ID.parse::<u64>().unwrap_or_default())),
        ];
        echo.extend(extras.metadata.as_ref().map(|metadata| ("metadata", json!(metadata))));
        if !text.is_empty() {
            echo.push(("text", json!(text)));
        }
        if !extras.attachments.is_empty() {
            let attachments: Vec<Value> =
                extras.attachments.iter().map(|sent| self.attachment_of_echo(sent)).collect();
            echo.push(("attachments", Value::Array(attachments)));
        }
        echo.extend(reply_to(extras, |mid| self.is_message_of_page(mid)));
        echo
    }

    /// An attachment as an echo has it: a template as it was sent, a file with its URL only.
    fn attachment_of_echo(&self, sent: &Value) -> Value {
        let kind = sent.get("type").cloned().unwrap_or_default();
        let payload = sent.get("payload").cloned().unwrap_or_default();
        if kind == "template" {
            return json!({"type": kind, "payload": payload});
        }
        let kept = payload.get("attachment_id").and_then(Value::as_str);
        let kept_url = kept.and_then(|id| self.kept_attachment(id)?.url.clone());
        let url = payload.get("url").cloned().or_else(|| kept_url.map(Value::String));
        let payload: Map<String, Value> =
            url.into_iter().map(|url| ("url".to_owned(), url)).collect();
        json!({"type": kind, "payload": payload})
    }

    /// The event, if it is subscribed.
    fn draft(&self, person: &PersonRecord, at: Timestamp, content: Content) -> Option<Draft> {
        let Content { field, name, members } = content;
        let (page_id, psid) = (&person.page_id, &person.psid);
        let field = self.subscribed_field(field, person, at)?;
        if !self.webhooks().wants(field, page_id) {
            return None;
        }
        let (page, person) = (Id { id: page_id.as_str() }, Id { id: psid.as_str() });
        let is_echo = field == WebhookField::MessageEchoes;
        let (sender, recipient) = if is_echo { (page, person) } else { (person, page) };
        let event = Object(vec![
            ("sender", json::to_value(&sender)),
            ("recipient", json::to_value(&recipient)),
            ("timestamp", json!(at.unix_ms())),
        ]);
        let events = Some([Messaging { event, name, members }]);
        let (messaging, standby) = match field {
            WebhookField::Standby => (None, events),
            _ => (events, None),
        };
        let entry = Entry { time: at.unix_ms(), id: page_id, messaging, standby };
        let notification = Notification { object: "page", entry: [entry] };
        let body = json::to_webhook_string(&notification);
        Some(Draft { field, page_id: page_id.clone(), psid: psid.clone(), body, at })
    }
}

/// What an event is about.
struct Content {
    field: WebhookField,
    name: &'static str,
    members: Object,
}

impl Content {
    fn new(field: WebhookField, name: &'static str, members: Members) -> Self {
        Self { field, name, members: Object(members) }
    }
}

type Members = Vec<(&'static str, Value)>;

#[derive(Serialize)]
struct Notification<'a> {
    object: &'static str,
    entry: [Entry<'a>; 1],
}

#[derive(Serialize)]
struct Entry<'a> {
    time: u64,
    id: &'a PageId,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging: Option<[Messaging; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standby: Option<[Messaging; 1]>,
}

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
}

/// What all events have, and one member with the event's own name.
struct Messaging {
    event: Object,
    name: &'static str,
    members: Object,
}

impl Serialize for Messaging {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.event.0 {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry(self.name, &self.members)?;
        map.end()
    }
}

/// The members of a message that a person sent.
fn received(
    message_id: &str,
    text: &str,
    quick_reply: Option<&str>,
    extras: &MessageExtras,
    is_of_page: impl Fn(&str) -> bool,
) -> Members {
    let mut message = vec![("mid", json!(message_id))];
    if !text.is_empty() {
        message.push(("text", json!(text)));
    }
    message.extend(quick_reply.map(|payload| ("quick_reply", json!({"payload": payload}))));
    // A person replies to themselves if the other message is not from the Page.
    message.extend(reply_to(extras, |mid| !is_of_page(mid)));
    if !extras.attachments.is_empty() {
        message.push(("attachments", json!(extras.attachments)));
    }
    message
}

fn reply_to(
    extras: &MessageExtras,
    is_self_reply: impl Fn(&str) -> bool,
) -> Option<(&'static str, Value)> {
    let mid = extras.reply_to.as_ref()?;
    let members = [("mid", json!(mid)), ("is_self_reply", json!(is_self_reply(mid)))];
    Some(("reply_to", json::to_value(&Object(members.into()))))
}

/// The event of this app when another one passes or takes a conversation, as the control plane does.
fn handover(
    previous: Option<&AppId>,
    next: Option<&AppId>,
    metadata: Option<&str>,
) -> Option<Content> {
    let own = own_app();
    let (is_ours, was_ours) = (next == own.as_ref(), previous == own.as_ref());
    let name = match (was_ours, is_ours) {
        (false, true) => "pass_thread_control",
        (true, false) if next.is_some() => "take_thread_control",
        _ => return None,
    };
    let mut members =
        vec![("previous_owner_app_id", json!(previous)), ("new_owner_app_id", json!(next))];
    members.extend(metadata.map(|metadata| ("metadata", json!(metadata))));
    Some(Content::new(WebhookField::MessagingHandovers, name, members))
}

/// The members of a reaction; `None` removes it.
fn reacted(message_id: &str, reaction: Option<&str>) -> Members {
    let mut members = Vec::new();
    if let Some(emoji) = reaction {
        members.extend([("reaction", json!(reaction_name(emoji))), ("emoji", json!(emoji))]);
    }
    let action = if reaction.is_some() { "react" } else { "unreact" };
    members.extend([("action", json!(action)), ("mid", json!(message_id))]);
    members
}

/// The person in whose conversation the change happened, and its time, if it can lead to an event.
fn conversation_of(change: &Change) -> Option<(&Psid, Timestamp)> {
    match change {
        Change::MessageReceived { psid, at, .. }
        | Change::MessageSent { psid: Some(psid), at, .. }
        | Change::PostbackReceived { psid, at, .. }
        | Change::PersonRead { psid, at }
        | Change::PersonReacted { psid, at, .. }
        | Change::ThreadOwnerSet { psid, at, .. }
        | Change::ThreadControlRequested { psid, at, .. } => Some((psid, *at)),
        _ => None,
    }
}

/// Meta's name of a reaction.
fn reaction_name(emoji: &str) -> &'static str {
    // Variation selectors and skin tones.
    let is_modifier = |c: char| matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    match &*emoji.trim().replace(is_modifier, "") {
        "😆" | "😀" | "😂" | "😄" | "😁" | "😃" => "smile",
        "😠" | "😡" => "angry",
        "😢" | "😭" => "sad",
        "😮" | "😯" | "😲" => "wow",
        "❤" | "😍" => "love",
        "👍" => "like",
        "👎" => "dislike",
        _ => "other",
    }
}
