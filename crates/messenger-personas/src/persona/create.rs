//! `POST /{page-id}/personas`
//!
//! Creates a persona for a Page. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use serde::{Deserialize, Serialize};

use crate::{ApiRequest, GraphRequest, Idempotency, PageId, PersonaId, PersonaName, PictureUrl};

/// Creates a persona.
///
/// Not idempotent: several personas can have the same name and picture. If the response was lost,
/// do not repeat the request; check with [`FindCreatedPersona`](crate::FindCreatedPersona)
/// whether the persona exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePersona {
    /// Id of the Page that the persona belongs to.
    pub page_id: PageId,
    /// Name, shown to customers as "*name* from *Page name*".
    pub name: PersonaName,
    /// URL of a picture of at most 8 MB. Meta downloads it once and keeps a copy.
    pub profile_picture_url: PictureUrl,
}

impl CreatePersona {
    /// A request that creates a persona with this name and picture.
    #[must_use]
    pub fn new(page_id: PageId, name: PersonaName, profile_picture_url: PictureUrl) -> Self {
        Self { page_id, name, profile_picture_url }
    }
}

impl GraphRequest for CreatePersona {
    type Output = CreatedPersona;

    fn api_request(&self) -> ApiRequest {
        ApiRequest::post(format!("{}/personas", self.page_id))
            .text("name", self.name.as_str())
            .text("profile_picture_url", self.profile_picture_url.as_str())
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::NonIdempotent
    }
}

/// The response to [`CreatePersona`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CreatedPersona {
    /// Id of the new persona.
    pub id: PersonaId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    fn create() -> CreatePersona {
        CreatePersona {
            page_id: PageId::parse("134").unwrap(),
            name: PersonaName::parse("Zoë & Ko").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/zoe.jpg").unwrap(),
        }
    }

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        assert_eq!(
            form(&create()),
            "POST /134/personas name=Zo%C3%AB%20%26%20Ko\
             &profile_picture_url=https%3A%2F%2Fexample.com%2Fzoe.jpg\
             &method=post&access_token=TOKEN"
        );
        assert_eq!(
            header(&create()),
            r#"POST /134/personas {"name":"Zoë & Ko","profile_picture_url":"https://example.com/zoe.jpg"}"#
        );
    }

    #[test]
    fn the_response_contains_the_id() {
        let created = parsed(&create(), r#"{"id":"1007240332817468"}"#).unwrap();
        assert_eq!(created.id.as_str(), "1007240332817468");
        assert!(parsed(&create(), "{}").is_err());
    }
}
