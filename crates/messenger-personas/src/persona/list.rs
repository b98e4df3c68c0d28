//! `GET /{page-id}/personas`
//!
//! Lists the active personas of a Page. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{
    ApiRequest, GraphRequest, Idempotency, ListRequest, Listing, PageId, Paging, Persona,
    PersonaField,
};
use alloc::{format, vec::Vec};

/// Asks for one listing of a Page's personas.
///
/// Graph neither counts nor searches nor sorts; captures show the newest first, undocumented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPersonas {
    /// The Page.
    pub page_id: PageId,
    /// What to read of each; empty is everything.
    pub fields: Vec<PersonaField>,
    /// Which part of the list.
    pub paging: Paging,
}

impl ListPersonas {
    /// The first listing, as long as Graph makes it.
    #[must_use]
    pub fn new(page_id: PageId) -> Self {
        Self { page_id, fields: Vec::new(), paging: Paging::default() }
    }
}

impl GraphRequest for ListPersonas {
    type Output = Listing<Persona>;

    fn api_request(&self) -> ApiRequest {
        let parts = ApiRequest::get(format!("{}/personas", self.page_id));
        self.paging.write(parts.optional_text("fields", PersonaField::param(&self.fields)))
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }
}

impl ListRequest for ListPersonas {
    type Item = Persona;

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
    use crate::Cursor;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let first = ListPersonas::new(PageId::parse("134").unwrap());
        assert_eq!(form(&first), "POST /134/personas method=get&access_token=TOKEN");
        assert_eq!(header(&first), "GET /134/personas");
        let long = ListPersonas { paging: Paging::limit(100), ..first.clone() };
        let next = long.after(Cursor::new("QVF+/="));
        let query = "limit=100&after=QVF%2B%2F%3D";
        assert_eq!(
            form(&next),
            format!("POST /134/personas {query}&method=get&access_token=TOKEN")
        );
        assert_eq!(header(&next), format!("GET /134/personas?{query}"));
        let back = long.before(Cursor::new("b"));
        assert_eq!(header(&back), "GET /134/personas?limit=100&before=b");
        let fields = vec![PersonaField::Name, PersonaField::ProfilePictureUrl];
        assert_eq!(
            header(&ListPersonas { fields, ..first }),
            "GET /134/personas?fields=name%2Cprofile_picture_url"
        );
    }

    #[test]
    fn it_answers_with_a_listing() {
        let list = ListPersonas::new(PageId::parse("134").unwrap());
        let listing = answered(&list, r#"{"data":[{"id":"1","name":"Adam"}]}"#).unwrap();
        assert_eq!(listing.data[0].name.as_deref(), Some("Adam"));
    }
}
