//! Conversations between a Page and a person.
//!
//! Graph takes 2 calls a second for a Page here, and shows the 20 newest messages of each.

pub mod get;
pub mod list;

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Listing, lenient, message::get::ReceivedMessage};

/// A conversation, as Graph shows it. Only its id always comes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Conversation {
    /// The conversation.
    pub id: ConversationId,
    /// When something last happened, such as `2026-07-12T19:11:07+0000`.
    #[serde(default, deserialize_with = "lenient::string")]
    pub updated_time: Option<String>,
    /// The Page and the person.
    #[serde(default, deserialize_with = "lenient::any")]
    pub participants: Option<Participants>,
    /// The start of the last message.
    #[serde(default, deserialize_with = "lenient::string")]
    pub snippet: Option<String>,
    /// How many messages the Page has not read.
    #[serde(default, deserialize_with = "lenient::count")]
    pub unread_count: Option<u64>,
    /// How many messages there are.
    #[serde(default, deserialize_with = "lenient::count")]
    pub message_count: Option<u64>,
    /// Whether the Page may answer.
    #[serde(default, deserialize_with = "lenient::any")]
    pub can_reply: Option<bool>,
    /// Whether the app that asks has the conversation.
    #[serde(default, deserialize_with = "lenient::any")]
    pub is_owner: Option<bool>,
    /// Where the Page's people can read it, below facebook.com.
    #[serde(default, deserialize_with = "lenient::string")]
    pub link: Option<String>,
    /// The newest messages, if they were asked for.
    #[serde(default, deserialize_with = "lenient::any")]
    pub messages: Option<Listing<ReceivedMessage>>,
}

/// Those who take part, in Graph's wrapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participants {
    /// The Page and the person.
    pub data: Vec<Participant>,
}

/// One who takes part: the Page, or the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// A Page's id, or a person's page-scoped one.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub id: Option<String>,
    /// Their name.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// An address that Meta makes up of the id; nobody reads mail there.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub email: Option<String>,
}
