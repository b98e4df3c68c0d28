//! `DELETE /{persona-id}`
//!
//! Deletes a persona; its messages stay. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{ApiRequest, GraphRequest, Idempotency, PersonaId, Success};

/// Deletes a persona.
///
/// It can send no more, and there is no way back; what it sent keeps its name and picture. A
/// persona that is gone is refused as
/// [`GraphErrorKind::UnknownObject`](crate::GraphErrorKind::UnknownObject).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletePersona {
    /// The persona.
    pub persona_id: PersonaId,
}

impl DeletePersona {
    /// Deletes this persona.
    #[must_use]
    pub fn new(persona_id: PersonaId) -> Self {
        Self { persona_id }
    }
}

impl GraphRequest for DeletePersona {
    type Output = Success;

    fn api_request(&self) -> ApiRequest {
        ApiRequest::delete(self.persona_id.as_str())
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let delete = DeletePersona { persona_id: PersonaId::parse("311").unwrap() };
        assert_eq!(form(&delete), "POST /311 method=delete&access_token=TOKEN");
        assert_eq!(header(&delete), "DELETE /311");
        assert!(answered(&delete, r#"{"success":true}"#).is_ok());
    }
}
