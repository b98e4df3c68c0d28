//! `GET /{conversation-id}?fields=messages{…}`
//!
//! Reads the newest messages of a conversation. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations

use crate::{
    ApiRequest, Conversation, ConversationId, GraphRequest, Idempotency,
    message::get,
    percent::{self, UNRESERVED},
};
use alloc::format;

/// Asks for a conversation with its newest messages.
///
/// Meta's page asks for the messages' ids, and then for each message. This asks for all of it at
/// once, which works in practice and is not documented; [`GetMessage`](crate::GetMessage) is the
/// documented way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetConversation {
    /// The conversation.
    pub conversation_id: ConversationId,
}

impl GetConversation {
    /// Asks for this conversation.
    #[must_use]
    pub fn new(conversation_id: ConversationId) -> Self {
        Self { conversation_id }
    }
}

impl GraphRequest for GetConversation {
    type Output = Conversation;

    fn api_request(&self) -> ApiRequest {
        let fields = format!("id,updated_time,participants,messages{{{}}}", get::FIELDS);
        ApiRequest::get(percent::encoded(self.conversation_id.as_str(), UNRESERVED))
            .text("fields", fields)
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let get = GetConversation { conversation_id: ConversationId::parse("t_1").unwrap() };
        let fields = "fields=id%2Cupdated_time%2Cparticipants%2Cmessages%7Bid%2Ccreated_time\
                      %2Cfrom%2Cto%2Cmessage%2Creply_to%7D";
        assert_eq!(header(&get), format!("GET /t_1?{fields}"));
        assert_eq!(form(&get), format!("POST /t_1 {fields}&method=get&access_token=TOKEN"));
        let json = r#"{"messages":{"data":[{"id":"m_1","created_time":"2026"}]},"id":"t_1"}"#;
        let messages = answered(&get, json).unwrap().messages.unwrap();
        assert_eq!(messages.data[0].id.as_str(), "m_1");
    }
}
