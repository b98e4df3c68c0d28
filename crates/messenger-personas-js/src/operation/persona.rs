//! Personas as they are given, and what is unwise in one.

use js_sys::JsString;
use messenger_personas::{
    CreatePersona, PageId, Persona, PersonaAdvice, PersonaId, PersonaName, PictureUrl,
};
use wasm_bindgen::JsValue;

use super::Operation;
use crate::{engine, given::Given, outcome::Failure};

/// Graph cannot change a persona: a new one is created, then the old one deleted.
pub(super) fn replace(given: &Given, page_id: &PageId) -> Result<Operation, Failure> {
    let old = given.parsed(0, PersonaId::parse)?;
    Ok(Operation::Replace(old, Box::new(draft(given, 1, page_id)?)))
}

/// The persona whose name stands at `place`.
pub(super) fn draft(given: &Given, place: u32, page_id: &PageId) -> Result<CreatePersona, Failure> {
    Ok(CreatePersona {
        page_id: page_id.clone(),
        name: given.parsed(place, PersonaName::parse)?,
        profile_picture_url: given.parsed(place + 1, PictureUrl::parse)?,
    })
}

/// What is unwise about a draft.
pub(crate) fn advice(
    draft: JsValue,
    context: JsValue,
    page_id: &PageId,
) -> Result<JsValue, Failure> {
    let draft = self::draft(&Given::read("personas.advice", draft)?, 0, page_id)?;
    let beside = Given::read("what a draft is looked at beside", context)?;
    let others = (1..beside.count()).step_by(2).map(|place| other(&beside, place));
    let others = others.collect::<Result<Vec<_>, _>>()?;
    let advice = draft.advice_by(beside.text(0).as_deref(), &others, &lower_case);
    Ok(engine::list(advice.into_iter().map(shown).collect()))
}

/// The persona whose id stands at `place`, and its name behind.
fn other(given: &Given, place: u32) -> Result<Persona, Failure> {
    Ok(Persona {
        id: given.parsed(place, PersonaId::parse)?,
        name: given.text(place + 1),
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
        PersonaAdvice::UncertainLength { .. } => ("length_in_doubt", None),
        PersonaAdvice::NameTaken { persona_id } => ("name_taken", Some(persona_id.to_string())),
        PersonaAdvice::PlainHttp => ("plain_http", None),
        PersonaAdvice::PrivateHost { .. } => ("private_host", None),
        PersonaAdvice::TunnelHost { .. } => ("tunnel_host", None),
        PersonaAdvice::FacebookPage => ("facebook_page", None),
        _ => ("other", None),
    };
    engine::plain("kind message personaId", [kind.into(), message.into(), persona_id.into()])
}
