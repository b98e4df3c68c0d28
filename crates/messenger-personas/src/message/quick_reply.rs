//! Quick replies: buttons below a message that send a reply when tapped.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies)

use serde::Serialize;

use crate::{
    WebUrl,
    value::{lists, texts},
};

/// A quick reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "content_type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuickReply {
    /// A title and a payload of your choice.
    Text(TextReply),
    /// The person's phone number.
    UserPhoneNumber,
    /// The person's e-mail address.
    UserEmail,
}

impl QuickReply {
    /// Creates a text quick reply without an image.
    #[must_use]
    pub fn text(title: QuickReplyTitle, payload: QuickReplyPayload) -> Self {
        Self::Text(TextReply { title, payload, image_url: None })
    }
}

/// A text quick reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextReply {
    /// Title of the button, sent as the person's message when tapped.
    pub title: QuickReplyTitle,
    /// Payload that the webhook receives.
    pub payload: QuickReplyPayload,
    /// URL of an icon beside the title, at least 24 × 24 pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<WebUrl>,
}

texts! {
    /// The title of a quick reply: not blank, at most 20 characters.
    QuickReplyTitle, "title of a quick reply", 20;
    /// The payload of a quick reply: not blank, at most 1,000 characters.
    QuickReplyPayload, "payload of a quick reply", 1000;
}

lists! {
    /// The quick replies of a message: 1 to 13.
    QuickReplies, QuickReply, "quick replies", 1, 13;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Json, ValueError};

    #[test]
    fn each_quick_reply_is_encoded_with_its_content_type() {
        let text = QuickReply::Text(TextReply {
            title: QuickReplyTitle::parse("Red").unwrap(),
            payload: QuickReplyPayload::parse("RED").unwrap(),
            image_url: WebUrl::parse("https://example.com/red.png").ok(),
        });
        let replies =
            QuickReplies::new(vec![text, QuickReply::UserPhoneNumber, QuickReply::UserEmail]);
        assert_eq!(
            Json::encode(&replies.unwrap()).as_str(),
            r#"[{"content_type":"text","title":"Red","payload":"RED","image_url":"https://example.com/red.png"},{"content_type":"user_phone_number"},{"content_type":"user_email"}]"#
        );
    }

    #[test]
    fn there_are_at_most_13_quick_replies_with_titles_of_at_most_20_characters() {
        assert!(QuickReplies::new(vec![QuickReply::UserEmail; 13]).is_ok());
        assert_eq!(
            QuickReplies::new(vec![QuickReply::UserEmail; 14]).unwrap_err(),
            ValueError::TooMany { field: "quick replies", limit: 13, actual: 14 }
        );
        assert!(QuickReplyTitle::parse(&"é".repeat(20)).is_ok());
        assert!(QuickReplyTitle::parse(&"é".repeat(21)).is_err());
        assert!(QuickReplyPayload::parse(&"a".repeat(1001)).is_err());
    }
}
