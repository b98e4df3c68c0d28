//! `GET /{conversation-id}?fields=messages{…}`
//!
//! Reads the newest messages of a conversation. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations

use crate::{
    ApiRequest, Conversation, ConversationId, GraphRequest, Idempotency, encode::percent_encode,
    message::get,
};

/// Reads a conversation with its newest messages.
///
/// Reads conversation and messages in one request. That works in practice but is not documented:
/// Meta's page reads the ids first, and then each message with [`GetMessage`](crate::GetMessage).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetConversation {
    /// Id of the conversation.
    pub conversation_id: ConversationId,
}

impl GetConversation {
    /// A request for this conversation.
    #[must_use]
    pub fn new(conversation_id: ConversationId) -> Self {
        Self { conversation_id }
    }
}

impl GraphRequest for GetConversation {
    type Output = Conversation;

    fn api_request(&self) -> ApiRequest {
        let fields = format!("id,updated_time,participants,messages{{{}}}", get::FIELDS);
        ApiRequest::get(percent_encode(self.conversation_id.as_str()).to_string())
            .text("fields", fields)
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        let get = GetConversation { conversation_id: ConversationId::parse("t_1").unwrap() };
        let fields = "fields=id%2Cupdated_time%2Cparticipants%2Cmessages%7Bid%2Ccreated_time\
                      %2Cfrom%2Cto%2Cmessage%2Creply_to%2Cattachments%2Csticker%2Cshares%2Creactions%7D";
        assert_eq!(header(&get), format!("GET /t_1?{fields}"));
        assert_eq!(form(&get), format!("POST /t_1 {fields}&method=get&access_token=TOKEN"));
        let json = r#"{"messages":{"data":[{"id":"m_1","created_time":"2026"}]},"id":"t_1"}"#;
        let messages = parsed(&get, json).unwrap().messages.unwrap();
        assert_eq!(messages.data[0].id.as_str(), "m_1");
    }

    #[test]
    fn a_malformed_message_costs_that_message_only() {
        let get = GetConversation::new(ConversationId::parse("t_1").unwrap());
        let json = r#"{"id":"t_1","messages":{"data":[{"id":"m_1"},{},{"id":"m_3"}]}}"#;
        let messages = parsed(&get, json).unwrap().messages.unwrap();
        let ids: Vec<_> = messages.iter().map(|message| message.id.as_str()).collect();
        assert_eq!((ids, messages.malformed[0].index), (vec!["m_1", "m_3"], 1));
        for messages in ["null", "[]", "5", r#"{"data":5}"#] {
            let json = format!(r#"{{"id":"t_1","messages":{messages}}}"#);
            assert_eq!(parsed(&get, &json).unwrap().messages, None, "{messages}");
        }
    }
}
