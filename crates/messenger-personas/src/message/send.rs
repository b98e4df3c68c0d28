//! `POST /{page-id}/messages` with `message`
//!
//! Sends a message, as a persona or as the Page. [Meta's documentation][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use serde::{Deserialize, Serialize};

use crate::{
    ApiRequest, AppId, AttachmentId, GraphRequest, Idempotency, Json, Message, MessageId,
    MessageTag, MessagingType, PageId, PersonaId, Psid, Recipient, lenient,
};

/// Sends a message as a persona or as the Page.
///
/// The response does not confirm the persona: Messenger omits it on some surfaces without an error.
/// The request is not idempotent, so it is never retried after an ambiguous failure such as a
/// timeout.
///
/// `M` is the message: [`Message`], whose values are validated, or any other type that implements
/// [`Serialize`], which is sent as it is.
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
pub struct SendMessage<M = Message> {
    /// Page that sends the message.
    pub page_id: PageId,
    /// Recipient.
    pub recipient: Recipient,
    /// Messaging type.
    pub messaging_type: MessagingType,
    /// Message.
    pub message: M,
    /// Persona shown as the sender; the Page itself if `None`.
    pub persona_id: Option<PersonaId>,
    /// Push notification type; [`NotificationType::Regular`] if `None`.
    pub notification_type: Option<NotificationType>,
    /// Message to reply to. The person must have sent a message within the last 24 hours.
    pub reply_to: Option<MessageId>,
    /// Thread control action after the message is sent; none if `None`.
    pub thread_control: Option<HandOver>,
}

impl SendMessage {
    /// Creates a [`MessagingType::Response`] from the Page, with no options set.
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

impl<M: Serialize> GraphRequest for SendMessage<M> {
    type Output = SentMessage;

    fn api_request(&self) -> ApiRequest {
        #[derive(Serialize)]
        struct ReplyTo<'a> {
            mid: &'a MessageId,
        }
        let tag = self.messaging_type.tag().map(MessageTag::as_str);
        let mut request = ApiRequest::post(format!("{}/messages", self.page_id))
            .json("recipient", Json::encode(&self.recipient))
            .text("messaging_type", self.messaging_type.as_str())
            .optional_text("tag", tag)
            .json("message", Json::encode(&self.message))
            // Next to `message`: inside it, Graph ignores `persona_id` and sends as the Page.
            .optional_text("persona_id", self.persona_id.as_ref().map(PersonaId::as_str))
            .optional_text(
                "notification_type",
                self.notification_type.map(NotificationType::as_str),
            );
        if let Some(mid) = &self.reply_to {
            request = request.json("reply_to", Json::encode(&ReplyTo { mid }));
        }
        if let Some(hand_over) = &self.thread_control {
            request = request.json("thread_control", Json::encode(hand_over));
        }
        request
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::NonIdempotent
    }
}

/// The push notification type of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotificationType {
    /// A notification with sound or vibration.
    Regular,
    /// An on-screen notification without sound or vibration.
    SilentPush,
    /// No notification.
    NoPush,
}

impl NotificationType {
    /// Returns Graph's name of the type, such as `REGULAR`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Regular => "REGULAR",
            Self::SilentPush => "SILENT_PUSH",
            Self::NoPush => "NO_PUSH",
        }
    }
}

/// A thread control action applied after a message is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "control_type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum HandOver {
    /// Passes the conversation to another app.
    Pass {
        /// App that receives the conversation; the Page's default app if `None`.
        #[serde(skip_serializing_if = "Option::is_none")]
        app_id: Option<AppId>,
    },
    /// Releases the conversation, to the Page's default app if there is one.
    Release,
}

/// The response to [`SendMessage`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SentMessage {
    /// Id of the message.
    pub message_id: MessageId,
    /// PSID of the recipient; absent if the recipient was a `user_ref` or a phone number.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub recipient_id: Option<Psid>,
    /// Id of the attachment, if it was sent as reusable.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<AttachmentId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        MessageText,
        test_util::{form, header, parsed},
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
    fn the_request_is_encoded_in_both_call_styles() {
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
    fn options_are_encoded_next_to_the_message() {
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
    fn persona_id_is_omitted_when_sending_as_the_page() {
        assert!(!form(&send(None)).contains("persona_id"));
    }

    #[test]
    fn the_response_requires_only_a_message_id() {
        let sent = parsed(&send(None), r#"{"message_id":"m_1"}"#).unwrap();
        assert_eq!((sent.message_id.as_str(), sent.recipient_id), ("m_1", None));
        for invalid in [r#""""#, r#""t_12""#, r#"["1"]"#, "1e300", "null", "{}"] {
            let json = format!(
                r#"{{"recipient_id":{invalid},"message_id":17,"attachment_id":{invalid}}}"#
            );
            let sent = parsed(&send(None), &json).unwrap();
            assert_eq!((sent.message_id.as_str(), sent.recipient_id), ("17", None), "{invalid}");
        }
        let json = r#"{"recipient_id":"251","message_id":"m_1","attachment_id":"17"}"#;
        let sent = parsed(&send(None), json).unwrap();
        assert_eq!(sent.attachment_id.unwrap().as_str(), "17");
    }
}
