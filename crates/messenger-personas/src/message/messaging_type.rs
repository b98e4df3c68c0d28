//! Why a message is sent.

use core::str::FromStr;

/// Why a message is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessagingType {
    /// In answer to the person, within 24 hours.
    #[default]
    Response,
    /// Of the Page's own accord, within 24 hours.
    Update,
    /// For a reason that allows more than 24 hours.
    MessageTag(MessageTag),
    /// A template that Meta approved, at any time.
    Utility,
}

impl MessagingType {
    /// As Graph writes it: `RESPONSE`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Response => "RESPONSE",
            Self::Update => "UPDATE",
            Self::MessageTag(_) => "MESSAGE_TAG",
            Self::Utility => "UTILITY",
        }
    }

    /// The tag that goes with it.
    #[must_use]
    pub fn tag(self) -> Option<MessageTag> {
        match self {
            Self::MessageTag(tag) => Some(tag),
            _ => None,
        }
    }
}

/// A reason to write after 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessageTag {
    /// A person of the Page answers, within 7 days. Never for what is sent by a machine, whatever
    /// persona it shows. Needs Meta's approval.
    HumanAgent,
    /// A [customer feedback template](crate::message::template::feedback), within 7 days.
    CustomerFeedback,
    /// News, for Pages that are registered as news.
    NonPromotionalSubscription,
}

impl MessageTag {
    /// As Graph writes it: `HUMAN_AGENT`.
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

    /// The tag that Graph writes as `text`.
    ///
    /// # Errors
    /// [`MessageTagError::Retired`] for the three that Meta ended on 2026-04-27,
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

/// Why a text is no message tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageTagError {
    /// It was one until 2026-04-27.
    #[error(
        "Meta refuses {tag} since 2026-04-27, with code 100: send within 24 hours of the person's \
         last message, or use a utility template"
    )]
    Retired {
        /// The tag.
        tag: &'static str,
    },
    /// It never was one.
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
    fn a_tag_that_meta_ended_is_refused_with_the_reason() {
        for tag in RETIRED {
            let error = tag.parse::<MessageTag>().unwrap_err();
            assert_eq!(error, MessageTagError::Retired { tag });
            assert!(error.to_string().starts_with(&format!("Meta refuses {tag} since 2026-04-27")));
        }
        assert_eq!("human_agent".parse::<MessageTag>(), Err(MessageTagError::Unknown));
        assert_eq!("HUMAN_AGENT".parse(), Ok(MessageTag::HumanAgent));
    }

    #[test]
    fn only_a_tagged_message_has_a_tag() {
        let tagged = MessagingType::MessageTag(MessageTag::HumanAgent);
        assert_eq!((tagged.as_str(), tagged.tag()), ("MESSAGE_TAG", Some(MessageTag::HumanAgent)));
        assert_eq!(MessagingType::default().tag(), None);
    }
}
