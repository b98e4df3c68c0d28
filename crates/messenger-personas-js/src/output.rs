//! Plain objects out, in JavaScript's spelling.

use messenger_personas::{Listing, Persona, PersonaId};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A persona as JavaScript sees it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PersonaOutput {
    id: PersonaId,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile_picture_url: Option<String>,
}

impl From<Persona> for PersonaOutput {
    fn from(persona: Persona) -> Self {
        let Persona { id, name, profile_picture_url } = persona;
        Self { id, name, profile_picture_url }
    }
}

/// A listing as JavaScript sees it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListingOutput {
    data: Vec<PersonaOutput>,
    has_more: bool,
    has_previous: bool,
    after: Option<String>,
    before: Option<String>,
}

impl From<Listing<Persona>> for ListingOutput {
    fn from(listing: Listing<Persona>) -> Self {
        Self {
            data: listing.data.into_iter().map(PersonaOutput::from).collect(),
            has_more: listing.has_more,
            has_previous: listing.has_previous,
            after: listing.after.map(|cursor| cursor.as_str().to_owned()),
            before: listing.before.map(|cursor| cursor.as_str().to_owned()),
        }
    }
}

/// `value` as a plain object. What cannot be shown as one is `undefined`; nothing here is such.
pub(crate) fn value(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}
