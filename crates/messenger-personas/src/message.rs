//! Messages that a Page, or one of its personas, sends to a person.

pub mod button;
pub mod get;
pub mod list;
pub mod messaging_type;
pub mod quick_reply;
pub mod recipient;
pub mod send;
pub mod sender_action;
pub mod template;

use serde::{Serialize, Serializer};

use crate::{
    Attachment, Json, attachment::Images, message::quick_reply::QuickReplies, value::texts,
};

/// The `message` of a send request: typed, or raw JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A message built from this crate's types, which enforce Meta's documented limits.
    Composed(ComposedMessage),
    /// The whole `message` object as JSON, sent unchanged and not validated.
    Raw(Json),
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Composed(message) => message.serialize(serializer),
            Self::Raw(json) => json.serialize(serializer),
        }
    }
}

impl<T: Into<Content>> From<T> for Message {
    fn from(content: T) -> Self {
        Self::Composed(ComposedMessage::new(content.into()))
    }
}

impl From<ComposedMessage> for Message {
    fn from(message: ComposedMessage) -> Self {
        Self::Composed(message)
    }
}

impl From<Json> for Message {
    fn from(json: Json) -> Self {
        Self::Raw(json)
    }
}

/// A message built from validated types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComposedMessage {
    /// Text, attachment or images.
    #[serde(flatten)]
    pub content: Content,
    /// Quick replies shown below the message. Messenger removes them once the person taps one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quick_replies: Option<QuickReplies>,
    /// Metadata for your app, echoed in `message_echoes` webhooks and never shown to the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
}

impl ComposedMessage {
    /// Creates a message without quick replies and metadata.
    #[must_use]
    pub fn new(content: impl Into<Content>) -> Self {
        Self { content: content.into(), quick_replies: None, metadata: None }
    }
}

/// The content of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Content {
    /// Text.
    Text(MessageText),
    /// A file or a template.
    Attachment(Box<Attachment>),
    /// Several images in one message.
    #[serde(rename = "attachments")]
    Images(Images),
}

impl From<MessageText> for Content {
    fn from(text: MessageText) -> Self {
        Self::Text(text)
    }
}

impl From<Attachment> for Content {
    fn from(attachment: Attachment) -> Self {
        Self::Attachment(Box::new(attachment))
    }
}

impl From<template::Template> for Content {
    fn from(template: template::Template) -> Self {
        Attachment::Template(template).into()
    }
}

impl From<Images> for Content {
    fn from(images: Images) -> Self {
        Self::Images(images)
    }
}

texts! {
    /// The text of a message: not blank, at most 1,999 characters (Send API reference: "less than
    /// 2000 characters").
    ///
    /// White space and line breaks are sent unchanged.
    MessageText, "message", 1999;
    /// The metadata of a message: not blank, at most 999 characters (Send API reference: "less than
    /// 1000 characters").
    Metadata, "metadata", 999;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ValueError;

    #[test]
    fn a_text_is_not_trimmed_and_has_at_most_1999_characters() {
        assert_eq!(MessageText::parse(" a\n ").unwrap().as_str(), " a\n ");
        assert!(matches!(MessageText::parse(" \n "), Err(ValueError::Empty { .. })));
        assert!(MessageText::parse(&"é".repeat(1999)).is_ok());
        assert_eq!(
            MessageText::parse(&"é".repeat(2000)).unwrap_err().to_string(),
            "the message has 2000 characters: Messenger takes at most 1999"
        );
        assert!(Metadata::parse(&"a".repeat(1000)).is_err());
    }

    #[test]
    fn raw_json_is_sent_unchanged() {
        let raw = Json::parse(r#"{"text":"Hi","dynamic_text":{"a":1}}"#).unwrap();
        assert_eq!(Json::encode(&Message::from(raw.clone())), raw);
    }

    #[test]
    fn metadata_is_encoded_next_to_the_content() {
        let message = ComposedMessage {
            metadata: Metadata::parse("order 7").ok(),
            ..ComposedMessage::new(MessageText::parse("Hi").unwrap())
        };
        assert_eq!(
            Json::encode(&Message::from(message)).as_str(),
            r#"{"text":"Hi","metadata":"order 7"}"#
        );
    }
}
