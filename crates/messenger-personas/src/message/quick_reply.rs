//! Answers that a person can choose with a tap.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies)

use serde::Serialize;

use crate::{
    WebUrl,
    value::{lists, texts},
};

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "content_type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuickReply {
    /// A word or two of yours.
    Text(TextReply),
    /// The person's own telephone number.
    UserPhoneNumber,
    /// The person's own e-mail address.
    UserEmail,
}

impl QuickReply {
    /// An answer in words, without a picture.
    #[must_use]
    pub fn text(title: QuickReplyTitle, payload: QuickReplyPayload) -> Self {
        Self::Text(TextReply { title, payload, image_url: None })
    }
}

/// An answer in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextReply {
    /// What the person sees, and says by choosing it.
    pub title: QuickReplyTitle,
    /// What your webhook gets.
    pub payload: QuickReplyPayload,
    /// A small picture beside the title, at least 24 by 24 pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<WebUrl>,
}

texts! {
    /// A quick reply's title: not blank, at most 20 characters.
    QuickReplyTitle, "title of a quick reply", 20;
    /// What a webhook gets when a quick reply is chosen: not blank, at most 1,000 characters.
    QuickReplyPayload, "payload of a quick reply", 1000;
}

lists! {
    /// The quick replies below a message: 1 to 13.
    QuickReplies, QuickReply, "quick replies", 1, 13;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Json, ValueError};

    #[test]
    fn each_kind_is_written_with_its_content_type() {
        let text = QuickReply::Text(TextReply {
            title: QuickReplyTitle::parse("Red").unwrap(),
            payload: QuickReplyPayload::parse("RED").unwrap(),
            image_url: WebUrl::parse("https://example.com/red.png").ok(),
        });
        let replies =
            QuickReplies::new(vec![text, QuickReply::UserPhoneNumber, QuickReply::UserEmail]);
        assert_eq!(
            Json::of(&replies.unwrap()).as_str(),
            r#"[{"content_type":"text","title":"Red","payload":"RED","image_url":"https://example.com/red.png"},{"content_type":"user_phone_number"},{"content_type":"user_email"}]"#
        );
    }

    #[test]
    fn there_are_at_most_13_and_their_titles_are_short() {
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
