//! `GET /{page-id}/personas`
//!
//! Lists the active personas of a Page. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{
    ApiRequest, Graph, GraphRequest, Idempotency, ListRequest, Listing, PageId, Paging, Persona,
    PersonaField, ResponseError, response::SuccessBody,
};

/// Lists a Page's personas, one [`Listing`] per request.
///
/// Graph has no parameters to count, search or sort. In captured responses the newest persona comes
/// first, but the order is not documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPersonas {
    /// Id of the Page.
    pub page_id: PageId,
    /// Fields to read of each persona; empty for all.
    pub fields: Vec<PersonaField>,
    /// Limit and position of the listing.
    pub paging: Paging,
}

impl ListPersonas {
    /// A request for the first listing, with Graph's default limit.
    #[must_use]
    pub fn new(page_id: PageId) -> Self {
        Self { page_id, fields: Vec::new(), paging: Paging::default() }
    }
}

impl GraphRequest for ListPersonas {
    type Output = Listing<Persona>;

    fn api_request(&self) -> ApiRequest {
        let request = ApiRequest::get(format!("{}/personas", self.page_id));
        self.paging.add_to(request.optional_text("fields", PersonaField::param(&self.fields)))
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }

    fn parse_success(&self, body: &SuccessBody, _: &Graph) -> Result<Self::Output, ResponseError> {
        body.listing()
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
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
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
    fn the_response_is_a_listing() {
        let list = ListPersonas::new(PageId::parse("134").unwrap());
        let listing = parsed(&list, r#"{"data":[{"id":"1","name":"Adam"}]}"#).unwrap();
        assert_eq!(listing.data[0].name.as_deref(), Some("Adam"));
    }
}
