//! Participants of a conversation.

use serde_json::{Value, json};

use crate::{
    endpoints::fields::{self, NodeType, SelectedField},
    error::GraphError,
    json::{self, Object},
    model::{PageRecord, PersonRecord},
};

/// The fields of each participant that `field` selects.
pub(super) fn fields(field: &SelectedField) -> Result<Vec<SelectedField>, GraphError> {
    fields::parse_text(field.inner.as_deref(), &PARTICIPANT)
}

pub(super) fn page(page: &PageRecord, fields: &[SelectedField]) -> Value {
    object(&page.name, page.id.as_str(), fields)
}

pub(super) fn person(person: &PersonRecord, fields: &[SelectedField]) -> Value {
    object(&person.name, person.psid.as_str(), fields)
}

fn object(name: &str, id: &str, fields: &[SelectedField]) -> Value {
    let value = |field: &str| match field {
        "name" => json!(name),
        "email" => json!(format!("{id}@facebook.com")),
        _ => json!(id),
    };
    json::to_value(&Object(fields.iter().map(|field| (field.name, value(field.name))).collect()))
}

const PARTICIPANT: NodeType = NodeType {
    name: "UnifiedThreadParticipant",
    fields: &["name", "email", "id"],
    default: &["name", "email", "id"],
};
