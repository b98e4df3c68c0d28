//! `GET /{page-id}/conversations`
//!
//! Lists the conversations of a Page, or the conversation with one person. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations

use crate::{
    ApiRequest, Conversation, Graph, GraphRequest, Idempotency, ListRequest, Listing, PageId,
    Paging, Psid, ResponseError, response::SuccessBody,
};

/// Lists a Page's conversations in Messenger, one [`Listing`] per request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListConversations {
    /// Id of the Page.
    pub page_id: PageId,
    /// Person whose conversation to return; `None` for all conversations.
    pub user_id: Option<Psid>,
    /// Limit and position of the listing.
    pub paging: Paging,
}

impl ListConversations {
    /// A request for the first listing, with Graph's default limit.
    #[must_use]
    pub fn new(page_id: PageId) -> Self {
        Self { page_id, user_id: None, paging: Paging::default() }
    }
}

impl GraphRequest for ListConversations {
    type Output = Listing<Conversation>;

    fn api_request(&self) -> ApiRequest {
        let request = ApiRequest::get(format!("{}/conversations", self.page_id))
            .text("platform", "messenger")
            .optional_text("user_id", self.user_id.as_ref().map(Psid::as_str))
            .text("fields", FIELDS);
        self.paging.add_to(request)
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }

    fn parse_success(&self, body: &SuccessBody, _: &Graph) -> Result<Self::Output, ResponseError> {
        body.listing()
    }
}

impl ListRequest for ListConversations {
    type Item = Conversation;

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn with_paging(&self, paging: Paging) -> Self {
        Self { paging, ..self.clone() }
    }
}

/// Requested fields: those in Meta's documentation or SDK.
const FIELDS: &str =
    "id,updated_time,participants,snippet,unread_count,message_count,can_reply,is_owner,link";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        let list = ListConversations::new(PageId::parse("134").unwrap());
        let fields = "fields=id%2Cupdated_time%2Cparticipants%2Csnippet%2Cunread_count\
                      %2Cmessage_count%2Ccan_reply%2Cis_owner%2Clink";
        assert_eq!(header(&list), format!("GET /134/conversations?platform=messenger&{fields}"));
        let one = ListConversations {
            user_id: Psid::parse("251").ok(),
            paging: Paging::limit(5),
            ..list
        };
        assert_eq!(
            form(&one),
            format!(
                "POST /134/conversations platform=messenger&user_id=251&{fields}&limit=5\
                 &method=get&access_token=TOKEN"
            )
        );
        let json = r#"{"data":[{"id":"t_1","updated_time":"2026-07-12T19:11:07+0000","unread_count":1,
            "participants":{"data":[{"name":"Ana","email":"251@facebook.com","id":"251"}]}}]}"#;
        let listing = parsed(&one, json).unwrap();
        let people = listing.data[0].participants.as_ref().unwrap();
        assert_eq!(people.data[0].name.as_deref(), Some("Ana"));
    }
}
