//! `GET /me/accounts`
//!
//! Lists the Pages of the person that the access token belongs to. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/docs/pages/managing

use serde::{Deserialize, Deserializer};

use crate::{
    AccessToken, ApiRequest, Graph, GraphRequest, Idempotency, ListRequest, Listing, PageId,
    Paging, ResponseError, lenient, page::Picture, response::SuccessBody,
};

/// Lists the Pages that a person has a role on, with an access token for each, one [`Listing`] per
/// request.
///
/// Requires a *user* access token; Graph rejects a Page access token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListAccounts {
    /// Limit and position of the listing.
    pub paging: Paging,
}

impl GraphRequest for ListAccounts {
    type Output = Listing<Account>;

    fn api_request(&self) -> ApiRequest {
        let request = ApiRequest::get("me/accounts");
        self.paging.add_to(request.text("fields", "id,name,access_token,tasks,category,picture"))
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }

    fn parse_success(&self, body: &SuccessBody, _: &Graph) -> Result<Self::Output, ResponseError> {
        body.listing()
    }
}

impl ListRequest for ListAccounts {
    type Item = Account;

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn with_paging(&self, paging: Paging) -> Self {
        Self { paging }
    }
}

/// A Page that a person has a role on.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Account {
    /// Id of the Page.
    pub id: PageId,
    /// Name of the Page.
    #[serde(default, deserialize_with = "lenient::string")]
    pub name: Option<String>,
    /// Category of the Page, such as `Food`.
    #[serde(default, deserialize_with = "lenient::string")]
    pub category: Option<String>,
    /// Profile picture.
    #[serde(default, deserialize_with = "lenient::any")]
    pub picture: Option<Picture>,
    /// The person's tasks on the Page, such as `MESSAGING`.
    #[serde(default, deserialize_with = "lenient::items")]
    pub tasks: Vec<String>,
    /// Page access token. Expires with the user access token, or never if that is a long-lived one.
    #[serde(default, deserialize_with = "deserialize_token")]
    pub access_token: Option<AccessToken>,
}

impl Account {
    /// `true` if one of the tasks is known to include sending messages.
    ///
    /// Treat `false` as a hint only: Meta has renamed tasks before.
    #[must_use]
    pub fn may_message(&self) -> bool {
        self.tasks.iter().any(|task| Self::is_messaging(task))
    }

    /// `true` if `task` is known to include sending messages.
    #[must_use]
    pub fn is_messaging(task: &str) -> bool {
        MESSAGING_TASKS.contains(&task)
    }
}

/// Deserializes an invalid token as `None`: an error message could contain its text.
fn deserialize_token<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<AccessToken>, D::Error> {
    Ok(lenient::string(deserializer)?.and_then(|text| AccessToken::parse(&text).ok()))
}

const MESSAGING_TASKS: [&str; 6] = [
    "MESSAGING",
    "PAGES_MESSAGING",
    "PROFILE_PLUS_MESSAGING",
    "PROFILE_PLUS_FULL_CONTROL",
    "PROFILE_PLUS_MANAGE",
    "MANAGE",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cursor;
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        let list = ListAccounts::default();
        let fields = "fields=id%2Cname%2Caccess_token%2Ctasks%2Ccategory%2Cpicture";
        assert_eq!(header(&list), format!("GET /me/accounts?{fields}"));
        assert_eq!(
            form(&list.after(Cursor::new("a"))),
            format!("POST /me/accounts {fields}&after=a&method=get&access_token=TOKEN")
        );
    }

    #[test]
    fn page_tokens_are_parsed_and_not_shown_by_debug() {
        let json = r#"{"data":[
            {"access_token":"EAASECRET","category":"Food","name":"Market","id":"134","tasks":["ANALYZE","MESSAGING"]},
            {"id":"135","tasks":["ANALYZE"],"access_token":"two words"}]}"#;
        let listing = parsed(&ListAccounts::default(), json).unwrap();
        assert!(!format!("{listing:?}").contains("EAASECRET"));
        assert!(listing.data[0].may_message());
        assert_eq!(listing.data[0].access_token.as_ref().unwrap().expose_secret(), "EAASECRET");
        assert!(!listing.data[1].may_message());
        assert!(listing.data[1].access_token.is_none());
    }
}
