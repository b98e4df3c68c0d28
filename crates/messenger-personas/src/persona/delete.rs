//! `DELETE /{persona-id}`
//!
//! Deletes a persona. Messages sent as it remain. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{ApiRequest, GraphRequest, Idempotency, PersonaId, Success};

/// Deletes a persona.
///
/// No more messages can be sent as the persona, and the deletion cannot be undone. Messages that
/// were sent as it keep its name and picture.
///
/// Fails with [`GraphErrorKind::UnknownObject`](crate::GraphErrorKind::UnknownObject) if the
/// persona does not exist. Meta does not document the response for one that is already deleted;
/// this crate expects the same error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletePersona {
    /// Id of the persona.
    pub persona_id: PersonaId,
}

impl DeletePersona {
    /// A request that deletes this persona.
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
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        let delete = DeletePersona { persona_id: PersonaId::parse("311").unwrap() };
        assert_eq!(form(&delete), "POST /311 method=delete&access_token=TOKEN");
        assert_eq!(header(&delete), "DELETE /311");
        assert!(parsed(&delete, r#"{"success":true}"#).is_ok());
    }
}
