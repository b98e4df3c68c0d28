//! `GET /{message-id}`
//!
//! Reads one message of a conversation. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{
    ApiRequest, GraphRequest, Idempotency, MessageId,
    conversation::{Participant, Participants},
    lenient,
    percent::{self, UNRESERVED},
};

/// Asks for one message.
///
/// Graph shows the 20 newest of a conversation; an older one is refused as deleted. It does not
/// say which persona sent one: keep that yourself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetMessage {
    /// The message.
    pub message_id: MessageId,
}

impl GetMessage {
    /// Asks for this message.
    #[must_use]
    pub fn new(message_id: MessageId) -> Self {
        Self { message_id }
    }
}

impl GraphRequest for GetMessage {
    type Output = ReceivedMessage;

    fn api_request(&self) -> ApiRequest {
        ApiRequest::get(percent::encoded(self.message_id.as_str(), UNRESERVED))
            .text("fields", FIELDS)
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }
}

/// A message, as Graph shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedMessage {
    /// The message.
    pub id: MessageId,
    /// When it was written, such as `2026-07-12T19:11:07+0000`.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_time: Option<String>,
    /// Who wrote it: the Page, whatever persona it showed, or the person.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub from: Option<Participant>,
    /// Whom it is for.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub to: Option<Participants>,
    /// Its text; empty for what is only an attachment.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub message: Option<String>,
    /// The message that it answers.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<RepliedTo>,
}

/// The message that another one answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepliedTo {
    /// The message.
    pub mid: MessageId,
    /// Whether its writer answers themselves.
    #[serde(default)]
    pub is_self_reply: bool,
}

/// What is read of a message.
pub(crate) const FIELDS: &str = "id,created_time,from,to,message,reply_to";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let get = GetMessage { message_id: MessageId::parse("m_A=/").unwrap() };
        let fields = "fields=id%2Ccreated_time%2Cfrom%2Cto%2Cmessage%2Creply_to";
        assert_eq!(header(&get), format!("GET /m_A%3D%2F?{fields}"));
        assert_eq!(form(&get), format!("POST /m_A%3D%2F {fields}&method=get&access_token=TOKEN"));
        let json = r#"{"id":"m_1","created_time":"2026-07-12T19:11:07+0000",
            "from":{"name":"Ana","email":"251@facebook.com","id":"251"},
            "to":{"data":[{"name":"Market","id":"134"}]},"message":"Hi",
            "reply_to":{"mid":"m_0","is_self_reply":false}}"#;
        let message = answered(&get, json).unwrap();
        assert_eq!(message.from.unwrap().name.as_deref(), Some("Ana"));
        assert_eq!(message.to.unwrap().data[0].id.as_deref(), Some("134"));
        assert_eq!(message.reply_to.unwrap().mid.as_str(), "m_0");
    }
}
