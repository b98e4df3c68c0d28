//! Any other call, in the caller's own words.

use messenger_personas::{Method, RawRequest};
use wasm_bindgen::JsValue;

use super::Operation;
use crate::{fields::Fields, input::checked, outcome::Failure};

pub(super) fn read(input: JsValue) -> Result<Operation, Failure> {
    let fields = Fields::of(input, "call", &["method", "path", "params"])?;
    let method = match fields.maybe_one_of("method", &["GET", "POST", "DELETE"])? {
        Some(1) => Method::Post,
        Some(2) => Method::Delete,
        _ => Method::Get,
    };
    let mut request = checked(RawRequest::new(method, &fields.text("path")?))?;
    if let Some(params) = fields.value("params") {
        let params = Fields::any(params, "params")?;
        for name in params.names() {
            request = checked(match params.value(&name) {
                Some(value) if value.is_string() => request.text(&name, &params.text(&name)?),
                _ => match params.json(&name)? {
                    Some(json) => request.json(&name, json),
                    None => continue,
                },
            })?;
        }
    }
    Ok(Operation::one(&request, "json"))
}
