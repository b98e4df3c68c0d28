//! `GET /{persona-id}`
//!
//! Reads one persona. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{ApiRequest, GraphRequest, Idempotency, Persona, PersonaField, PersonaId};

/// Reads one persona.
///
/// Fails with [`GraphErrorKind::UnknownObject`](crate::GraphErrorKind::UnknownObject) if the
/// persona does not exist, was deleted or belongs to another Page. Meta does not document the
/// response for a deleted persona; this crate expects the same error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPersona {
    /// Id of the persona.
    pub persona_id: PersonaId,
    /// Fields to read; empty for all.
    pub fields: Vec<PersonaField>,
}

impl GetPersona {
    /// A request for all fields of this persona.
    #[must_use]
    pub fn new(persona_id: PersonaId) -> Self {
        Self { persona_id, fields: Vec::new() }
    }
}

impl GraphRequest for GetPersona {
    type Output = Persona;

    fn api_request(&self) -> ApiRequest {
        let fields = PersonaField::param(&self.fields);
        ApiRequest::get(self.persona_id.as_str()).optional_text("fields", fields)
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
        let get = GetPersona::new(PersonaId::parse("311").unwrap());
        assert_eq!(form(&get), "POST /311 method=get&access_token=TOKEN");
        assert_eq!(header(&get), "GET /311");
        assert_eq!(parsed(&get, r#"{"id":311}"#).unwrap().id, get.persona_id);
        let name = GetPersona { fields: vec![PersonaField::Name], ..get };
        assert_eq!(header(&name), "GET /311?fields=name");
    }
}
