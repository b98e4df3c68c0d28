//! `GET /{conversation-id}/messages`
//!
//! Lists the messages of a conversation, the newest first. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations

use crate::{
    ApiRequest, ConversationId, Graph, GraphRequest, Idempotency, ListRequest, Listing, Paging,
    ReceivedMessage, ResponseError, encode::percent_encode, message::get, response::SuccessBody,
};

/// Lists the messages of a conversation, one [`Listing`] per request.
///
/// Graph returns the content of the 20 newest messages only; older ones have an id and a time.
/// Reading the content in the list works in practice but is not documented: Meta's page lists the ids
/// first, and then reads each message with [`GetMessage`](crate::GetMessage).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListMessages {
    /// Id of the conversation.
    pub conversation_id: ConversationId,
    /// Limit and position of the listing.
    pub paging: Paging,
}

impl ListMessages {
    /// A request for the newest messages, with Graph's default limit.
    #[must_use]
    pub fn new(conversation_id: ConversationId) -> Self {
        Self { conversation_id, paging: Paging::default() }
    }
}

impl GraphRequest for ListMessages {
    type Output = Listing<ReceivedMessage>;

    fn api_request(&self) -> ApiRequest {
        let id = percent_encode(self.conversation_id.as_str());
        let request = ApiRequest::get(format!("{id}/messages")).text("fields", get::FIELDS);
        self.paging.add_to(request)
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }

    fn parse_success(&self, body: &SuccessBody, _: &Graph) -> Result<Self::Output, ResponseError> {
        body.listing()
    }
}

impl ListRequest for ListMessages {
    type Item = ReceivedMessage;

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn with_paging(&self, paging: Paging) -> Self {
        Self { paging, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        let list = ListMessages::new(ConversationId::parse("t_1").unwrap());
        let fields = "fields=id%2Ccreated_time%2Cfrom%2Cto%2Cmessage%2Creply_to\
                      %2Cattachments%2Csticker%2Cshares%2Creactions";
        assert_eq!(header(&list), format!("GET /t_1/messages?{fields}"));
        let some = ListMessages { paging: Paging::limit(20), ..list };
        assert_eq!(
            form(&some),
            format!("POST /t_1/messages {fields}&limit=20&method=get&access_token=TOKEN")
        );
    }

    #[test]
    fn an_old_message_has_an_id_and_a_time_only() {
        let list = ListMessages::new(ConversationId::parse("t_1").unwrap());
        let json = r#"{"data":[{"id":"m_2","message":"Hi","created_time":"2026"},
            {"id":"m_1","created_time":"2025"},{}],
            "paging":{"cursors":{"before":"a","after":"b"},"next":"x"}}"#;
        let listing = parsed(&list, json).unwrap();
        let texts: Vec<_> = listing.iter().map(|message| message.message.as_deref()).collect();
        assert_eq!((texts, listing.malformed.len()), (vec![Some("Hi"), None], 1));
        assert_eq!(
            list.next(&listing).unwrap().paging,
            Paging::default().after(listing.after.unwrap())
        );
    }
}
