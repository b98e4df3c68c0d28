//! Conversations between a Page and a person.
//!
//! Graph allows 2 requests per second and Page, and returns only the 20 newest messages of a
//! conversation.

pub mod get;
pub mod list;

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Listing, lenient, message::get::ReceivedMessage, pagination};

/// A conversation, as returned by Graph. Every field but the id can be missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[non_exhaustive]
pub struct Conversation {
    /// Id of the conversation.
    pub id: ConversationId,
    /// Time of the last update, such as `2026-07-12T19:11:07+0000`.
    #[serde(default, deserialize_with = "lenient::string")]
    pub updated_time: Option<String>,
    /// The Page and the person.
    #[serde(default, deserialize_with = "lenient::any")]
    pub participants: Option<Participants>,
    /// Beginning of the last message.
    #[serde(default, deserialize_with = "lenient::string")]
    pub snippet: Option<String>,
    /// Number of messages that the Page has not read.
    #[serde(default, deserialize_with = "lenient::count")]
    pub unread_count: Option<u64>,
    /// Number of messages.
    #[serde(default, deserialize_with = "lenient::count")]
    pub message_count: Option<u64>,
    /// `true` if the Page may reply.
    #[serde(default, deserialize_with = "lenient::any")]
    pub can_reply: Option<bool>,
    /// `true` if the requesting app controls the conversation.
    #[serde(default, deserialize_with = "lenient::any")]
    pub is_owner: Option<bool>,
    /// Path of the conversation in the Page's inbox on facebook.com.
    #[serde(default, deserialize_with = "lenient::string")]
    pub link: Option<String>,
    /// The newest messages, if requested.
    #[cfg_attr(test, ts(optional, type = "Listing<ReceivedMessage>"))]
    #[serde(default, deserialize_with = "pagination::deserialize_nested")]
    pub messages: Option<Listing<ReceivedMessage>>,
}

/// The participants of a conversation, in Graph's `data` wrapper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Participants {
    /// The Page and the person.
    #[serde(deserialize_with = "lenient::items")]
    pub data: Vec<Participant>,
}

/// A participant of a conversation: the Page or the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Participant {
    /// Page id, or the person's page-scoped id.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub id: Option<String>,
    /// Name.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// Placeholder address that Meta derives from the id; it does not receive email.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub email: Option<String>,
}
