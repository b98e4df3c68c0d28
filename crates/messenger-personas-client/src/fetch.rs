//! The transport over `fetch`, built on gloo-net.
//!
//! A page can replace the global `fetch`, and a caller can pass a function of its own. Whatever
//! those throw or return becomes an error or a response: `fetch` is called through js-sys, and a
//! response that is not of this realm's class is read through js-sys. gloo-net builds the request
//! and reads the runtime's own responses.

mod abort;
mod runtime;

use gloo_net::http::{Headers, Method as HttpMethod, RequestBuilder, Response};
use js_sys::{Array, Function, JsString, Promise, Reflect, Uint8Array};
use messenger_personas::{Graph, HttpRequest, HttpResponse, Method};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReferrerPolicy, Request, RequestCache, RequestCredentials, RequestRedirect,
    ResponseType, Url,
};

use self::abort::AbortOnDrop;
pub use self::runtime::JsRuntime;
use crate::{Client, Transport, TransportError};

/// A client over `fetch`.
pub type FetchClient = Client<FetchTransport, JsRuntime>;

impl FetchClient {
    /// A client over the runtime's `fetch`.
    #[must_use]
    pub fn fetch(graph: Graph) -> Self {
        Self::new(graph, FetchTransport::new(), JsRuntime)
    }
}

/// Transport over `fetch`: in browsers, workers, Node and other JavaScript runtimes.
///
/// Requests have no cookies, no referrer and no cache. Dropping a future aborts its request.
#[derive(Clone, Debug, Default)]
pub struct FetchTransport {
    fetch: Option<Function>,
}

impl FetchTransport {
    /// Uses the global `fetch`, looked up for each request.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Uses `fetch` instead of the global one. It is called with a `Request` and returns a promise
    /// of a response, of which `type`, `status`, `headers` and `text()` are used.
    #[must_use]
    pub fn with_fetch(fetch: Function) -> Self {
        Self { fetch: Some(fetch) }
    }

    fn function(&self) -> Result<Function, JsValue> {
        match &self.fetch {
            Some(fetch) => Ok(fetch.clone()),
            None => get(&js_sys::global(), "fetch")?.dyn_into(),
        }
    }
}

impl Transport for FetchTransport {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let not_sent = |thrown: JsValue| TransportError::not_sent(message(&thrown));
        let fetch = self.function().map_err(not_sent)?;
        let abort = AbortOnDrop::new().map_err(not_sent)?;
        // gloo-net panics if the runtime throws an error of another realm, as in Jest. An invalid
        // URL is the only cause of one, and is found here. A `URL` costs less than a `Request`, but
        // does not know what a relative URL is relative to.
        if Url::new(&request.url).is_err() {
            Request::new_with_str(&request.url).map_err(not_sent)?;
        }
        let headers = build_headers(&request.headers).map_err(not_sent)?;
        let request = build(request, headers, &abort.signal())
            .map_err(|error| TransportError::not_sent(error.to_string()))?;
        let response = fetch_response(&fetch, &request, &fulfilled_on_abort(&abort.signal()))
            .await
            .map_err(|thrown| TransportError::new(message(&thrown)))?;
        abort.disarm();
        Ok(response)
    }
}

/// Not gloo-net's `header()`: it panics if a name or a value is not allowed in a header.
fn build_headers(headers: &[(&str, String)]) -> Result<Headers, JsValue> {
    let built = web_sys::Headers::new()?;
    for (name, value) in headers {
        built.append(name, value)?;
    }
    Ok(Headers::from_raw(built))
}

fn build(
    request: HttpRequest,
    headers: Headers,
    signal: &AbortSignal,
) -> Result<Request, gloo_net::Error> {
    let method = match request.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Delete => HttpMethod::DELETE,
    };
    let builder = RequestBuilder::new(&request.url)
        .method(method)
        .headers(headers)
        .abort_signal(Some(signal))
        .cache(RequestCache::NoStore)
        // Graph allows every origin with `*`, which browsers refuse together with cookies.
        .credentials(RequestCredentials::Omit)
        // A redirect could send the token to another host. Not every runtime knows `error`.
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    let request = match request.body {
        Some(body) => builder.body(body)?,
        None => builder.build()?,
    };
    Ok(request.into())
}

/// Calls `fetch` and reads the response to its end.
async fn fetch_response(
    fetch: &Function,
    request: &Request,
    aborted: &Promise,
) -> Result<HttpResponse, JsValue> {
    let response = resolve_or_abort(&fetch.call1(&JsValue::UNDEFINED, request)?, aborted).await?;
    if response.dyn_ref().is_some_and(is_readable) {
        read(response.unchecked_into::<web_sys::Response>().into(), aborted).await
    } else {
        read_foreign(&response, aborted).await
    }
}

