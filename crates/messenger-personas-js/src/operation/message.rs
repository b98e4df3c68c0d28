//! Messages, and what is shown without one.

use messenger_personas::{
    AppId, CommentId, FullName, HandOver, MessageId, MessageTag, MessagingType, NotificationToken,
    NotificationType, PageId, PersonaId, PhoneNumber, PostId, Psid, Reaction, Recipient,
    SendEncodedMessage, SendSenderAction, SenderAction, UserRef,
};

use super::Operation;
use crate::{given::Given, outcome::Failure, written};

pub(super) fn send(given: &Given, page_id: &PageId) -> Result<Operation, Failure> {
    let message = SendEncodedMessage {
        page_id: page_id.clone(),
        recipient: recipient(given)?,
        messaging_type: messaging_type(given)?,
        message: match given.inside(3) {
            Some(pieces) => written::json(&pieces)?,
            None => return Err(Failure::request("the message is missing")),
        },
        persona_id: given.maybe(4, PersonaId::parse)?,
        notification_type: match given.number(5) {
            None => None,
            Some(0) => Some(NotificationType::Regular),
            Some(1) => Some(NotificationType::SilentPush),
            Some(_) => Some(NotificationType::NoPush),
        },
        reply_to: given.maybe(6, MessageId::parse)?,
        thread_control: given.inside(7).as_ref().map(hand_over).transpose()?,
    };
    Operation::one(&message, "sent")
}

pub(super) fn act(given: &Given, page_id: &PageId) -> Result<Operation, Failure> {
    let persona_id = || given.maybe(2, PersonaId::parse);
    let message_id = || given.parsed(2, MessageId::parse);
    let request = SendSenderAction {
        page_id: page_id.clone(),
        recipient: recipient(given)?,
        action: match given.number(1) {
            Some(0) => SenderAction::TypingOn { persona_id: persona_id()? },
            Some(1) => SenderAction::TypingOff { persona_id: persona_id()? },
            Some(2) => SenderAction::MarkSeen,
            Some(3) => SenderAction::React {
                message_id: message_id()?,
                reaction: given.parsed(3, Reaction::parse)?,
            },
            _ => SenderAction::Unreact { message_id: message_id()? },
        },
    };
    Operation::one(&request, "acted")
}

/// Whom it is for: the first of the values.
fn recipient(given: &Given) -> Result<Recipient, Failure> {
    let Some(given) = given.inside(0) else {
        return Err(Failure::request("the recipient is missing"));
    };
    Ok(match given.number(0) {
        Some(1) => Recipient::UserRef(given.parsed(1, UserRef::parse)?),
        Some(2) => Recipient::CommentId(given.parsed(1, CommentId::parse)?),
        Some(3) => Recipient::PostId(given.parsed(1, PostId::parse)?),
        Some(4) => Recipient::PhoneNumber {
            phone_number: given.parsed(1, PhoneNumber::parse)?,
            name: given
                .text(2)
                .zip(given.text(3))
                .map(|(first_name, last_name)| FullName { first_name, last_name }),
        },
        Some(5) => Recipient::NotificationMessagesToken(given.parsed(1, NotificationToken::parse)?),
        Some(6) => Recipient::OneTimeNotifToken(given.parsed(1, NotificationToken::parse)?),
        _ => Recipient::Id(given.parsed(1, Psid::parse)?),
    })
}

fn messaging_type(given: &Given) -> Result<MessagingType, Failure> {
    let wrong = |what: &str| Err(Failure::request(&["messages.send: tag ", what].concat()));
    match (given.number(1), given.maybe(2, str::parse::<MessageTag>)?) {
        (Some(3), Some(tag)) => Ok(MessagingType::MessageTag(tag)),
        (Some(3), None) => wrong("is missing: \"MESSAGE_TAG\" needs one"),
        (_, Some(_)) => wrong("goes with the messagingType \"MESSAGE_TAG\" only"),
        (Some(1), None) => Ok(MessagingType::Update),
        (Some(2), None) => Ok(MessagingType::Utility),
        _ => Ok(MessagingType::Response),
    }
}

fn hand_over(given: &Given) -> Result<HandOver, Failure> {
    Ok(match given.number(0) {
        Some(0) => HandOver::Pass { app_id: given.maybe(1, AppId::parse)? },
        _ => HandOver::Release,
    })
}
