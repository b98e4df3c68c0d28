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
