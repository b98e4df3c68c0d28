//! Personas: create, get, replace, delete, and what is unwise in one.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use js_sys::{Array, JsString};
use messenger_personas::{
    CreatePersona, DeletePersona, GetPersona, PageId, Persona, PersonaAdvice, PersonaId,
    PersonaName, PictureUrl,
};
use wasm_bindgen::JsValue;

use super::{Operation, word};
use crate::{engine, fields::Fields, outcome::Failure};

pub(super) fn create(input: JsValue, call: &str, page_id: &PageId) -> Result<Operation, Failure> {
    let fields = Fields::of(input, call, &["name", "profilePictureUrl"])?;
    Ok(Operation::one(&draft(&fields, page_id)?, "created"))
}

pub(super) fn get(input: &JsValue, call: &str) -> Result<Operation, Failure> {
    Ok(Operation::one(&GetPersona::new(word(input, call, PersonaId::parse)?), "persona"))
}

/// Graph cannot change a persona: a new one is created, then the old one deleted.
pub(super) fn replace(input: JsValue, call: &str, page_id: &PageId) -> Result<Operation, Failure> {
    let fields = Fields::of(input, call, &["id", "name", "profilePictureUrl"])?;
    let old = fields.parsed("id", PersonaId::parse)?;
    Ok(Operation::Replace(old, Box::new(draft(&fields, page_id)?)))
}

pub(super) fn delete(input: &JsValue, call: &str) -> Result<Operation, Failure> {
    Ok(Operation::one(&DeletePersona { persona_id: word(input, call, PersonaId::parse)? }, "done"))
}

fn draft(fields: &Fields<'_>, page_id: &PageId) -> Result<CreatePersona, Failure> {
    Ok(CreatePersona {
        page_id: page_id.clone(),
        name: fields.parsed("name", PersonaName::parse)?,
        profile_picture_url: fields.parsed("profilePictureUrl", PictureUrl::parse)?,
    })
}

/// What is unwise about a draft.
pub(crate) fn advice(
    draft: JsValue,
    context: JsValue,
    page_id: &PageId,
) -> Result<JsValue, Failure> {
    const CALL: &str = "personas.advice";
    let fields = Fields::of(draft, CALL, &["name", "profilePictureUrl"])?;
    let draft = self::draft(&fields, page_id)?;
    let (mut page_name, mut others) = (None, Vec::new());
    if !context.is_undefined() && !context.is_null() {
        let fields = Fields::of(context, CALL, &["pageName", "others"])?;
        page_name = fields.maybe_text("pageName")?;
        others = fields.each("others", other)?.unwrap_or_default();
    }
    let advice = draft.advice_by(page_name.as_deref(), &others, &lower_case);
    Ok(advice.into_iter().map(shown).collect::<Array>().into())
}

/// A persona as this package shows it, of which only id and name count.
fn other(input: JsValue) -> Result<Persona, Failure> {
    let fields = Fields::any(input, "a persona")?;
    Ok(Persona {
        id: fields.parsed("id", PersonaId::parse)?,
        name: fields.maybe_text("name")?,
        profile_picture_url: None,
    })
}

fn lower_case(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

fn shown(advice: PersonaAdvice) -> JsValue {
    let message = advice.to_string();
    let (kind, persona_id) = match advice {
        PersonaAdvice::PageName => ("page_name", None),
        PersonaAdvice::LengthInDoubt { .. } => ("length_in_doubt", None),
        PersonaAdvice::NameTaken { persona_id } => ("name_taken", Some(persona_id.to_string())),
        PersonaAdvice::PlainHttp => ("plain_http", None),
        PersonaAdvice::PrivateHost { .. } => ("private_host", None),
        PersonaAdvice::TunnelHost { .. } => ("tunnel_host", None),
        PersonaAdvice::FacebookPage => ("facebook_page", None),
        _ => ("other", None),
    };
    engine::plain("kind message personaId", [kind.into(), message.into(), persona_id.into()])
}
