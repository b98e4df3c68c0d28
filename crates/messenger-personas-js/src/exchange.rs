//! What an observer is shown of an exchange, without the token.

use js_sys::JsString;
use messenger_personas_fetch::Exchange;
use wasm_bindgen::JsValue;

use crate::engine;

/// The exchange as a plain object.
pub(crate) fn plain(exchange: &Exchange<'_>) -> JsValue {
    let path = exchange.path();
    let status = exchange.status();
    engine::plain(
        "method path attempt milliseconds status error usage",
        [
            exchange.method().as_str().into(),
            path.splitn(3, '/').nth(2).unwrap_or_default().into(),
            (exchange.attempt() + 1).into(),
            (exchange.elapsed().as_secs_f64() * 1000.0).into(),
            status.into(),
            exchange.failure().or_else(|| refusal(exchange, status?)).into(),
            engine::usage(
                ["x-app-usage", "x-page-usage", "x-business-use-case-usage"]
                    .map(|name| exchange.header(name).map_or(JsValue::UNDEFINED, JsValue::from)),
            ),
        ],
    )
}

/// Graph's own message, or the status if it gave none.
fn refusal(exchange: &Exchange<'_>, status: u16) -> Option<String> {
    if (200..300).contains(&status) {
        return None;
    }
    let body: JsString = exchange.response_body()?.into();
    Some(engine::message(&body).unwrap_or_else(|| ["status ", &status.to_string()].concat()))
}
