//! `POST /{page-id}/messages` with `sender_action`
//!
//! Shows or hides the typing dots, as a persona or as the Page. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::send::persona_param;
use crate::{GraphRequest, Method, PageId, Param, Parts, PersonaId, Psid, Recipient, Replay};

/// Shows or hides the typing dots.
///
/// They end by themselves after about 20 seconds, or when a message arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendSenderAction {
    /// The Page that acts.
    pub page_id: PageId,
    /// Who sees it.
    pub recipient: Recipient,
    /// What.
    pub action: SenderAction,
    /// As whom; `None` is the Page itself.
    pub persona_id: Option<PersonaId>,
}

impl GraphRequest for SendSenderAction {
    type Output = SentSenderAction;
    /// Dots that are on stay on.
    const REPLAY: Replay = Replay::Safe;

    fn parts(&self) -> Parts {
        let mut params = vec![
            ("recipient", Param::Json(json!(self.recipient))),
            ("sender_action", Param::Text(self.action.as_str().to_owned())),
        ];
        params.extend(persona_param(self.persona_id.as_ref()));
        Parts { method: Method::Post, path: format!("{}/messages", self.page_id), params }
    }
}

/// What a persona, or a Page, can show besides messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SenderAction {
    /// The dots appear.
    TypingOn,
    /// The dots go.
    TypingOff,
}

impl SenderAction {
    /// As Graph writes it: `typing_on`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TypingOn => "typing_on",
            Self::TypingOff => "typing_off",
        }
    }
}

/// What Graph answers to [`SendSenderAction`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentSenderAction {
    /// The person; absent for recipients that are not named by a PSID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_id: Option<Psid>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let typing = SendSenderAction {
            page_id: PageId::parse("134").unwrap(),
            recipient: Recipient::Id(Psid::parse("251").unwrap()),
            action: SenderAction::TypingOn,
            persona_id: PersonaId::parse("311").ok(),
        };
        assert_eq!(
            form(&typing),
            "POST /134/messages recipient=%7B%22id%22%3A%22251%22%7D&sender_action=typing_on\
             &persona_id=311&method=post&access_token=TOKEN"
        );
        assert_eq!(
            header(&SendSenderAction {
                action: SenderAction::TypingOff,
                persona_id: None,
                ..typing
            }),
            r#"POST /134/messages {"recipient":{"id":"251"},"sender_action":"typing_off"}"#
        );
    }
}
