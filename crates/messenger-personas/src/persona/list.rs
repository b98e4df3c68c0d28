//! `GET /{page-id}/personas`
//!
//! Lists the active personas of a Page. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use std::num::NonZeroU32;

use crate::{
    Cursor, GraphRequest, ListRequest, Listing, Method, PageId, Param, Parts, Persona, Replay,
};

/// Asks for one listing of a Page's personas.
///
/// Graph neither counts nor searches nor sorts; captures show the newest first, undocumented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPersonas {
    /// The Page.
    pub page_id: PageId,
    /// How many at most. Graph's own default is 25; the most it gives is not documented.
    pub limit: Option<NonZeroU32>,
    /// Start after this place.
    pub after: Option<Cursor>,
}

impl ListPersonas {
    /// The first listing, as long as Graph makes it.
    #[must_use]
    pub fn new(page_id: PageId) -> Self {
        Self { page_id, limit: None, after: None }
    }
}

impl GraphRequest for ListPersonas {
    type Output = Listing<Persona>;
    const REPLAY: Replay = Replay::Safe;

    fn parts(&self) -> Parts {
        let limit = self.limit.map(|limit| ("limit", Param::Text(limit.to_string())));
        let after =
            self.after.as_ref().map(|after| ("after", Param::Text(after.as_str().to_owned())));
        Parts {
            method: Method::Get,
            path: format!("{}/personas", self.page_id),
            params: limit.into_iter().chain(after).collect(),
        }
    }
}

impl ListRequest for ListPersonas {
    type Item = Persona;

    fn after(&self, cursor: Cursor) -> Self {
        Self { after: Some(cursor), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let first = ListPersonas::new(PageId::parse("134").unwrap());
        assert_eq!(form(&first), "POST /134/personas method=get&access_token=TOKEN");
        assert_eq!(header(&first), "GET /134/personas");
        let limit = NonZeroU32::new(100);
        let next = ListPersonas { limit, ..first }.after(Cursor::new("QVF+/="));
        let query = "limit=100&after=QVF%2B%2F%3D";
        assert_eq!(
            form(&next),
            format!("POST /134/personas {query}&method=get&access_token=TOKEN")
        );
        assert_eq!(header(&next), format!("GET /134/personas?{query}"));
    }

    #[test]
    fn it_answers_with_a_listing() {
        let list = ListPersonas::new(PageId::parse("134").unwrap());
        let listing = answered(&list, r#"{"data":[{"id":"1","name":"Adam"}]}"#).unwrap();
        assert_eq!(listing.data[0].name.as_deref(), Some("Adam"));
    }
}
