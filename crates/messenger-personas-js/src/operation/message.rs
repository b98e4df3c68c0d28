//! Messages: send, read, and what is shown without one.

mod content;
mod recipient;
mod template;

use messenger_personas::{
    AppId, GetMessage, HandOver, MessageId, MessageTag, MessagingType, NotificationType, PageId,
    PersonaId, Reaction, SendSenderAction, SendWritten, SenderAction,
};
use wasm_bindgen::JsValue;

pub(super) use self::content::file_kind;
use super::{Operation, word};
use crate::{fields::Fields, outcome::Failure};

pub(super) fn send(input: JsValue, call: &str, page_id: &PageId) -> Result<Operation, Failure> {
    let fields = Fields::of(input, call, &KNOWN)?;
    let message = SendWritten {
        page_id: page_id.clone(),
        recipient: recipient::read(&fields)?,
        messaging_type: messaging_type(&fields)?,
        message: content::read(&fields)?,
        persona_id: fields.maybe("personaId", PersonaId::parse)?,
        notification_type: match fields.maybe_one_of("notificationType", &NOTIFICATION_TYPES)? {
            None => None,
            Some(0) => Some(NotificationType::Regular),
            Some(1) => Some(NotificationType::SilentPush),
            Some(_) => Some(NotificationType::NoPush),
        },
        reply_to: fields.maybe("replyTo", MessageId::parse)?,
        thread_control: fields.inside("threadControl", hand_over)?,
    };
    Ok(Operation::one(&message, "sent"))
}

pub(super) fn get(input: &JsValue, call: &str) -> Result<Operation, Failure> {
    Ok(Operation::one(&GetMessage::new(word(input, call, MessageId::parse)?), "message"))
}

pub(super) fn act(input: JsValue, call: &str, page_id: &PageId) -> Result<Operation, Failure> {
    let fields = Fields::any(input, call)?;
    let action = fields.one_of("action", &ACTIONS)?;
    fields.only(match action {
        0 | 1 => &["recipient", "action", "personaId"],
        2 => &["recipient", "action"],
        3 => &["recipient", "action", "messageId", "reaction"],
        _ => &["recipient", "action", "messageId"],
    })?;
    let persona_id = || fields.maybe("personaId", PersonaId::parse);
    let message_id = || fields.parsed("messageId", MessageId::parse);
    let request = SendSenderAction {
        page_id: page_id.clone(),
        recipient: recipient::read(&fields)?,
        action: match action {
            0 => SenderAction::TypingOn { persona_id: persona_id()? },
            1 => SenderAction::TypingOff { persona_id: persona_id()? },
            2 => SenderAction::MarkSeen,
            3 => SenderAction::React {
                message_id: message_id()?,
                reaction: fields.parsed("reaction", Reaction::parse)?,
            },
            _ => SenderAction::Unreact { message_id: message_id()? },
        },
    };
    Ok(Operation::one(&request, "acted"))
}

fn messaging_type(fields: &Fields<'_>) -> Result<MessagingType, Failure> {
    let kind = fields.maybe_one_of("messagingType", &MESSAGING_TYPES)?;
    let tag = fields.maybe("tag", str::parse::<MessageTag>)?;
    match (kind, tag) {
        (Some(3), Some(tag)) => Ok(MessagingType::MessageTag(tag)),
        (Some(3), None) => Err(fields.wrong("tag", "is missing: \"MESSAGE_TAG\" needs one")),
        (_, Some(_)) => {
            Err(fields.wrong("tag", "goes with the messagingType \"MESSAGE_TAG\" only"))
        }
        (Some(1), None) => Ok(MessagingType::Update),
        (Some(2), None) => Ok(MessagingType::Utility),
        _ => Ok(MessagingType::Response),
    }
}

fn hand_over(input: JsValue) -> Result<HandOver, Failure> {
    let fields = Fields::any(input, "threadControl")?;
    if fields.one_of("controlType", &["pass", "release"])? == 1 {
        fields.only(&["controlType"])?;
        return Ok(HandOver::Release);
    }
    fields.only(&["controlType", "appId"])?;
    Ok(HandOver::Pass { app_id: fields.maybe("appId", AppId::parse)? })
}

const KNOWN: [&str; 14] = [
    "recipient",
    "text",
    "attachment",
    "images",
    "template",
    "raw",
    "quickReplies",
    "metadata",
    "personaId",
    "messagingType",
    "tag",
    "notificationType",
    "replyTo",
    "threadControl",
];

const MESSAGING_TYPES: [&str; 4] = ["RESPONSE", "UPDATE", "UTILITY", "MESSAGE_TAG"];
const NOTIFICATION_TYPES: [&str; 3] = ["REGULAR", "SILENT_PUSH", "NO_PUSH"];
const ACTIONS: [&str; 5] = ["typing_on", "typing_off", "mark_seen", "react", "unreact"];
