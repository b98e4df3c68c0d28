//! `GET /{persona-id}`
//!
//! Reads one persona. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{GraphRequest, Method, Parts, Persona, PersonaId, Replay};

/// Asks for one persona.
///
/// A persona that is unknown, deleted or another Page's is refused in the same way, as
/// [`GraphErrorKind::UnknownObject`](crate::GraphErrorKind::UnknownObject).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPersona {
    /// The persona.
    pub persona_id: PersonaId,
}

impl GraphRequest for GetPersona {
    type Output = Persona;
    const REPLAY: Replay = Replay::Safe;

    fn parts(&self) -> Parts {
        Parts { method: Method::Get, path: self.persona_id.to_string(), params: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let get = GetPersona { persona_id: PersonaId::parse("311").unwrap() };
        assert_eq!(form(&get), "POST /311 method=get&access_token=TOKEN");
        assert_eq!(header(&get), "GET /311");
        assert_eq!(answered(&get, r#"{"id":311}"#).unwrap().id, get.persona_id);
    }
}
