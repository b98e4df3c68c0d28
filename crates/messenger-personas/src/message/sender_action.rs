//! `POST /{page-id}/messages` with `sender_action`
//!
//! Shows a typing indicator, marks messages as seen, or reacts to a message.
//! [Meta's documentation][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions

use serde::{Deserialize, Serialize};

use crate::{
    ApiRequest, GraphRequest, Idempotency, Json, MessageId, PageId, PersonaId, Psid, Recipient,
    ValueError, lenient,
    value::{check_text, text_traits},
};

/// Sends a sender action: a typing indicator, a read receipt or a reaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendSenderAction {
    /// Page that sends the action.
    pub page_id: PageId,
    /// Recipient.
    pub recipient: Recipient,
    /// Sender action.
    pub action: SenderAction,
}

impl SendSenderAction {
    /// Creates a request that sends `action` to `recipient`.
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
        let request = ApiRequest::post(format!("{}/messages", self.page_id))
            .json("recipient", Json::encode(&self.recipient))
            .text("sender_action", self.action.as_str());
        let payload = |message_id, reaction| Json::encode(&Payload { message_id, reaction });
        match &self.action {
            SenderAction::TypingOn { persona_id } | SenderAction::TypingOff { persona_id } => {
                request.optional_text("persona_id", persona_id.as_ref().map(PersonaId::as_str))
            }
            SenderAction::MarkSeen => request,
            SenderAction::React { message_id, reaction } => {
                request.json("payload", payload(message_id, Some(reaction)))
            }
            SenderAction::Unreact { message_id } => {
                request.json("payload", payload(message_id, None))
            }
        }
    }

    /// Every action sets a state, so a repeated request has no further effect.
    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }
}

/// A sender action. A persona supports the typing indicator only.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SenderAction {
    /// Shows the typing indicator, which disappears after about 20 seconds or with a new message.
    TypingOn {
        /// Persona shown as typing; the Page itself if `None`.
        persona_id: Option<PersonaId>,
    },
    /// Hides the typing indicator.
    TypingOff {
        /// Persona shown as typing; the Page itself if `None`.
        persona_id: Option<PersonaId>,
    },
    /// Marks the person's messages as seen.
    MarkSeen,
    /// Adds a reaction to a message, replacing an earlier reaction of the Page.
    React {
        /// Message to react to.
        message_id: MessageId,
        /// Reaction.
        reaction: Reaction,
    },
    /// Removes the Page's reaction from a message.
    Unreact {
        /// Message with the reaction.
        message_id: MessageId,
    },
}

impl SenderAction {
    /// Returns Graph's name of the action, such as `typing_on`.
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

/// An emoji used as a reaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Reaction(String);

impl Reaction {
    /// Parses an emoji, trimming white space.
    ///
    /// Only the Unicode blocks are checked, because Unicode adds emoji every year. Graph decides
    /// which reactions it accepts.
    ///
    /// # Errors
    /// [`ValueError`] if `text` is blank, has more than 20 characters, or contains a character that
    /// no emoji contains, such as a letter, a space or a punctuation mark.
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

    /// Returns the emoji.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    Reaction: ValueError;
}

/// Returns `true` if `c` is in a Unicode block of emoji, including those not assigned yet.
fn can_be_in_emoji(c: char) -> bool {
    matches!(
        c,
        // Keycaps, zero-width joiner, variation selector and tags.
        '0'..='9' | '#' | '*' | '\u{200d}' | '\u{fe0f}' | '\u{e0020}'..='\u{e007f}'
        // Symbols, including arrows, clocks and dingbats.
        | '©' | '®' | '\u{203c}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙'
        // Pictographs.
        | '\u{1f000}'..='\u{1faff}'
    )
}

/// The response to [`SendSenderAction`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SentSenderAction {
    /// PSID of the recipient; absent if the recipient was not a PSID.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub recipient_id: Option<Psid>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    fn action(action: SenderAction) -> SendSenderAction {
        SendSenderAction {
            page_id: PageId::parse("134").unwrap(),
            recipient: Psid::parse("251").unwrap().into(),
            action,
        }
    }

    #[test]
    fn the_request_is_encoded_in_both_call_styles() {
        let typing = action(SenderAction::TypingOn { persona_id: PersonaId::parse("311").ok() });
        assert_eq!(
            form(&typing),
            "POST /134/messages recipient=%7B%22id%22%3A%22251%22%7D&sender_action=typing_on\
             &persona_id=311&method=post&access_token=TOKEN"
        );
        let message = || MessageId::parse("m_1").unwrap();
        for (sender_action, expected) in [
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
            let line = header(&action(sender_action));
            assert_eq!(
                line,
                format!(
                    r#"POST /134/messages {{"recipient":{{"id":"251"}},"sender_action":{expected}}}"#
                )
            );
        }
        let sent = parsed(&typing, r#"{"recipient_id":"251"}"#).unwrap();
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
