//! The parameter `persona_id`.

use messenger_personas::{Persona, PersonaId};

use crate::{
    endpoints::call::Call,
    error::GraphError,
    model::{PageRecord, UnknownPersona},
};

/// The persona that the message is sent as; `None` for the Page. A `persona_id` inside `message` is
/// ignored.
pub(super) fn find_persona(
    call: &Call<'_>,
    page: &PageRecord,
) -> Result<Option<Persona>, GraphError> {
    if !call.params.has("persona_id") {
        return Ok(None);
    }
    let id = call.params.required("persona_id")?;
    let record = PersonaId::parse(&id)
        .ok()
        .and_then(|id| call.state.active_persona(&id))
        .filter(|record| record.page_id == page.id);
    match (record, call.state.unknown_persona()) {
        (Some(record), _) => Ok(Some(record.persona.clone())),
        (None, UnknownPersona::SentAsPage) => Ok(None),
        (None, UnknownPersona::Refused) => Err(GraphError::persona_not_active(&id)),
    }
}
