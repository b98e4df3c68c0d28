//! What a token may do, as far as Graph tells.

use messenger_personas::{AccessToken, ApiRequest, GraphRequest, Idempotency};
use serde::Deserialize;

/// `GET /debug_token`: asks a token about itself. [Meta's page][doc]
///
/// [doc]: https://developers.facebook.com/docs/graph-api/reference/debug_token/
pub struct InspectToken(pub AccessToken);

impl GraphRequest for InspectToken {
    type Output = Inspected;

    fn api_request(&self) -> ApiRequest {
        ApiRequest::get("debug_token").text("input_token", self.0.expose_secret())
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }
}

/// The answer to [`InspectToken`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Inspected {
    /// What it says.
    #[serde(default)]
    pub data: TokenFacts,
}

/// What is known about a token. All of it can be missing: Graph answers developers of the token's
/// app only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct TokenFacts {
    /// `PAGE`, `USER` and others.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    /// What the person allowed.
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
    /// When it ends, in seconds since 1970; 0 is never.
    #[serde(default)]
    pub expires_at: Option<u64>,
}

impl TokenFacts {
    /// Whether it is known to be a person's, who may have several Pages.
    #[must_use]
    pub fn is_of_a_person(&self) -> bool {
        matches!(self.kind.as_deref(), Some("USER" | "SYSTEM_USER"))
    }

    /// Whether it is known to be a Page's.
    #[must_use]
    pub fn is_of_a_page(&self) -> bool {
        self.kind.as_deref() == Some("PAGE")
    }

    /// When it ends.
    #[must_use]
    pub fn expiry(&self) -> Expiry {
        match self.expires_at {
            None => Expiry::Unknown,
            Some(0) => Expiry::Never,
            Some(seconds) => Expiry::At(seconds),
        }
    }

    /// The permissions that personas and messages need and this token is known to lack.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let Some(scopes) = &self.scopes else { return Vec::new() };
        NEEDED.into_iter().filter(|needed| scopes.iter().all(|scope| scope != needed)).collect()
    }
}

/// When a token ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// Nobody told.
    Unknown,
    /// Never.
    Never,
    /// At this time, in seconds since 1970.
    At(u64),
}

/// <https://developers.facebook.com/docs/messenger-platform/send-messages/personas/>
const NEEDED: [&str; 1] = ["pages_messaging"];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> TokenFacts {
        serde_json::from_str::<Inspected>(json).unwrap().data
    }

    #[test]
    fn what_graph_does_not_tell_is_not_known() {
        let facts = read(r#"{"data":{}}"#);
        assert_eq!((facts.expiry(), facts.missing()), (Expiry::Unknown, vec![]));
        assert!(!facts.is_of_a_page() && !facts.is_of_a_person());
        assert_eq!(read("{}"), facts);
    }

    #[test]
    fn a_token_is_of_a_page_or_of_a_person_and_ends_or_not() {
        let page = read(r#"{"data":{"type":"PAGE","scopes":["pages_messaging"],"expires_at":0}}"#);
        assert!(page.is_of_a_page());
        assert_eq!((page.expiry(), page.missing()), (Expiry::Never, vec![]));
        let user = read(r#"{"data":{"type":"USER","scopes":["email"],"expires_at":1763856000}}"#);
        assert!(user.is_of_a_person());
        assert_eq!(user.expiry(), Expiry::At(1_763_856_000));
        assert_eq!(user.missing(), ["pages_messaging"]);
    }
}
