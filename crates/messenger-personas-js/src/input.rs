//! The settings of a client and the options of its calls.

use alloc::string::ToString;
use core::time::Duration;

use js_sys::Reflect;
use messenger_personas::{
    AccessToken, ApiVersion, AppSecretProof, CallStyle, Graph, Origin, PageId,
};
use messenger_personas_fetch::Options;
use wasm_bindgen::JsValue;

use crate::{fields::Fields, outcome::Failure};

/// The Page, where and as whom it is asked, and how patiently.
pub(crate) fn settings(settings: JsValue) -> Result<(PageId, Graph, Options), Failure> {
    let fields = Fields::of(settings, "GraphClient", &SETTINGS)?;
    let page_id = checked(PageId::parse(&fields.text("pageId")?))?;
    let origin = fields.maybe_text("origin")?;
    let origin = origin.map(|origin| checked(Origin::parse(&origin))).transpose()?;
    let token = match (fields.maybe_text("accessToken")?, &origin) {
        (Some(token), _) => Some(checked(AccessToken::parse(&token))?),
        // A gateway of the caller's adds it.
        (None, Some(_)) => None,
        (None, None) => Some(checked(AccessToken::parse(&fields.text("accessToken")?))?),
    };
    let mut graph = Graph::gateway(origin.unwrap_or_default());
    graph.access_token = token;
    if let Some(version) = fields.maybe_text("version")? {
        graph.version = checked(ApiVersion::parse(&version))?;
    }
    if let Some(proof) = fields.maybe_text("appSecretProof")? {
        graph.app_secret_proof = Some(checked(AppSecretProof::parse(&proof))?);
    }
    graph.call_style = match fields.maybe_one_of("callStyle", &["form", "header"])? {
        Some(0) => CallStyle::Form,
        // Against Meta a browser spares the preflight; a gateway wants ordinary requests.
        None if in_browser() && graph.origin == Origin::default() => CallStyle::Form,
        _ => CallStyle::Header,
    };
    let patience = patience(&fields, &Options::default())?;
    Ok((page_id, graph, patience))
}

/// What a caller may say about one call.
#[derive(Clone)]
pub(crate) struct CallOptions {
    /// Aborts the call; `undefined` if there is none.
    pub(crate) signal: JsValue,
    /// Time-out and retries.
    pub(crate) patience: Options,
}

impl CallOptions {
    /// Nothing is said.
    pub(crate) fn of(client: &Options) -> Self {
        Self { signal: JsValue::UNDEFINED, patience: client.clone() }
    }

    pub(crate) fn read(options: JsValue, client: &Options) -> Result<Self, Failure> {
        if options.is_undefined() || options.is_null() {
            return Ok(Self::of(client));
        }
        if is_signal(&options) {
            // It has no names of its own, so that it would pass for options that say nothing.
            return Err(Failure::request("pass the signal by name, as { signal }"));
        }
        let fields = Fields::of(options, "the options argument", &OPTIONS)?;
        let signal = fields.value("signal").unwrap_or_default();
        if !signal.is_undefined() && !is_signal(&signal) {
            return Err(Failure::request("the signal is not an AbortSignal"));
        }
        Ok(Self { signal, patience: patience(&fields, client)? })
    }
}

/// The core's own sentence for a value that it refused.
pub(crate) fn checked<T, E: core::fmt::Display>(result: Result<T, E>) -> Result<T, Failure> {
    // One branch of formatting for all errors, and none of it here.
    fn refused(error: &dyn core::fmt::Display) -> Failure {
        Failure::request(&error.to_string())
    }
    result.map_err(|error| refused(&error))
}

/// Time-out and retries: what is given, else what holds for the client.
fn patience(fields: &Fields<'_>, client: &Options) -> Result<Options, Failure> {
    let mut options = client.clone();
    let milliseconds =
        fields.maybe_number("timeout", "number of milliseconds", (1, MAX_TIMEOUT))?;
    if let Some(milliseconds) = milliseconds {
        options.timeout = Duration::from_millis(milliseconds.into());
    }
    if let Some(times) = fields.maybe_number("maxRetries", "number", (0, MAX_RETRIES))? {
        options.retry.max_retries = times;
    }
    Ok(options)
}

/// Whether it has what is needed of an `AbortSignal`: it may be of another realm, or a polyfill.
fn is_signal(value: &JsValue) -> bool {
    ["addEventListener", "removeEventListener"].into_iter().all(|name| {
        Reflect::get(value, &JsValue::from_str(name)).is_ok_and(|value| value.is_function())
    })
}

/// Whether this is a page or a worker of a browser, where other origins cost a preflight.
fn in_browser() -> bool {
    let global = js_sys::global();
    let has = |name: &str| {
        Reflect::get(&global, &JsValue::from_str(name)).is_ok_and(|value| !value.is_undefined())
    };
    has("document") || has("WorkerGlobalScope")
}

/// `fetch` and `onExchange` are taken out before; they stand here to be named.
const SETTINGS: [&str; 10] = [
    "pageId",
    "accessToken",
    "version",
    "origin",
    "callStyle",
    "appSecretProof",
    "timeout",
    "maxRetries",
    "fetch",
    "onExchange",
];
const OPTIONS: [&str; 3] = ["signal", "timeout", "maxRetries"];
/// The longest that `setTimeout` can wait.
const MAX_TIMEOUT: u32 = i32::MAX as u32;
/// More would only hide that something is broken.
const MAX_RETRIES: u32 = 20;
