//! What an observer is shown of an exchange, without the token.

use js_sys::JsString;
use messenger_personas::{ApiRequest, Graph, HttpResponse};
use wasm_bindgen::JsValue;

use crate::engine;

/// An attempt as a plain object; `answer` is the answer, or why none came.
pub(crate) fn plain(
    graph: &Graph,
    request: &ApiRequest,
    attempt: u32,
    milliseconds: f64,
    answer: &Result<(&HttpResponse, &str), String>,
) -> JsValue {
    let response = answer.as_ref().ok().map(|(response, _)| *response);
    let error = match answer {
        Ok((response, body)) => refusal(graph, response.status, body),
        Err(failure) => Some(failure.clone()),
    };
    let header =
        |name| response.and_then(|it| it.header(name)).map_or(JsValue::UNDEFINED, Into::into);
    engine::plain(
        "method path attempt milliseconds status error usage",
        [
            request.method.as_str().into(),
            request.path.as_str().into(),
            (attempt + 1).into(),
            milliseconds.into(),
            response.map(|response| response.status).into(),
            error.into(),
            engine::usage(["x-app-usage", "x-page-usage", "x-business-use-case-usage"].map(header)),
        ],
    )
}

/// Graph's own message, or the status if it gave none.
fn refusal(graph: &Graph, status: u16, body: &str) -> Option<String> {
    if (200..300).contains(&status) {
        return None;
    }
    let body: JsString = graph.redact(body).into();
    Some(engine::message(&body).unwrap_or_else(|| ["status ", &status.to_string()].concat()))
}
