//! Exchanges, as `onExchange` sees them.

use js_sys::{Function, JSON};
use messenger_personas::{BusinessUse, Meter, Usage};
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
    usage: Option<UsageDetails>,
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
            usage: (!usage.is_empty()).then(|| UsageDetails::from(usage)),
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

/// Rate limit usage in percent.
#[derive(Debug, Serialize)]
struct UsageDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    app: Option<MeterDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<MeterDetails>,
    business: Vec<BusinessUseDetails>,
}

impl From<Usage> for UsageDetails {
    fn from(usage: Usage) -> Self {
        Self {
            app: usage.app.map(MeterDetails::from),
            page: usage.page.map(MeterDetails::from),
            business: usage.business.into_iter().map(BusinessUseDetails::from).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct MeterDetails {
    call_count: u32,
    total_time: u32,
    total_cputime: u32,
}

impl From<Meter> for MeterDetails {
    fn from(Meter { call_count, total_time, total_cputime }: Meter) -> Self {
        Self { call_count, total_time, total_cputime }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BusinessUseDetails {
    business_id: String,
    r#type: String,
    #[serde(flatten)]
    meter: MeterDetails,
    /// Milliseconds.
    regain_access: f64,
}

impl From<BusinessUse> for BusinessUseDetails {
    fn from(business: BusinessUse) -> Self {
        Self {
            business_id: business.business_id,
            r#type: business.use_case,
            meter: business.meter.into(),
            regain_access: business.regain_access.as_secs_f64() * 1000.0,
        }
    }
}
