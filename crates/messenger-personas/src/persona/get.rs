//! `GET /{persona-id}`
//!
//! Reads one persona. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{ApiRequest, GraphRequest, Idempotency, Persona, PersonaField, PersonaId};
use alloc::vec::Vec;

/// Asks for one persona.
///
/// A persona that is unknown, deleted or another Page's is refused in the same way, as
/// [`GraphErrorKind::UnknownObject`](crate::GraphErrorKind::UnknownObject).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPersona {
    /// The persona.
    pub persona_id: PersonaId,
    /// What to read of it; empty is everything.
    pub fields: Vec<PersonaField>,
}

impl GetPersona {
    /// Everything about a persona.
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
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let get = GetPersona::new(PersonaId::parse("311").unwrap());
        assert_eq!(form(&get), "POST /311 method=get&access_token=TOKEN");
        assert_eq!(header(&get), "GET /311");
        assert_eq!(answered(&get, r#"{"id":311}"#).unwrap().id, get.persona_id);
        let name = GetPersona { fields: vec![PersonaField::Name], ..get };
        assert_eq!(header(&name), "GET /311?fields=name");
    }
}
