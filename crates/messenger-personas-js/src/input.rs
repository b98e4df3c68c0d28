//! The settings of a client and the options of its calls.

use std::time::Duration;

use messenger_personas::{
    AccessToken, ApiVersion, AppSecretProof, CallStyle, Graph, Origin, PageId,
};
use messenger_personas_client::Options;
use wasm_bindgen::JsValue;

use crate::{given::Given, outcome::Failure};

/// The Page, where and as whom it is asked, and how patiently.
pub(crate) fn settings(settings: JsValue) -> Result<(PageId, Graph, Options), Failure> {
    let given = Given::read("GraphClient", settings)?;
    let page_id = given.parsed(0, PageId::parse)?;
    let mut graph = Graph::gateway(given.maybe(3, Origin::parse)?.unwrap_or_default());
    graph.access_token = given.maybe(1, AccessToken::parse)?;
    if let Some(version) = given.maybe(2, ApiVersion::parse)? {
        graph.version = version;
    }
    graph.app_secret_proof = given.maybe(5, AppSecretProof::parse)?;
    let is_in_browser = given.flag(8);
    graph.call_style = match given.number(4) {
        Some(0) => CallStyle::Form,
        // Against Meta a browser spares the preflight; a gateway wants ordinary requests.
        None if is_in_browser && graph.origin == Origin::default() => CallStyle::Form,
        _ => CallStyle::Header,
    };
    Ok((page_id, graph, patience(&given, 6, &Options::default())))
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
        let given = Given::read("the options argument", options)?;
        Ok(Self { signal: given.value(0), patience: patience(&given, 1, client) })
    }
}

/// Time-out and retries, at `place` and behind: what is given, else what holds for the client.
fn patience(given: &Given, place: u32, client: &Options) -> Options {
    let mut options = client.clone();
    if let Some(milliseconds) = given.number(place) {
        options.timeout = Duration::from_millis(milliseconds.into());
    }
    if let Some(times) = given.number(place + 1) {
        options.retry.max_retries = times;
    }
    options
}
