//! Calls that travel together.

use js_sys::Array;
use messenger_personas::PageId;
use messenger_personas::{
    ApiRequest, Batch, BatchItemError, DecodeReason, Graph, GraphRequest, HttpResponse,
    Idempotency, PreparedRequest, ResponseError, Success,
};
use messenger_personas_client::Error;
use wasm_bindgen::{JsCast, JsValue};

use super::Operation;
use crate::{
    engine::{self, Text},
    given::{Given, checked},
    outcome::{Failure, outcome},
};

/// What is to be made of one answer.
pub(crate) struct Item {
    kind: &'static str,
    idempotency: Idempotency,
}

pub(super) fn read(input: &JsValue, page_id: &PageId) -> Result<Operation, Failure> {
    let Some(calls) = input.dyn_ref::<Array>() else {
        return Err(Failure::request("batch takes an array of calls"));
    };
    let (mut requests, mut items) = (Vec::new(), Vec::new());
    for call in calls.iter() {
        let given = Given::read("a call of a batch", call)?;
        let name = given.text(0).unwrap_or_default();
        if Operation::is_alone(&name) {
            return Err(Failure::request(ALONE));
        }
        let Operation::One(call, kind) = Operation::single(&name, given.value(1), page_id)? else {
            return Err(Failure::request(ALONE));
        };
        items.push(Item { kind, idempotency: call.idempotency });
        requests.push(Part(call));
    }
    Ok(Operation::Batch(checked(Batch::new(requests))?.prepare(), items))
}

impl Item {
    /// The outcome of one call, `answer` being what the kind `batch` in `engine.js` makes of it.
    pub(crate) fn outcome(&self, answer: &JsValue, graph: &Graph) -> JsValue {
        outcome(self.read(answer, graph).map_err(Into::into))
    }

    fn read(&self, answer: &JsValue, graph: &Graph) -> Result<JsValue, Failure> {
        let Some(answer) = answer.dyn_ref::<Array>() else {
            let message = BatchItemError::NoResponse.to_string();
            return Err(Failure::not_answered(
                &message,
                self.idempotency == Idempotency::NonIdempotent,
            ));
        };
        let text = answer.get(1);
        let (Some(status), Some(text)) =
            (answer.get(0).as_f64().and_then(engine::status), text.dyn_ref())
        else {
            let reason = DecodeReason::UnexpectedShape;
            return Err(self.unread(HttpResponse::json(0, "").decode_error(reason)));
        };
        let response = HttpResponse::json(status, String::new());
        let accepted = response.into_success_with(String::from(text), graph, &Text(text));
        let accepted = accepted.map_err(|error| self.unread(error))?;
        engine::read(text, self.kind).map_err(|reason| self.unread(accepted.decode_error(reason)))
    }

    fn unread(&self, error: ResponseError) -> Failure {
        Error::from_response(error, self.idempotency).into()
    }
}

/// One call of a batch.
struct Part(PreparedRequest);

impl GraphRequest for Part {
    /// It is read one by one.
    type Output = Success;

    fn api_request(&self) -> ApiRequest {
        self.0.request.clone()
    }

    fn idempotency(&self) -> Idempotency {
        self.0.idempotency
    }
}

const ALONE: &str = "a call of a batch: call is none that can be part of a batch";
