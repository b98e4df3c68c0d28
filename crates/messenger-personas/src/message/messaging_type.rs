//! Messaging types and message tags.

use std::str::FromStr;

/// The messaging type of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessagingType {
    /// A reply, within 24 hours of the person's last message.
    #[default]
    Response,
    /// A message that is not a reply, within 24 hours of the person's last message.
    Update,
    /// A message outside the 24-hour window, for the purpose of its tag.
    MessageTag(MessageTag),
    /// A utility template approved by Meta, at any time.
    Utility,
}

impl MessagingType {
    /// Returns Graph's name of the type, such as `RESPONSE`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Response => "RESPONSE",
            Self::Update => "UPDATE",
            Self::MessageTag(_) => "MESSAGE_TAG",
            Self::Utility => "UTILITY",
        }
    }

    /// Returns the tag of a [`MessageTag`](Self::MessageTag), `None` for other types.
    #[must_use]
    pub fn tag(self) -> Option<MessageTag> {
        match self {
            Self::MessageTag(tag) => Some(tag),
            _ => None,
        }
    }
}

/// A message tag: the purpose of a message outside the 24-hour window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessageTag {
    /// A reply by a human agent, within 7 days. Requires Meta's approval. Not allowed for automated
    /// messages, whatever persona they show.
    HumanAgent,
    /// A [customer feedback template](crate::message::template::feedback), within 7 days.
    CustomerFeedback,
    /// News, for Pages registered with Meta as news Pages.
    NonPromotionalSubscription,
}

impl MessageTag {
    /// Returns Graph's name of the tag, such as `HUMAN_AGENT`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HumanAgent => "HUMAN_AGENT",
            Self::CustomerFeedback => "CUSTOMER_FEEDBACK",
            Self::NonPromotionalSubscription => "NON_PROMOTIONAL_SUBSCRIPTION",
        }
    }
}

impl FromStr for MessageTag {
    type Err = MessageTagError;

    /// Parses Graph's name of a tag, such as `HUMAN_AGENT`. Case-sensitive.
    ///
    /// # Errors
    /// [`MessageTagError::Retired`] for the three tags that Meta retired on 2026-04-27,
    /// [`MessageTagError::Unknown`] for any other text.
    fn from_str(text: &str) -> Result<Self, MessageTagError> {
        let tags = [Self::HumanAgent, Self::CustomerFeedback, Self::NonPromotionalSubscription];
        if let Some(tag) = tags.into_iter().find(|tag| tag.as_str() == text) {
            return Ok(tag);
        }
        Err(match RETIRED.into_iter().find(|tag| *tag == text) {
            Some(tag) => MessageTagError::Retired { tag },
            None => MessageTagError::Unknown,
        })
    }
}

/// An error while parsing a [`MessageTag`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageTagError {
    /// Meta retired the tag on 2026-04-27.
    #[error(
        "Meta retired the message tag {tag} on 2026-04-27 and rejects it with code 100: send within \
         24 hours of the person's last message, or use a utility template"
    )]
    Retired {
        /// Graph's name of the tag.
        tag: &'static str,
    },
    /// There is no such tag.
    #[error(
        "there is no such message tag: HUMAN_AGENT, CUSTOMER_FEEDBACK and \
             NON_PROMOTIONAL_SUBSCRIPTION are left"
    )]
    Unknown,
}

const RETIRED: [&str; 3] = ["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retired_tag_is_rejected_with_the_reason() {
        for tag in RETIRED {
            let error = tag.parse::<MessageTag>().unwrap_err();
            assert_eq!(error, MessageTagError::Retired { tag });
            assert!(error.to_string().starts_with(&format!("Meta retired the message tag {tag}")));
        }
        assert_eq!("human_agent".parse::<MessageTag>(), Err(MessageTagError::Unknown));
        assert_eq!("HUMAN_AGENT".parse(), Ok(MessageTag::HumanAgent));
    }

    #[test]
    fn only_the_message_tag_type_has_a_tag() {
        let tagged = MessagingType::MessageTag(MessageTag::HumanAgent);
        assert_eq!((tagged.as_str(), tagged.tag()), ("MESSAGE_TAG", Some(MessageTag::HumanAgent)));
        assert_eq!(MessagingType::default().tag(), None);
    }
}
