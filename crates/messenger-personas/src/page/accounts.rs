//! `GET /me/accounts`
//!
//! Lists the Pages of the person whose token is used. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/docs/pages/managing

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Deserializer};

use crate::{
    AccessToken, ApiRequest, GraphRequest, Idempotency, ListRequest, Listing, PageId, Paging,
    lenient, page::Picture,
};

/// Asks for one listing of the Pages that a person works for, with a token for each.
///
/// It takes a *user* access token; a Page's own token is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListAccounts {
    /// Which part of the list.
    pub paging: Paging,
}

impl GraphRequest for ListAccounts {
    type Output = Listing<Account>;

    fn api_request(&self) -> ApiRequest {
        let parts = ApiRequest::get("me/accounts");
        self.paging.write(parts.text("fields", "id,name,access_token,tasks,category,picture"))
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
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

/// A Page that a person works for.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Account {
    /// The Page.
    pub id: PageId,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::string")]
    pub name: Option<String>,
    /// What kind of Page it is, in words.
    #[serde(default, deserialize_with = "lenient::string")]
    pub category: Option<String>,
    /// Its picture.
    #[serde(default, deserialize_with = "lenient::any")]
    pub picture: Option<Picture>,
    /// What the person may do there, such as `MESSAGING`.
    #[serde(default, deserialize_with = "lenient::strings")]
    pub tasks: Vec<String>,
    /// The Page's own token. It lasts as long as the person's, or for ever if that was a
    /// long-lived one.
    #[serde(default, deserialize_with = "token")]
    pub access_token: Option<AccessToken>,
}

impl Account {
    /// Whether one of the tasks is known to include messages. Take `false` as a warning only:
    /// Meta has renamed tasks before.
    #[must_use]
    pub fn may_message(&self) -> bool {
        self.tasks.iter().any(|task| Self::is_messaging(task))
    }

    /// Whether a task is known to include messages.
    #[must_use]
    pub fn is_messaging(task: &str) -> bool {
        MESSAGING_TASKS.contains(&task)
    }
}

/// A token that is none is as good as absent, and must not stand in an error.
fn token<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<AccessToken>, D::Error> {
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
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let list = ListAccounts::default();
        let fields = "fields=id%2Cname%2Caccess_token%2Ctasks%2Ccategory%2Cpicture";
        assert_eq!(header(&list), format!("GET /me/accounts?{fields}"));
        assert_eq!(
            form(&list.after(Cursor::new("a"))),
            format!("POST /me/accounts {fields}&after=a&method=get&access_token=TOKEN")
        );
    }

    #[test]
    fn each_page_comes_with_its_token_which_is_not_shown() {
        let json = r#"{"data":[
            {"access_token":"EAASECRET","category":"Food","name":"Market","id":"134","tasks":["ANALYZE","MESSAGING"]},
            {"id":"135","tasks":["ANALYZE"],"access_token":"two words"}]}"#;
        let listing = answered(&ListAccounts::default(), json).unwrap();
        assert!(!format!("{listing:?}").contains("EAASECRET"));
        assert!(listing.data[0].may_message());
        assert_eq!(listing.data[0].access_token.as_ref().unwrap().expose_secret(), "EAASECRET");
        assert!(!listing.data[1].may_message());
        assert!(listing.data[1].access_token.is_none());
    }
}
