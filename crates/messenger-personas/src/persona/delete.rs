//! `DELETE /{persona-id}`
//!
//! Deletes a persona; its messages stay. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use serde::{Deserialize, Serialize};

use crate::{GraphRequest, Method, Parts, PersonaId, Replay};

/// Deletes a persona.
///
/// It can send no more, and there is no way back; what it sent keeps its name and picture. Asking
/// again after a lost answer is harmless: a persona that is gone is refused as
/// [`GraphErrorKind::UnknownObject`](crate::GraphErrorKind::UnknownObject).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletePersona {
    /// The persona.
    pub persona_id: PersonaId,
}

impl GraphRequest for DeletePersona {
    type Output = DeletedPersona;
    const REPLAY: Replay = Replay::Safe;

    fn parts(&self) -> Parts {
        Parts { method: Method::Delete, path: self.persona_id.to_string(), params: Vec::new() }
    }
}

/// What Graph answers to [`DeletePersona`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedPersona {
    /// Whether it was deleted.
    pub success: bool,
}