/// Returns a promise that is fulfilled when `signal` is aborted: rejected, it would have to be
/// handled.
fn fulfilled_on_abort(signal: &AbortSignal) -> Promise {
    Promise::new(&mut |resolve, _| {
        drop(signal.add_event_listener_with_callback("abort", &resolve));
    })
}

/// Waits for `value`, which can be a promise, or for the abort.
///
/// A future over a promise keeps its callbacks until the promise is fulfilled or rejected, which the
/// promise of a `fetch` that ignores its signal may never be. The future itself is dropped before
/// the abort, so that its result does not matter then.
async fn resolve_or_abort(value: &JsValue, aborted: &Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::race(&Array::of2(value, aborted))).await
}

/// `false` if a getter of the class throws, as for a proxy around a response, or if the headers are
/// of another class: gloo-net does not expect either.
fn is_readable(response: &web_sys::Response) -> bool {
    ["type", "status"].iter().all(|name| get(response, name).is_ok())
        && get(response, "headers")
            .is_ok_and(|headers| headers.is_instance_of::<web_sys::Headers>())
}

async fn read(response: Response, aborted: &Promise) -> Result<HttpResponse, JsValue> {
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(JsValue::from_str(REDIRECT));
    }
    let status = check_status(response.status())?;
    let headers = response.headers().entries().collect();
    // Not gloo-net's `binary()`: it panics if the body fails with something other than an `Error`.
    // And not `text()`: copying a string into wasm memory takes several times as long as bytes.
    let buffer = web_sys::Response::from(response).array_buffer()?;
    let buffer = resolve_or_abort(&buffer, aborted).await?;
    // The buffer can be of another realm than the class, as in Jest's jsdom environment.
    let constructor: Function = get(&js_sys::global(), "Uint8Array")?.dyn_into()?;
    let bytes = Reflect::construct(&constructor, &Array::of1(&buffer))?;
    Ok(HttpResponse { status, headers, body: bytes.dyn_into::<Uint8Array>()?.to_vec() })
}

/// Reads a response of another class, such as one of another realm or of a test double, and one
/// that only inherits from this realm's class.
async fn read_foreign(response: &JsValue, aborted: &Promise) -> Result<HttpResponse, JsValue> {
    if !response.is_object() {
        return Err(JsValue::from_str(NO_RESPONSE));
    }
    if get(response, "type").is_ok_and(|kind| kind == "opaqueredirect") {
        return Err(JsValue::from_str(REDIRECT));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number that does not fit becomes 0 or 65,535, which is no status"
    )]
    let status = check_status(get(response, "status")?.as_f64().unwrap_or_default() as u16)?;
    let text: Function = get(response, "text")?.dyn_into()?;
    let body = resolve_or_abort(&text.call0(response)?, aborted).await?;
    Ok(HttpResponse { status, headers: foreign_headers(response), body: into_bytes(body)? })
}

/// The headers that can be read: none of them is worth losing the response.
fn foreign_headers(response: &JsValue) -> Vec<(String, String)> {
    let headers = get(response, "headers").unwrap_or_default();
    let entries = js_sys::try_iter(&headers).ok().flatten();
    let read = |entry: Result<JsValue, JsValue>| {
        let entry = entry.ok()?;
        Some((get(&entry, "0").ok()?.as_string()?, get(&entry, "1").ok()?.as_string()?))
    };
    entries.into_iter().flatten().filter_map(read).collect()
}

/// Browsers hide the status of a redirect and call it `opaqueredirect`; Node shows the status.
fn check_status(status: u16) -> Result<u16, JsValue> {
    match status {
        300..=399 => Err(JsValue::from_str(REDIRECT)),
        100..=599 => Ok(status),
        _ => Err(JsValue::from_str(NO_RESPONSE)),
    }
}

fn into_bytes(body: JsValue) -> Result<Vec<u8>, JsValue> {
    Ok(String::from(body.dyn_into::<JsString>()?).into_bytes())
}

fn get(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(value, &JsValue::from_str(name))
}

/// The message of a thrown value: an error's message, or a thrown string.
fn message(thrown: &JsValue) -> String {
    thrown
        .as_string()
        .or_else(|| get(thrown, "message").ok()?.as_string())
        .unwrap_or_else(|| "fetch gave no reason".to_owned())
}

const REDIRECT: &str = "the server redirects to another address, which is not followed";

const NO_RESPONSE: &str = "fetch returned something that is not a response";
