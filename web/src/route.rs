//! Every address of the console.

use messenger_personas::{PersonaId, Psid};

pub(crate) const CONNECT: &str = "/connect";
pub(crate) const PERSONAS: &str = "/personas";
pub(crate) const NEW_PERSONA: &str = "/personas/new";
pub(crate) const CONVERSATIONS: &str = "/conversations";

/// The screen of one persona.
pub(crate) fn persona(id: &PersonaId) -> String {
    format!("{PERSONAS}/{id}")
}

/// The screen of one conversation.
pub(crate) fn conversation(psid: &Psid) -> String {
    format!("{CONVERSATIONS}/{psid}")
}

/// `path` with a persona already chosen to speak.
pub(crate) fn speaking_as(path: &str, id: &PersonaId) -> String {
    format!("{path}?{PERSONA}={id}")
}

/// The query parameter that names who speaks.
pub(crate) const PERSONA: &str = "persona";
/// The query parameter that filters the list.
pub(crate) const QUERY: &str = "q";
