//! `client.call`: requests that this package has no method for.

use messenger_personas::{Method, RawRequest};
use wasm_bindgen::prelude::*;

use crate::{
    client::Client,
    error::RequestError,
    input::json,
    request::{Request, ResponseKind},
};

#[wasm_bindgen]
impl Client {
    /// A builder for any request.
    #[wasm_bindgen(js_name = rawRequest)]
    pub fn raw_request(&self, method: &str, path: &str) -> Result<RawRequestBuilder, JsValue> {
        let method = match method {
            "GET" => Method::Get,
            "POST" => Method::Post,
            "DELETE" => Method::Delete,
            _ => return Err(RequestError::new("call: method is not GET, POST or DELETE").into()),
        };
        let request = RawRequest::new(method, path).map_err(RequestError::new)?;
        Ok(RawRequestBuilder { request })
    }
}

/// Builds a request from a method, a path and parameters.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RawRequestBuilder {
    request: RawRequest,
}

#[wasm_bindgen]
impl RawRequestBuilder {
    /// Adds a parameter: a string as it is, any other value as JSON.
    pub fn param(self, name: &str, value: &JsValue) -> Result<RawRequestBuilder, JsValue> {
        let request = match value.as_string() {
            Some(text) => self.request.text(name, &text),
            None => self.request.json(name, json(value)?),
        };
        Ok(Self { request: request.map_err(RequestError::new)? })
    }

    /// The request.
    #[must_use]
    pub fn build(self) -> Request {
        Request::new(&self.request, ResponseKind::Json)
    }
}
