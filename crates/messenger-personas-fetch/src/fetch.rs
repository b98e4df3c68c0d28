//! `fetch` as a transport: the only place that touches the browser's network.
//!
//! gloo-net builds the request. Its `send` is not used: it panics if `fetch` rejects with
//! something that is no `Error`, or answers with something that is no `Response`, as replaced and
//! injected ones do. Here both are an ordinary [`NoAnswer`].

use std::time::Duration;

use gloo_net::http::{Headers, Method as GlooMethod, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, JsString, Promise, Reflect};
use messenger_personas::{HttpRequest, HttpResponse, Method};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use crate::{
    abort::AbortOnDrop,
    transport::{NoAnswer, Transport},
};

/// The transport over `fetch`.
#[derive(Clone, Debug)]
pub struct Fetch {
    fetch: Option<Function>,
}

impl Fetch {
    /// Over the runtime's own `fetch`, looked up at each call.
    #[must_use]
    pub fn global() -> Self {
        Self { fetch: None }
    }

    /// Over a function that is called as `fetch(request)`, with a `Request`, and answers as
    /// `fetch` does. It may come from elsewhere: of the response, only `status`, `headers` and
    /// `text()` are used.
    #[must_use]
    pub fn with(fetch: Function) -> Self {
        Self { fetch: Some(fetch) }
    }

    fn function(&self) -> Result<Function, JsValue> {
        match &self.fetch {
            Some(fetch) => Ok(fetch.clone()),
            None => get(&js_sys::global(), "fetch")?.dyn_into(),
        }
    }

    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, JsValue> {
        let abort = AbortOnDrop::new();
        let signal = abort.as_ref().map(AbortOnDrop::signal);
        let request = web_sys::Request::from(built(request, signal.as_ref())?);
        let answer = self.function()?.call1(&JsValue::UNDEFINED, &request)?;
        let response = JsFuture::from(Promise::resolve(&answer)).await?;
        let text: Function = get(&response, "text")?.dyn_into()?;
        let body = JsFuture::from(Promise::resolve(&text.call0(&response)?)).await?;
        Ok(HttpResponse {
            status: status(&response)?,
            headers: headers(&response)?,
            body: String::from(body.dyn_into::<JsString>()?).into_bytes(),
        })
    }
}

impl Transport for Fetch {
    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        self.call(request).await.map_err(|thrown| NoAnswer { reason: words(&thrown) })
    }

    fn wait(&self, duration: Duration) -> impl Future<Output = ()> {
        TimeoutFuture::new(u32::try_from(duration.as_millis()).unwrap_or(u32::MAX).min(MAX_TIMEOUT))
    }

    fn jitter(&self) -> f64 {
        js_sys::Math::random()
    }
}

fn built(
    request: HttpRequest,
    signal: Option<&web_sys::AbortSignal>,
) -> Result<gloo_net::http::Request, JsValue> {
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value);
    }
    let builder = RequestBuilder::new(&request.url)
        .method(match request.method {
            Method::Get => GlooMethod::GET,
            Method::Post => GlooMethod::POST,
            Method::Delete => GlooMethod::DELETE,
        })
        .headers(headers)
        .abort_signal(signal)
        .cache(RequestCache::NoStore)
        // Graph answers every origin with `*`, which a browser refuses together with cookies.
        .credentials(RequestCredentials::Omit)
        // A redirect could carry the token to another host.
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    let built = match request.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    built.map_err(|error| JsValue::from_str(&error.to_string()))
}

fn status(response: &JsValue) -> Result<u16, JsValue> {
    let status = get(response, "status")?.as_f64().unwrap_or_default();
    if (100.0..=599.0).contains(&status) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 100 and 599"
        )]
        return Ok(status as u16);
    }
    Err(JsValue::from_str("fetch answered with something that is no response"))
}

fn headers(response: &JsValue) -> Result<Vec<(String, String)>, JsValue> {
    let headers = get(response, "headers")?;
    if headers.is_undefined() {
        return Ok(Vec::new());
    }
    let entries = Array::from(&get(&headers, "entries")?.dyn_into::<Function>()?.call0(&headers)?);
    Ok(entries
        .iter()
        .filter_map(|entry| {
            let entry = Array::from(&entry);
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        })
        .collect())
}

fn get(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(value, &JsValue::from_str(name))
}

/// What was thrown, in words: an error's message, or the text itself.
fn words(thrown: &JsValue) -> String {
    thrown
        .as_string()
        .or_else(|| get(thrown, "message").ok()?.as_string())
        .unwrap_or_else(|| "fetch gave no reason".to_owned())
}

/// The longest that `setTimeout` can wait: 24.8 days.
const MAX_TIMEOUT: u32 = i32::MAX as u32;
