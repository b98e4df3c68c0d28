//! `POST /{page-id}/personas`
//!
//! Creates a persona for a Page. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use alloc::format;

use serde::{Deserialize, Serialize};

use crate::{ApiRequest, GraphRequest, Idempotency, PageId, PersonaId, PersonaName, PictureUrl};

/// Creates a persona.
///
/// Nothing forbids two personas with the same name and picture, so a create whose answer was lost
/// is never made again: list the personas and look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePersona {
    /// The Page that the persona speaks for.
    pub page_id: PageId,
    /// What customers see: "*name* from *Page name*".
    pub name: PersonaName,
    /// A picture of at most 8 MB, which Meta fetches once and copies.
    pub profile_picture_url: PictureUrl,
}

impl CreatePersona {
    /// Creates this persona.
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

/// What Graph answers to [`CreatePersona`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedPersona {
    /// The new persona.
    pub id: PersonaId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    fn create() -> CreatePersona {
        CreatePersona {
            page_id: PageId::parse("134").unwrap(),
            name: PersonaName::parse("Zoë & Ko").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/zoe.jpg").unwrap(),
        }
    }

    #[test]
    fn it_is_carried_in_both_styles() {
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
    fn it_answers_with_the_id() {
        let created = answered(&create(), r#"{"id":"1007240332817468"}"#).unwrap();
        assert_eq!(created.id.as_str(), "1007240332817468");
        assert!(answered(&create(), "{}").is_err());
    }
}
