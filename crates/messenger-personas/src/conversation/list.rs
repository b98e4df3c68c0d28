//! `GET /{page-id}/conversations`
//!
//! Lists the conversations of a Page, or the one with a person. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations

use crate::{
    ApiRequest, Conversation, GraphRequest, Idempotency, ListRequest, Listing, PageId, Paging, Psid,
};
use alloc::format;

/// Asks for one listing of a Page's conversations in Messenger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListConversations {
    /// The Page.
    pub page_id: PageId,
    /// Only the one with this person.
    pub user_id: Option<Psid>,
    /// Which part of the list.
    pub paging: Paging,
}

impl ListConversations {
    /// The first listing, as long as Graph makes it.
    #[must_use]
    pub fn new(page_id: PageId) -> Self {
        Self { page_id, user_id: None, paging: Paging::default() }
    }
}

impl GraphRequest for ListConversations {
    type Output = Listing<Conversation>;

    fn api_request(&self) -> ApiRequest {
        let parts = ApiRequest::get(format!("{}/conversations", self.page_id))
            .text("platform", "messenger")
            .optional_text("user_id", self.user_id.as_ref().map(Psid::as_str))
            .text("fields", FIELDS);
        self.paging.write(parts)
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
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

/// What is read of a conversation: as far as its page or Meta's own code names it.
const FIELDS: &str =
    "id,updated_time,participants,snippet,unread_count,message_count,can_reply,link";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let list = ListConversations::new(PageId::parse("134").unwrap());
        let fields = "fields=id%2Cupdated_time%2Cparticipants%2Csnippet%2Cunread_count\
                      %2Cmessage_count%2Ccan_reply%2Clink";
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
        let listing = answered(&one, json).unwrap();
        let people = listing.data[0].participants.as_ref().unwrap();
        assert_eq!(people.data[0].name.as_deref(), Some("Ana"));
    }
}
