//! `POST /{page-id}/messages` with `sender_action`
//!
//! Shows typing dots, marks as seen, or reacts to a message. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions

use alloc::{borrow::ToOwned, format, string::String};

use serde::{Deserialize, Serialize};

use crate::{
    ApiRequest, GraphRequest, Idempotency, Json, MessageId, PageId, PersonaId, Psid, Recipient,
    ValueError, lenient,
    value::{check_text, text_traits},
};

/// Shows something without a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendSenderAction {
    /// The Page that acts.
    pub page_id: PageId,
    /// Who sees it.
    pub recipient: Recipient,
    /// What.
    pub action: SenderAction,
}

impl SendSenderAction {
    /// Shows this to a person.
    #[must_use]
    pub fn new(page_id: PageId, recipient: impl Into<Recipient>, action: SenderAction) -> Self {
        Self { page_id, recipient: recipient.into(), action }
    }
}

impl GraphRequest for SendSenderAction {
    type Output = SentSenderAction;

    fn api_request(&self) -> ApiRequest {
        #[derive(Serialize)]
        struct Payload<'a> {
            message_id: &'a MessageId,
            #[serde(skip_serializing_if = "Option::is_none")]
            reaction: Option<&'a Reaction>,
        }
        let parts = ApiRequest::post(format!("{}/messages", self.page_id))
            .json("recipient", Json::of(&self.recipient))
            .text("sender_action", self.action.as_str());
        let payload = |message_id, reaction| Json::of(&Payload { message_id, reaction });
        match &self.action {
            SenderAction::TypingOn { persona_id } | SenderAction::TypingOff { persona_id } => {
                parts.optional_text("persona_id", persona_id.as_ref().map(PersonaId::as_str))
            }
            SenderAction::MarkSeen => parts,
            SenderAction::React { message_id, reaction } => {
                parts.json("payload", payload(message_id, Some(reaction)))
            }
            SenderAction::Unreact { message_id } => {
                parts.json("payload", payload(message_id, None))
            }
        }
    }

    /// Dots that are on stay on, and what is seen stays seen.
    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }
}

/// What a Page can show besides messages, and what of it a persona can: only the dots.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SenderAction {
    /// The dots appear. They go by themselves after about 20 seconds, or when a message arrives.
    TypingOn {
        /// Whose they are; `None` is the Page itself.
        persona_id: Option<PersonaId>,
    },
    /// The dots go.
    TypingOff {
        /// Whose they are; `None` is the Page itself.
        persona_id: Option<PersonaId>,
    },
    /// The Page has seen what the person wrote.
    MarkSeen,
    /// The Page puts an emoji on a message, in place of any that it put there before.
    React {
        /// The message.
        message_id: MessageId,
        /// The emoji.
        reaction: Reaction,
    },
    /// The Page takes its emoji off a message.
    Unreact {
        /// The message.
        message_id: MessageId,
    },
}

impl SenderAction {
    /// As Graph writes it: `typing_on`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::TypingOn { .. } => "typing_on",
            Self::TypingOff { .. } => "typing_off",
            Self::MarkSeen => "mark_seen",
            Self::React { .. } => "react",
            Self::Unreact { .. } => "unreact",
        }
    }
}

/// An emoji.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Reaction(String);

impl Reaction {
    /// The emoji in `text`. Whether it is one is Graph's to say: new ones come every year.
    ///
    /// # Errors
    /// [`ValueError`] if it is blank, longer than any emoji, or has a character in it that is part of
    /// none: a letter, a space, a mark of punctuation.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        check_text("reaction", 20, text)?;
        if !text.chars().all(can_be_in_emoji) {
            return Err(ValueError::Malformed {
                field: "reaction",
                expected: "is not an emoji: choose one, like 👍",
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// The emoji.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    Reaction: ValueError;
}

/// Whether `c` stands in one of the blocks of Unicode in which emoji are, and those to come.
fn can_be_in_emoji(c: char) -> bool {
    matches!(
        c,
        // Keycaps, and what joins and colours.
        '0'..='9' | '#' | '*' | '\u{200d}' | '\u{fe0f}' | '\u{e0020}'..='\u{e007f}'
        // Symbols; among them arrows, clocks and dingbats.
        | '©' | '®' | '\u{203c}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙'
        // Pictures.
        | '\u{1f000}'..='\u{1faff}'
    )
}

/// What Graph answers to [`SendSenderAction`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentSenderAction {
    /// The person; absent for recipients that are not named by a PSID.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub recipient_id: Option<Psid>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    fn action(action: SenderAction) -> SendSenderAction {
        SendSenderAction {
            page_id: PageId::parse("134").unwrap(),
            recipient: Psid::parse("251").unwrap().into(),
            action,
        }
    }

    #[test]
    fn it_is_carried_in_both_styles() {
        let typing = action(SenderAction::TypingOn { persona_id: PersonaId::parse("311").ok() });
        assert_eq!(
            form(&typing),
            "POST /134/messages recipient=%7B%22id%22%3A%22251%22%7D&sender_action=typing_on\
             &persona_id=311&method=post&access_token=TOKEN"
        );
        let message = || MessageId::parse("m_1").unwrap();
        for (what, expected) in [
            (SenderAction::TypingOff { persona_id: None }, r#""typing_off""#),
            (SenderAction::MarkSeen, r#""mark_seen""#),
            (
                SenderAction::React {
                    message_id: message(),
                    reaction: Reaction::parse("❤️").unwrap(),
                },
                r#""react","payload":{"message_id":"m_1","reaction":"❤️"}"#,
            ),
            (
                SenderAction::Unreact { message_id: message() },
                r#""unreact","payload":{"message_id":"m_1"}"#,
            ),
        ] {
            let line = header(&action(what));
            assert_eq!(
                line,
                format!(
                    r#"POST /134/messages {{"recipient":{{"id":"251"}},"sender_action":{expected}}}"#
                )
            );
        }
        let sent = answered(&typing, r#"{"recipient_id":"251"}"#).unwrap();
        assert_eq!(sent.recipient_id.unwrap().as_str(), "251");
    }

    #[test]
    fn a_reaction_is_an_emoji() {
        for text in ["👍", "👩‍👩‍👧‍👦", "❤️", "1️⃣", "🅱️", "ℹ️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇪🇺"]
        {
            assert!(Reaction::parse(text).is_ok(), "{text}");
        }
        for text in ["", "love", "любовь", "愛", "a b", "!", &"👍".repeat(21)] {
            assert!(Reaction::parse(text).is_err(), "{text}");
        }
    }
}
