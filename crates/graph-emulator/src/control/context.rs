//! What the handlers of the control plane receive and return.

use messenger_personas::{HttpResponse, Persona};
use serde::Serialize;
use serde_json::json;

use crate::{
    http::{Params, Request, cors},
    json,
    model::{Change, Seed, State, Timestamp, picture},
};

/// A request of the control plane, with the state.
pub(super) struct Control<'a> {
    pub(super) state: &'a State,
    pub(super) seed: &'a Seed,
    pub(super) request: &'a Request,
    /// Time of the emulator's clock.
    pub(super) now: Timestamp,
    /// Time of the caller's clock.
    pub(super) outside: Timestamp,
}

impl Control<'_> {
    pub(super) fn params(&self) -> Result<Params, ControlError> {
        Params::read(self.request).map_err(|error| ControlError(400, error.message))
    }

    /// The persona with an absolute picture URL.
    pub(super) fn with_absolute_picture(&self, persona: Option<&Persona>) -> Option<Persona> {
        let origin = &self.request.origin;
        persona.map(|persona| Persona {
            profile_picture_url: persona
                .profile_picture_url
                .as_ref()
                .map(|url| picture::to_public_url(origin, url).into_owned()),
            ..persona.clone()
        })
    }
}

pub(super) type ControlResult = Result<Output, ControlError>;

/// The body of a success, and the changes.
pub(super) struct Output {
    pub(super) body: String,
    pub(super) changes: Vec<Change>,
}

impl Output {
    pub(super) fn new(body: &impl Serialize) -> Self {
        Self { body: json::to_string(body), changes: Vec::new() }
    }

    pub(super) fn with_changes(self, changes: impl Into<Vec<Change>>) -> Self {
        Self { changes: changes.into(), ..self }
    }
}

/// A status, and a message that says how to fix the request.
pub(super) struct ControlError(pub(super) u16, pub(super) String);

impl ControlError {
    pub(super) fn response(&self) -> HttpResponse {
        json_response(self.0, json::to_string(&json!({"error": {"message": self.1}})))
    }
}

/// A JSON response of the control plane.
pub(super) fn json_response(status: u16, body: String) -> HttpResponse {
    let mut headers = cors::headers();
    headers.push(("content-type".to_owned(), "application/json; charset=utf-8".to_owned()));
    headers.push(("cache-control".to_owned(), "no-store".to_owned()));
    HttpResponse { status, headers, body: body.into_bytes() }
}
