//! `GET /{page-id}/thread_owner?recipient={psid}`
//!
//! Reads which app owns a conversation. [Meta's documentation][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{ApiRequest, AppId, GraphRequest, Idempotency, PageId, Psid};

/// Reads which app owns a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetThreadOwner {
    /// Page.
    pub page_id: PageId,
    /// PSID of the person in the conversation.
    pub psid: Psid,
}

impl GetThreadOwner {
    /// Creates a request for the owner of the conversation with `psid`.
    #[must_use]
    pub fn new(page_id: PageId, psid: Psid) -> Self {
        Self { page_id, psid }
    }
}

impl GraphRequest for GetThreadOwner {
    type Output = ThreadOwner;

    fn api_request(&self) -> ApiRequest {
        ApiRequest::get(format!("{}/thread_owner", self.page_id))
            .text("recipient", self.psid.as_str())
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }
}

/// The owner of a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ThreadOwner {
    /// Id of the owning app. Graph returns it to that app and to the Page's default app only.
    pub app_id: Option<AppId>,
    /// End of the ownership as a Unix timestamp in seconds; absent while the conversation is idle.
    pub expiration: Option<u64>,
}

impl<'de> Deserialize<'de> for ThreadOwner {
    /// Lenient: Meta does not document the response for a conversation without an owner.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let response = Value::deserialize(deserializer)?;
        let Some(owner) = response.pointer("/data/0/thread_owner") else {
            return Ok(Self::default());
        };
        let field = |name: &str| match owner.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        Ok(Self {
            app_id: field("app_id").and_then(|id| AppId::parse(&id).ok()),
            expiration: field("expiration").and_then(|time| time.parse().ok()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    #[test]
    fn the_request_is_encoded_in_both_call_styles() {
        let get = GetThreadOwner {
            page_id: PageId::parse("134").unwrap(),
            psid: Psid::parse("251").unwrap(),
        };
        assert_eq!(header(&get), "GET /134/thread_owner?recipient=251");
        assert_eq!(
            form(&get),
            "POST /134/thread_owner recipient=251&method=get&access_token=TOKEN"
        );
        for json in [
            r#"{"data":[{"thread_owner":{"app_id":77,"expiration":1790000000}}]}"#,
            r#"{"data":[{"thread_owner":{"app_id":"77","expiration":"1790000000"}}]}"#,
        ] {
            let owner = parsed(&get, json).unwrap();
            assert_eq!(owner.app_id, AppId::parse("77").ok());
            assert_eq!(owner.expiration, Some(1_790_000_000));
        }
        for json in ["{}", "[]", r#"{"data":[]}"#, r#"{"data":[{"thread_owner":{}}]}"#] {
            assert_eq!(parsed(&get, json).unwrap(), ThreadOwner::default());
        }
    }
}
