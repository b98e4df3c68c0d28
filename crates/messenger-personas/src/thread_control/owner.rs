//! `GET /{page-id}/thread_owner?recipient={psid}`
//!
//! Asks which app has a conversation. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing

use alloc::{format, string::ToString};

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{ApiRequest, AppId, GraphRequest, Idempotency, PageId, Psid};

/// Asks which app has a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetThreadOwner {
    /// The Page.
    pub page_id: PageId,
    /// With whom the conversation is.
    pub psid: Psid,
}

impl GetThreadOwner {
    /// Asks about the conversation with this person.
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

/// Who has a conversation, as far as Graph tells this app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreadOwner {
    /// The app. Graph names it to the app itself and to the Page's default app only.
    pub app_id: Option<AppId>,
    /// Until when, in seconds since 1970; absent while the conversation is idle.
    pub expiration: Option<u64>,
}

impl<'de> Deserialize<'de> for ThreadOwner {
    /// Read loosely: how the answer looks when there is no owner is not documented.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let answer = Value::deserialize(deserializer)?;
        let Some(owner) = answer.pointer("/data/0/thread_owner") else {
            return Ok(Self::default());
        };
        let digits = |name: &str| match owner.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        Ok(Self {
            app_id: digits("app_id").and_then(|id| AppId::parse(&id).ok()),
            expiration: digits("expiration").and_then(|time| time.parse().ok()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
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
            let owner = answered(&get, json).unwrap();
            assert_eq!(owner.app_id, AppId::parse("77").ok());
            assert_eq!(owner.expiration, Some(1_790_000_000));
        }
        for json in ["{}", "[]", r#"{"data":[]}"#, r#"{"data":[{"thread_owner":{}}]}"#] {
            assert_eq!(answered(&get, json).unwrap(), ThreadOwner::default());
        }
    }
}
