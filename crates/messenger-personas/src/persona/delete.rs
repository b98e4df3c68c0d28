//! `DELETE /{persona-id}`
//!
//! Deletes a persona; its messages stay. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{GraphRequest, Method, Parts, PersonaId, Replay};

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

impl GraphRequest for DeletePersona {
    type Output = DeletedPersona;
    const REPLAY: Replay = Replay::Delete;

    fn parts(&self) -> Parts {
        Parts { method: Method::Delete, path: self.persona_id.to_string(), params: Vec::new() }
    }
}

/// What Graph answers to [`DeletePersona`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedPersona {
    /// Always true: an answer that says anything else is not read as one.
    #[serde(deserialize_with = "only_true")]
    pub success: bool,
}

fn only_true<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    if bool::deserialize(deserializer)? {
        Ok(true)
    } else {
        Err(de::Error::invalid_value(de::Unexpected::Bool(false), &"true"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{answered, form, header};

    #[test]
    fn a_persona_that_was_not_deleted_is_no_success() {
        assert!(serde_json::from_str::<DeletedPersona>(r#"{"success":true}"#).is_ok());
        assert!(serde_json::from_str::<DeletedPersona>(r#"{"success":false}"#).is_err());
    }

    #[test]
    fn it_is_carried_in_both_styles() {
        let delete = DeletePersona { persona_id: PersonaId::parse("311").unwrap() };
        assert_eq!(form(&delete), "POST /311 method=delete&access_token=TOKEN");
        assert_eq!(header(&delete), "DELETE /311");
        assert!(answered(&delete, r#"{"success":true}"#).unwrap().success);
    }
}
