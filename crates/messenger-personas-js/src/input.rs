//! Plain objects in: the settings of a client, and reading what a caller gave.

use std::time::Duration;

use js_sys::Object;
use messenger_personas::{AccessToken, ApiVersion, CallStyle, Graph, Origin, PageId};
use messenger_personas_fetch::Options;
use serde::{Deserialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

use crate::{fields, outcome::Failure};

/// What every call of a client needs besides its driver.
#[derive(Debug)]
pub(crate) struct ClientSettings {
    pub(crate) page_id: PageId,
}

impl ClientSettings {
    pub(crate) fn read(settings: JsValue) -> Result<(Self, Graph, Options), Failure> {
        let raw: RawSettings = read(settings, "GraphClient")?;
        let mut graph = Graph::new(text(AccessToken::parse(&raw.access_token))?);
        if let Some(origin) = raw.origin {
            graph.origin = text(Origin::parse(&origin))?;
        }
        if let Some(version) = raw.version {
            graph.version = text(ApiVersion::parse(&version))?;
        }
        graph.app_secret_proof = raw.app_secret_proof;
        graph.call_style = match raw.call_style {
            Some(RawCallStyle::Form) => CallStyle::Form,
            // Against Meta a browser spares the preflight; a gateway wants ordinary requests.
            None if in_browser() && graph.origin == Origin::default() => CallStyle::Form,
            Some(RawCallStyle::Header) | None => CallStyle::Header,
        };
        let options = patience(raw.timeout, raw.max_retries, &Options::default())?;
        Ok((Self { page_id: text(PageId::parse(&raw.page_id))? }, graph, options))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawSettings {
    page_id: String,
    access_token: String,
    origin: Option<String>,
    version: Option<String>,
    call_style: Option<RawCallStyle>,
    app_secret_proof: Option<String>,
    timeout: Option<f64>,
    max_retries: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawCallStyle {
    Form,
    Header,
}

/// `value` as `T`; `what` names the call in the error.
///
/// A name that is not known is refused: a misspelt `personaId` would send as the Page.
pub(crate) fn read<T: DeserializeOwned>(value: JsValue, what: &str) -> Result<T, Failure> {
    if !value.is_object() {
        return Err(Failure::request(format!("{what} takes an object with named values")));
    }
    let known = fields::of::<T>();
    for key in
        Object::keys(value.unchecked_ref::<Object>()).iter().filter_map(|key| key.as_string())
    {
        if !known.contains(&key.as_str()) {
            let known = known.join(", ");
            return Err(Failure::request(format!("{what} has no {key}: it takes {known}")));
        }
    }
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        // serde speaks of fields; it never repeats a text that was given.
        Failure::request(format!("{what}: {}", words(&error)))
    })
}

/// The core's own sentence for a value that it refused.
pub(crate) fn text<T, E: std::fmt::Display>(result: Result<T, E>) -> Result<T, Failure> {
    result.map_err(|error| Failure::request(error.to_string()))
}

/// Options for a call: what is given, else what holds for the client.
pub(crate) fn patience(
    timeout: Option<f64>,
    max_retries: Option<u32>,
    client: &Options,
) -> Result<Options, Failure> {
    let mut options = client.clone();
    if let Some(milliseconds) = timeout {
        if !(1.0..=MAX_TIMEOUT).contains(&milliseconds) {
            return Err(Failure::request(
                "the timeout is a number of milliseconds from 1 to 2147483647",
            ));
        }
        options.timeout = Duration::from_secs_f64(milliseconds / 1000.0);
    }
    if let Some(max_retries) = max_retries {
        options.retry.max_retries = max_retries;
    }
    Ok(options)
}

fn words(error: &serde_wasm_bindgen::Error) -> String {
    let text = error.to_string();
    text.strip_prefix("Error: ").unwrap_or(&text).to_owned()
}

/// Whether this is a page or a worker of a browser, where other origins cost a preflight.
fn in_browser() -> bool {
    let global = js_sys::global();
    let has = |name: &str| {
        js_sys::Reflect::get(&global, &JsValue::from_str(name))
            .is_ok_and(|value| !value.is_undefined())
    };
    has("document") || has("WorkerGlobalScope")
}

/// The longest that `setTimeout` can wait, in milliseconds.
const MAX_TIMEOUT: f64 = 2_147_483_647.0;
