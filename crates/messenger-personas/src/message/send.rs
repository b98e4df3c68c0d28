//! `POST /{page-id}/messages` with `message`
//!
//! Sends a message, as a persona or as the Page. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    GraphRequest, MessageText, MessagingType, Method, PageId, Param, Parts, PersonaId, Psid,
    Recipient, Replay,
};

/// Sends a text.
///
/// The answer never says whether the persona was shown: Messenger leaves it out on some surfaces
/// without an error. A send whose answer was lost is never made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendMessage {
    /// The Page that speaks.
    pub page_id: PageId,
    /// Whom to.
    pub recipient: Recipient,
    /// Why.
    pub messaging_type: MessagingType,
    /// What.
    pub text: MessageText,
    /// As whom; `None` is the Page itself.
    pub persona_id: Option<PersonaId>,
}

impl GraphRequest for SendMessage {
    type Output = SentMessage;
    const REPLAY: Replay = Replay::Never;

    fn parts(&self) -> Parts {
        let mut params = vec![
            ("recipient", Param::Json(json!(self.recipient))),
            ("messaging_type", Param::Text(self.messaging_type.as_str().to_owned())),
            ("message", Param::Json(json!({ "text": self.text }))),
        ];
        params.extend(persona_param(self.persona_id.as_ref()));
        Parts { method: Method::Post, path: format!("{}/messages", self.page_id), params }
    }
}

/// What Graph answers to [`SendMessage`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentMessage {
    /// The message.
    pub message_id: String,
    /// The person; absent for recipients that are not named by a PSID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_id: Option<Psid>,
}

/// `persona_id` stands beside `message`: inside it, Graph overlooks it and the Page speaks.
pub(super) fn persona_param(persona_id: Option<&PersonaId>) -> Option<(&'static str, Param)> {
    persona_id.map(|id| ("persona_id", Param::Text(id.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{answered, form, header};

    fn send(persona_id: Option<&str>) -> SendMessage {
        SendMessage {
            page_id: PageId::parse("134").unwrap(),
            recipient: Recipient::Id(Psid::parse("251").unwrap()),
            messaging_type: MessagingType::Response,
            text: MessageText::parse("Hi").unwrap(),
            persona_id: persona_id.map(|id| PersonaId::parse(id).unwrap()),
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
            r#"POST /134/messages {"message":{"text":"Hi"},"messaging_type":"RESPONSE","persona_id":"311","recipient":{"id":"251"}}"#
        );
    }

    #[test]
    fn the_page_speaks_when_no_persona_is_named() {
        assert!(!form(&send(None)).contains("persona_id"));
    }

    #[test]
    fn it_answers_with_the_message() {
        let sent = answered(&send(None), r#"{"message_id":"m_1"}"#).unwrap();
        assert_eq!((sent.message_id.as_str(), sent.recipient_id), ("m_1", None));
    }
}
