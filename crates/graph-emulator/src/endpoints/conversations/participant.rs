//! Who takes part in a conversation, as Graph shows it.

use serde_json::{Value, json};

use crate::{
    endpoints::fields::{self, Field, NodeType},
    error::Refusal,
    json::{self, Object},
    model::{PageRecord, PersonRecord},
};

/// What `field` asks of each of them.
pub(super) fn fields(field: &Field) -> Result<Vec<Field>, Refusal> {
    fields::asked_in(field.inner.as_deref(), &PARTICIPANT)
}

pub(super) fn page(page: &PageRecord, fields: &[Field]) -> Value {
    shown(&page.name, page.id.as_str(), fields)
}

pub(super) fn person(person: &PersonRecord, fields: &[Field]) -> Value {
    shown(&person.name, person.psid.as_str(), fields)
}

fn shown(name: &str, id: &str, fields: &[Field]) -> Value {
    let value = |field: &str| match field {
        "name" => json!(name),
        "email" => json!(format!("{id}@facebook.com")),
        _ => json!(id),
    };
    json::value(&Object(fields.iter().map(|field| (field.name, value(field.name))).collect()))
}

const PARTICIPANT: NodeType = NodeType {
    name: "UnifiedThreadParticipant",
    fields: &["name", "email", "id"],
    default: &["name", "email", "id"],
};
