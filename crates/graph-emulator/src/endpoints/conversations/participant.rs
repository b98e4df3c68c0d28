//! Participants of a conversation.

use serde_json::{Value, json};

use crate::{
    endpoints::fields::{NodeType, SelectedField},
    error::GraphError,
    json::{self, Object},
    model::{PageRecord, PersonRecord},
};

/// The fields of each participant that `field` selects.
pub(super) fn fields<'a>(field: &SelectedField<'a>) -> Result<Vec<SelectedField<'a>>, GraphError> {
    field.query.select(&PARTICIPANT)
}

pub(super) fn page(page: &PageRecord, fields: &[SelectedField<'_>]) -> Value {
    object(&page.name, page.id.as_str(), fields)
}

pub(super) fn person(person: &PersonRecord, fields: &[SelectedField<'_>]) -> Value {
    object(&person.name, person.psid.as_str(), fields)
}

fn object(name: &str, id: &str, fields: &[SelectedField<'_>]) -> Value {
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
