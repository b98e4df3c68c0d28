//! `GET /{page-id}?fields=name,picture` and `GET /me?fields=name,picture`
//!
//! Reads a Page's name and picture. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/docs/graph-api/reference/page/

use crate::{ApiRequest, GraphRequest, Idempotency, Page, PageId};

/// Reads a Page's name and picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPage {
    /// Id of the Page; `None` for the owner of the access token (`/me`).
    pub page_id: Option<PageId>,
}

impl GetPage {
    /// A request for this Page.
    #[must_use]
    pub fn new(page_id: PageId) -> Self {
        Self { page_id: Some(page_id) }
    }

    /// A request for the owner of the access token.
    ///
    /// With a Page access token that is the Page. With a user access token it is the person, who is
    /// returned as a [`Page`].
    #[must_use]
    pub fn me() -> Self {
        Self { page_id: None }
    }
}

impl GraphRequest for GetPage {
    type Output = Page;

    fn api_request(&self) -> ApiRequest {
        let node = self.page_id.as_ref().map_or("me", PageId::as_str);
        ApiRequest::get(node).text("fields", "name,picture")
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
        let me = GetPage { page_id: None };
        assert_eq!(form(&me), "POST /me fields=name%2Cpicture&method=get&access_token=TOKEN");
        let page = GetPage { page_id: PageId::parse("134").ok() };
        assert_eq!(header(&page), "GET /134?fields=name%2Cpicture");
        let json = r#"{"name":"M","picture":{"data":{"url":"https://a/b"}},"id":"134"}"#;
        assert_eq!(parsed(&page, json).unwrap().picture_url(), Some("https://a/b"));
    }
}
