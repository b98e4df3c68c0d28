//! A request that a client can send, and how its response is read.

use js_sys::{Array, JSON, Object as JsObject, Reflect};
use messenger_personas::{
    Account, ApiRequest, DecodeReason, FromResponse, Graph, GraphRequest, Idempotency,
    PreparedRequest, ResponseError, SuccessBody,
};
use wasm_bindgen::prelude::*;

use crate::schema::{
    Object, response,
    walker::{self, Invalid, get},
};

/// A request with valid input.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Request {
    prepared: PreparedRequest,
    response: ResponseKind,
}

/// The value that a response becomes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ResponseKind {
    /// The object of a schema.
    Object(&'static Object),
    /// A listing of such objects.
    Listing(&'static Object),
    /// A listing of the Pages of a person.
    Accounts,
    /// The app that owns a conversation.
    ThreadOwner,
    /// The JSON, with secrets redacted.
    Json,
}

/// A response as a JavaScript value.
#[derive(Debug)]
pub struct Decoded(pub(crate) JsValue);

impl Request {
    pub(crate) fn new(request: &impl GraphRequest, response: ResponseKind) -> Self {
        Self { prepared: request.prepare(), response }
    }

    pub(crate) fn object(request: &impl GraphRequest, object: &'static Object) -> Self {
        Self::new(request, ResponseKind::Object(object))
    }
}

impl GraphRequest for Request {
    type Output = Decoded;

    fn api_request(&self) -> ApiRequest {
        self.prepared.request.clone()
    }

    fn idempotency(&self) -> Idempotency {
        self.prepared.idempotency
    }

    fn parse_success(&self, body: &SuccessBody, graph: &Graph) -> Result<Decoded, ResponseError> {
        let checked = match self.response {
            ResponseKind::Object(object) => walker::check_response(&parse_json(body)?, object),
            ResponseKind::Listing(item) => walker::check_listing(&parse_json(body)?, item),
            ResponseKind::Accounts => accounts(&parse_json(body)?),
            ResponseKind::ThreadOwner => thread_owner(&parse_json(body)?),
            ResponseKind::Json => return redacted_json(body, graph),
        };
        match checked {
            Ok(value) => Ok(Decoded(value)),
            Err(invalid) if invalid.is_rounded_id() => {
                Err(body.decode_error(DecodeReason::RoundedId))
            }
            Err(_) => Err(body.decode_error(DecodeReason::UnexpectedShape)),
        }
    }
}

impl FromResponse for Decoded {
    fn from_success(body: &SuccessBody, graph: &Graph) -> Result<Self, ResponseError> {
        redacted_json(body, graph)
    }
}

fn parse_json(body: &SuccessBody) -> Result<JsValue, ResponseError> {
    JSON::parse(body.as_str()).map_err(|_| body.decode_error(DecodeReason::InvalidJson))
}

/// The addresses in the `paging` of a list contain the access token.
fn redacted_json(body: &SuccessBody, graph: &Graph) -> Result<Decoded, ResponseError> {
    match JSON::parse(&graph.redact(body.as_str())) {
        Ok(value) => Ok(Decoded(value)),
        Err(_) => Err(body.decode_error(DecodeReason::InvalidJson)),
    }
}

/// Adds to each account whether its tasks include sending messages.
fn accounts(value: &JsValue) -> Result<JsValue, Invalid> {
    let listing = walker::check_listing(value, &response::ACCOUNT)?;
    for account in get(&listing, "data").unchecked_into::<Array>().iter() {
        let tasks: Array = get(&account, "tasks").unchecked_into();
        let may_message = tasks
            .iter()
            .any(|task| task.as_string().is_some_and(|task| Account::is_messaging(&task)));
        drop(Reflect::set(&account, &"mayMessage".into(), &may_message.into()));
    }
    Ok(listing)
}

/// Graph answers with a list of one row, or of none if no app owns the conversation.
fn thread_owner(value: &JsValue) -> Result<JsValue, Invalid> {
    let rows = walker::check_response(value, &response::THREAD_OWNERS)?;
    let owner = get(&get(&get(&rows, "data"), "0"), "thread_owner");
    Ok(if owner.is_undefined() { JsObject::new().into() } else { owner })
}
