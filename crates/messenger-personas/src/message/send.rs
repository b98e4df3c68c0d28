//! `POST /{page-id}/messages` with `message`
//!
//! Sends a message, as a persona or as the Page. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use alloc::format;

use serde::{Deserialize, Serialize};

use crate::{
    ApiRequest, AppId, AttachmentId, GraphRequest, Idempotency, Json, Message, MessageId,
    MessageTag, MessagingType, PageId, PersonaId, Psid, Recipient, lenient,
};

/// Sends a message.
///
/// The answer never says whether the persona was shown: Messenger leaves it out on some surfaces
/// without an error. A send whose answer was lost is never made again.
///
/// ```
/// use messenger_personas::{
///     AccessToken, Graph, GraphRequest, MessageText, PageId, PersonaId, Psid, SendMessage,
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let page_id = PageId::parse("1353269864728879")?;
/// let psid = Psid::parse("25193014950342891")?;
/// let hello = SendMessage {
///     persona_id: Some(PersonaId::parse("1007240332817468")?),
///     ..SendMessage::new(page_id, psid, MessageText::parse("Hello, Adam here!")?)
/// };
///
/// let request = hello.to_http(&Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?));
/// assert_eq!(request.url, "https://graph.facebook.com/v26.0/1353269864728879/messages");
/// assert!(request.body.is_some_and(|body| body.contains(r#""persona_id":"1007240332817468""#)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendMessage {
    /// The Page that speaks.
    pub page_id: PageId,
    /// Whom to.
    pub recipient: Recipient,
    /// Why.
    pub messaging_type: MessagingType,
    /// What.
    pub message: Message,
    /// As whom; `None` is the Page itself.
    pub persona_id: Option<PersonaId>,
    /// How loud; `None` is as loud as the person set it.
    pub notification_type: Option<NotificationType>,
    /// To which message this is the answer. The person must have written within 24 hours.
    pub reply_to: Option<MessageId>,
    /// Who has the conversation afterwards; `None` changes nothing.
    pub thread_control: Option<HandOver>,
}

impl SendMessage {
    /// An answer of the Page, with nothing around it.
    #[must_use]
    pub fn new(
        page_id: PageId,
        recipient: impl Into<Recipient>,
        message: impl Into<Message>,
    ) -> Self {
        Self {
            page_id,
            recipient: recipient.into(),
            messaging_type: MessagingType::Response,
            message: message.into(),
            persona_id: None,
            notification_type: None,
            reply_to: None,
            thread_control: None,
        }
    }
}

impl GraphRequest for SendMessage {
    type Output = SentMessage;

    fn api_request(&self) -> ApiRequest {
        let written = SendEncodedMessage {
            page_id: self.page_id.clone(),
            recipient: self.recipient.clone(),
            messaging_type: self.messaging_type,
            message: Json::of(&self.message),
            persona_id: self.persona_id.clone(),
            notification_type: self.notification_type,
            reply_to: self.reply_to.clone(),
            thread_control: self.thread_control.clone(),
        };
        written.api_request()
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::NonIdempotent
    }
}

/// Sends a message that is written as JSON already: a program that has no others need not hold what
/// writes them. The rest is as in [`SendMessage`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendEncodedMessage {
    /// The Page that speaks.
    pub page_id: PageId,
    /// Whom to.
    pub recipient: Recipient,
    /// Why.
    pub messaging_type: MessagingType,
    /// The whole object `message`. Nothing in it is checked.
    pub message: Json,
    /// As whom; `None` is the Page itself.
    pub persona_id: Option<PersonaId>,
    /// How loud; `None` is as loud as the person set it.
    pub notification_type: Option<NotificationType>,
    /// To which message this is the answer.
    pub reply_to: Option<MessageId>,
    /// Who has the conversation afterwards; `None` changes nothing.
    pub thread_control: Option<HandOver>,
}

impl SendEncodedMessage {
    /// An answer of the Page, with nothing around it.
    #[must_use]
    pub fn new(page_id: PageId, recipient: impl Into<Recipient>, message: Json) -> Self {
        Self {
            page_id,
            recipient: recipient.into(),
            messaging_type: MessagingType::Response,
            message,
            persona_id: None,
            notification_type: None,
            reply_to: None,
            thread_control: None,
        }
    }
}

impl GraphRequest for SendEncodedMessage {
    type Output = SentMessage;

