//! Calls that travel together.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use js_sys::Array;
use messenger_personas::PageId;
use messenger_personas::{
    Batch, BatchItemError, Call, Done, Graph, GraphRequest, HttpResponse, Parts, Replay,
    ResponseError, UnreadableAnswer,
};
use messenger_personas_fetch::Error;
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
    replay: Replay,
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
        items.push(Item { kind, replay: call.replay });
        requests.push(Part(call));
    }
    Ok(Operation::Batch(checked(Batch::new(requests))?.call(), items))
}

impl Item {
    /// The outcome of one call, `answer` being what the kind `batch` in `engine.js` makes of it.
    pub(crate) fn outcome(&self, answer: &JsValue, graph: &Graph) -> JsValue {
        outcome(self.read(answer, graph).map_err(Into::into))
    }

    fn read(&self, answer: &JsValue, graph: &Graph) -> Result<JsValue, Failure> {
        let Some(answer) = answer.dyn_ref::<Array>() else {
            let message = BatchItemError::NotAnswered.to_string();
            return Err(Failure::not_answered(&message, self.replay == Replay::Never));
        };
        let text = answer.get(1);
        let (Some(status), Some(text)) =
            (answer.get(0).as_f64().and_then(engine::status), text.dyn_ref())
        else {
            let reason = UnreadableAnswer::OtherShape;
            return Err(self.unread(HttpResponse::json(0, "").unreadable(reason)));
        };
        let response = HttpResponse::json(status, String::new());
        let accepted = response.accepted_by(String::from(text), graph, &Text(text));
        let accepted = accepted.map_err(|error| self.unread(error))?;
        engine::read(text, self.kind).map_err(|reason| self.unread(accepted.unreadable(reason)))
    }

    fn unread(&self, error: ResponseError) -> Failure {
        Error::unread(error, self.replay).into()
    }
}

/// One call of a batch.
struct Part(Call);

impl GraphRequest for Part {
    /// It is read one by one.
    type Output = Done;

    fn parts(&self) -> Parts {
        self.0.parts.clone()
    }

    fn replay(&self) -> Replay {
        self.0.replay
    }
}

const ALONE: &str = "a call of a batch: call is none that can be part of a batch";
