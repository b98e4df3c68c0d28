//! `client.personas`.

use js_sys::{Array, Promise};
use messenger_personas::{
    CreatePersona, DeletePersona, GetPersona, Persona, PersonaAdvice, PersonaId, ReplacePersona,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{
    abort::until_aborted,
    client::{Client, promise},
    error::{CallError, RequestError, SERIALIZER},
    input::{Body, parse},
    options::CallOptions,
    request::Request,
    schema::{Kind, request::CREATE_PERSONA, response},
};

#[wasm_bindgen]
impl Client {
    /// A request that creates a persona.
    #[wasm_bindgen(js_name = createPersona)]
    pub fn create_persona(&self, body: &JsValue) -> Result<Request, JsValue> {
        let create = self.new_persona("personas.create", body)?;
        Ok(Request::object(&create, &response::CREATED))
    }

    /// A request that reads a persona.
    #[wasm_bindgen(js_name = getPersona)]
    pub fn get_persona(&self, id: &str) -> Result<Request, JsValue> {
        Ok(Request::object(&GetPersona::new(parse(id)?), &response::PERSONA))
    }

    /// A request that deletes a persona.
    #[wasm_bindgen(js_name = deletePersona)]
    pub fn delete_persona(&self, id: &str) -> Result<Request, JsValue> {
        Ok(Request::object(&DeletePersona::new(parse(id)?), &response::SUCCESS))
    }

    /// Creates a persona, then deletes the old one. The promise resolves to the new id.
    #[wasm_bindgen(js_name = replacePersona)]
    pub fn replace_persona(
        &self,
        id: &str,
        body: &JsValue,
        options: CallOptions,
    ) -> Result<Promise, JsValue> {
        let new = self.new_persona("personas.replace", body)?;
        let mut replace = ReplacePersona::new(parse(id)?, new);
        let (client, signal, options) = self.resolve(options);
        // The signal is not left to `promise`: an abort between the two requests is reported.
        Ok(promise(None, async move {
            let run = until_aborted(signal, client.run_with(&mut replace, &options)).await;
            let error: CallError = match run {
                Ok(Ok(created)) => return Ok(to_js(&created)),
                Ok(Err(error)) => error.into(),
                Err(aborted) => aborted.into(),
            };
            Err(match replace.created() {
                Some(created) => CallError::ReplaceIncomplete {
                    created: created.clone(),
                    old: replace.old().clone(),
                    cause: Box::new(error),
                },
                None => error,
            })
        }))
    }

    /// Warnings about a persona. `others` are personas.
    #[expect(clippy::needless_pass_by_value, reason = "wasm-bindgen has no optional &str")]
    pub fn advice(
        &self,
        body: &JsValue,
        page_name: Option<String>,
        others: &Array,
    ) -> Result<JsValue, JsValue> {
        let new = self.new_persona("personas.advice", body)?;
        let Body(others) = Body::check("others", others, &PERSONAS)?;
        let others = Array::from(&others);
        let others = others.iter().map(|other| {
            let other = Body(other);
            Ok(Persona {
                id: other.required("id")?,
                name: other.text("name"),
                profile_picture_url: None,
            })
        });
        let others = others.collect::<Result<Vec<_>, RequestError>>()?;
        let advice = new.advice(page_name.as_deref(), &others);
        Ok(to_js(&advice.iter().map(Advice::from).collect::<Vec<_>>()))
    }
}

impl Client {
    fn new_persona(&self, call: &str, body: &JsValue) -> Result<CreatePersona, RequestError> {
        let body = Body::check(call, body, &Kind::Object(&CREATE_PERSONA))?;
        Ok(CreatePersona {
            page_id: self.page_id.clone(),
            name: body.required("name")?,
            profile_picture_url: body.required("profile_picture_url")?,
        })
    }
}

/// A warning about a persona.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Advice {
    kind: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    persona_id: Option<PersonaId>,
}

impl From<&PersonaAdvice> for Advice {
    fn from(advice: &PersonaAdvice) -> Self {
        let (kind, persona_id) = match advice {
            PersonaAdvice::PageName => ("page_name", None),
            PersonaAdvice::UncertainLength { .. } => ("uncertain_length", None),
            PersonaAdvice::NameTaken { persona_id } => ("name_taken", Some(persona_id.clone())),
            PersonaAdvice::PlainHttp => ("plain_http", None),
            PersonaAdvice::PrivateHost { .. } => ("private_host", None),
            PersonaAdvice::TunnelHost { .. } => ("tunnel_host", None),
            PersonaAdvice::FacebookPage => ("facebook_page", None),
            _ => ("other", None),
        };
        Self { kind, message: advice.to_string(), persona_id }
    }
}

fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&SERIALIZER).unwrap_or_default()
}

const PERSONAS: Kind = Kind::List(&Kind::Object(&response::PERSONA), None);