    fn api_request(&self) -> ApiRequest {
        #[derive(Serialize)]
        struct ReplyTo<'a> {
            mid: &'a MessageId,
        }
        let tag = self.messaging_type.tag().map(MessageTag::as_str);
        let mut parts = ApiRequest::post(format!("{}/messages", self.page_id))
            .json("recipient", Json::of(&self.recipient))
            .text("messaging_type", self.messaging_type.as_str())
            .optional_text("tag", tag)
            .json("message", self.message.clone())
            // Beside the message: inside it, Graph overlooks it and the Page speaks.
            .optional_text("persona_id", self.persona_id.as_ref().map(PersonaId::as_str))
            .optional_text(
                "notification_type",
                self.notification_type.map(NotificationType::as_str),
            );
        if let Some(mid) = &self.reply_to {
            parts = parts.json("reply_to", Json::of(&ReplyTo { mid }));
        }
        if let Some(hand_over) = &self.thread_control {
            parts = parts.json("thread_control", Json::of(hand_over));
        }
        parts
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::NonIdempotent
    }
}

/// How loud a message arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotificationType {
    /// With sound or vibration.
    Regular,
    /// On the screen only.
    SilentPush,
    /// Not at all.
    NoPush,
}

impl NotificationType {
    /// As Graph writes it: `REGULAR`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Regular => "REGULAR",
            Self::SilentPush => "SILENT_PUSH",
            Self::NoPush => "NO_PUSH",
        }
    }
}

/// Who has the conversation once a message is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "control_type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum HandOver {
    /// Another app.
    Pass {
        /// Which; the Page's default app if absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        app_id: Option<AppId>,
    },
    /// Nobody, or the default app.
    Release,
}

/// What Graph answers to [`SendMessage`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentMessage {
    /// The message.
    pub message_id: MessageId,
    /// The person; absent for recipients that are named by a `user_ref` or a telephone number.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub recipient_id: Option<Psid>,
    /// The file, if it was sent as a reusable one.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<AttachmentId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        MessageText,
        test_util::{answered, form, header},
    };

    fn send(persona_id: Option<&str>) -> SendMessage {
        SendMessage {
            persona_id: persona_id.map(|id| PersonaId::parse(id).unwrap()),
            ..SendMessage::new(
                PageId::parse("134").unwrap(),
                Psid::parse("251").unwrap(),
                MessageText::parse("Hi").unwrap(),
            )
        }
    }

    #[test]
    fn it_is_carried_in_both_styles() {
        assert_eq!(
            form(&send(Some("311"))),
            "POST /134/messages recipient=%7B%22id%22%3A%22251%22%7D&messaging_type=RESPONSE\
             &message=%7B%22text%22%3A%22Hi%22%7D&persona_id=311&method=post&access_token=TOKEN"
        );
        assert_eq!(
            header(&send(Some("311"))),
            r#"POST /134/messages {"recipient":{"id":"251"},"messaging_type":"RESPONSE","message":{"text":"Hi"},"persona_id":"311"}"#
        );
    }

    #[test]
    fn everything_around_a_message_stands_beside_it() {
        let mut send = SendMessage {
            messaging_type: MessagingType::MessageTag(MessageTag::HumanAgent),
            notification_type: Some(NotificationType::SilentPush),
            reply_to: MessageId::parse("m_1").ok(),
            thread_control: Some(HandOver::Pass { app_id: AppId::parse("77").ok() }),
            ..send(None)
        };
        assert_eq!(
            header(&send),
            r#"POST /134/messages {"recipient":{"id":"251"},"messaging_type":"MESSAGE_TAG","tag":"HUMAN_AGENT","message":{"text":"Hi"},"notification_type":"SILENT_PUSH","reply_to":{"mid":"m_1"},"thread_control":{"control_type":"pass","app_id":"77"}}"#
        );
        send.thread_control = Some(HandOver::Release);
        assert!(header(&send).ends_with(r#""thread_control":{"control_type":"release"}}"#));
    }

    #[test]
    fn the_page_speaks_when_no_persona_is_named() {
        assert!(!form(&send(None)).contains("persona_id"));
    }

    #[test]
    fn it_answers_with_the_message() {
        let sent = answered(&send(None), r#"{"message_id":"m_1"}"#).unwrap();
        assert_eq!((sent.message_id.as_str(), sent.recipient_id), ("m_1", None));
        for odd in [r#""""#, r#""t_12""#, r#"["1"]"#, "1e300", "null", "{}"] {
            let json = format!(r#"{{"recipient_id":{odd},"message_id":17,"attachment_id":{odd}}}"#);
            let sent = answered(&send(None), &json).unwrap();
            assert_eq!((sent.message_id.as_str(), sent.recipient_id), ("17", None), "{odd}");
        }
        let json = r#"{"recipient_id":"251","message_id":"m_1","attachment_id":"17"}"#;
        let sent = answered(&send(None), json).unwrap();
        assert_eq!(sent.attachment_id.unwrap().as_str(), "17");
    }
}
