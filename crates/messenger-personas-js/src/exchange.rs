//! Exchanges, as `onExchange` sees them.

use js_sys::{Function, JSON};
use messenger_personas::Usage;
use messenger_personas_client::Exchange;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::{
    error::SERIALIZER,
    schema::walker::{get, text},
};

/// Calls `hook` with `exchange`. What it throws must not cost the call.
pub(crate) fn call_hook(hook: &Function, exchange: &Exchange<'_>) {
    let exchange = ExchangeDetails::from(exchange).serialize(&SERIALIZER).unwrap_or_default();
    drop(hook.call1(&JsValue::UNDEFINED, &exchange));
}

/// One attempt of a request, without secrets.
#[derive(Debug, Serialize)]
struct ExchangeDetails {
    method: &'static str,
    path: String,
    /// Counts from 1.
    attempt: u32,
    milliseconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<Usage>,
}

impl From<&Exchange<'_>> for ExchangeDetails {
    fn from(exchange: &Exchange<'_>) -> Self {
        let usage = exchange.usage();
        Self {
            method: exchange.method().as_str(),
            path: exchange.path(),
            attempt: exchange.attempt() + 1,
            milliseconds: exchange.elapsed().as_secs_f64() * 1000.0,
            status: exchange.status(),
            error: error_message(exchange),
            usage: (!usage.is_empty()).then_some(usage),
        }
    }
}

/// Why there is no response, or the message of Graph in it.
fn error_message(exchange: &Exchange<'_>) -> Option<String> {
    let Some(status) = exchange.status() else { return exchange.failure() };
    if (200..300).contains(&status) {
        return None;
    }
    let message = || {
        let body = JSON::parse(&exchange.response_body()?).ok()?;
        text(&get(&body, "error"), "message")
    };
    Some(message().unwrap_or_else(|| format!("status {status}")))
}
