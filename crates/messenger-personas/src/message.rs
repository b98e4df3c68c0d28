//! Messages: what a Page, or a persona of it, says to a person.

pub mod button;
pub mod get;
pub mod messaging_type;
pub mod quick_reply;
pub mod recipient;
pub mod send;
pub mod sender_action;
pub mod template;

use alloc::boxed::Box;

use serde::{Serialize, Serializer};

use crate::{
    Attachment, Json, attachment::Images, message::quick_reply::QuickReplies, value::texts,
};

/// What is said: composed of what this crate knows, or JSON that is passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Put together here, every documented limit checked.
    Composed(ComposedMessage),
    /// The whole object `message`, as Graph's reference has it. Nothing in it is checked.
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

/// A message, put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComposedMessage {
    /// Its text, its attachment or its pictures.
    #[serde(flatten)]
    pub content: Content,
    /// Answers that the person can choose with a tap; they go when one is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quick_replies: Option<QuickReplies>,
    /// A note of yours that comes back in webhooks about the message. The person never sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
}

impl ComposedMessage {
    /// A message with nothing around its content.
    #[must_use]
    pub fn new(content: impl Into<Content>) -> Self {
        Self { content: content.into(), quick_replies: None, metadata: None }
    }
}

/// What a message shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Content {
    /// A text.
    Text(MessageText),
    /// A file or a template.
    Attachment(Box<Attachment>),
    /// Several pictures in one message.
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
    /// A text that can be sent: not blank, under 2,000 characters, by Meta's Send API reference.
    ///
    /// It is sent as it is, white space and line breaks included.
    MessageText, "message", 1999;
    /// A note about a message: not blank, under 1,000 characters, by Meta's Send API reference.
    Metadata, "metadata", 999;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ValueError;

    #[test]
    fn a_text_is_kept_as_it_is() {
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
    fn raw_json_is_the_whole_message() {
        let raw = Json::parse(r#"{"text":"Hi","dynamic_text":{"a":1}}"#).unwrap();
        assert_eq!(Json::of(&Message::from(raw.clone())), raw);
    }

    #[test]
    fn what_is_around_the_content_stands_beside_it() {
        let message = ComposedMessage {
            metadata: Metadata::parse("order 7").ok(),
            ..ComposedMessage::new(MessageText::parse("Hi").unwrap())
        };
        assert_eq!(
            Json::of(&Message::from(message)).as_str(),
            r#"{"text":"Hi","metadata":"order 7"}"#
        );
    }
}
