//! `fetch` as a transport: the only place that touches the browser's network.
//!
//! Whatever is thrown here, and whatever `fetch` answers with, is a [`TransportError`] or a response:
//! page scripts replace `fetch`, and tests inject one, so nothing is taken to be of any class.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::{future::pending, time::Duration};

use js_sys::{Function, JsString, Object, Promise, Reflect};
use messenger_personas::{HttpRequest, HttpResponse};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReferrerPolicy, Request, RequestCache, RequestCredentials, RequestInit,
    RequestRedirect,
};

use crate::{
    abort::AbortOnDrop,
    timer::Timer,
    transport::{Transport, TransportError},
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

    async fn ask(&self, request: HttpRequest) -> Result<Fetched, TransportError> {
        let abort = AbortOnDrop::new();
        let not_sent = |thrown: JsValue| TransportError::not_sent(words(&thrown));
        let fetch = self.function().map_err(not_sent)?;
        let request = built(&request, abort.as_ref().map(AbortOnDrop::signal).as_ref())
            .map_err(|_| TransportError::not_sent("the runtime refuses to build the request"))?;
        let answer = asked(&fetch, &request, abort.as_ref()).await;
        let answer = answer.map_err(|thrown| TransportError::new(words(&thrown)))?;
        if let Some(abort) = abort {
            abort.over();
        }
        Ok(answer)
    }
}

/// Calls `fetch`, and reads the response to its end.
async fn asked(
    fetch: &Function,
    request: &Request,
    abort: Option<&AbortOnDrop>,
) -> Result<Fetched, JsValue> {
    let bound = |promise: JsValue| {
        JsFuture::from(match abort {
            Some(abort) => abort.bound(&promise),
            None => Promise::resolve(&promise),
        })
    };
    let response = bound(fetch.call1(&JsValue::UNDEFINED, request)?).await?;
    if !response.is_object() {
        return Err(JsValue::from_str(NO_RESPONSE));
    }
    if get(&response, "type")? == "opaqueredirect" {
        return Err(JsValue::from_str(REDIRECT));
    }
    let text: Function = get(&response, "text")?.dyn_into()?;
    let body = bound(text.call0(&response)?).await?;
    Ok(Fetched {
        status: status(&response)?,
        headers: get(&response, "headers")?,
        body: body.dyn_into::<JsString>()?,
    })
}

/// What `fetch` answered with, all of it.
struct Fetched {
    status: u16,
    headers: JsValue,
    body: JsString,
}

impl Transport for Fetch {
    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let Fetched { status, headers: list, body } = self.ask(request).await?;
        Ok(HttpResponse { status, headers: headers(&list), body: String::from(body).into_bytes() })
    }

    async fn wait(&self, duration: Duration) {
        let milliseconds = u32::try_from(duration.as_millis()).unwrap_or(u32::MAX);
        match Timer::start(milliseconds.min(MAX_TIMEOUT)) {
            Some(timer) => timer.rung().await,
            None => pending().await,
        }
    }

    fn jitter(&self) -> f64 {
        js_sys::Math::random()
    }

    fn now(&self) -> Duration {
        let milliseconds = monotonic().unwrap_or_else(js_sys::Date::now);
        Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
    }
}

/// `performance.now()`, where there is one; the clock on the wall can be set back.
fn monotonic() -> Option<f64> {
    let performance = get(&js_sys::global(), "performance").ok()?;
    let now: Function = get(&performance, "now").ok()?.dyn_into().ok()?;
    now.call0(&performance).ok()?.as_f64()
}

fn built(request: &HttpRequest, signal: Option<&AbortSignal>) -> Result<Request, JsValue> {
    let headers = Object::new();
    for (name, value) in &request.headers {
        Reflect::set(&headers, &JsValue::from_str(name), &JsValue::from_str(value))?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
    if let Some(body) = &request.body {
        init.set_body(&JsValue::from_str(body));
    }
    init.set_signal(signal);
    init.set_cache(RequestCache::NoStore);
    // Graph answers every origin with `*`, which a browser refuses together with cookies.
    init.set_credentials(RequestCredentials::Omit);
    // A redirect could carry the token to another host. `error` would do, but not every runtime
    // takes it; a redirect that comes back is no answer of Graph's.
    init.set_redirect(RequestRedirect::Manual);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    Request::new_with_str_and_init(&request.url, &init)
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
    Err(JsValue::from_str(NO_RESPONSE))
}

/// The headers, as far as they can be read: none of them is worth losing an answer.
fn headers(list: &JsValue) -> Vec<(String, String)> {
    let read = || -> Result<_, JsValue> {
        let entries = js_sys::try_iter(list)?;
        let mut headers = Vec::new();
        for entry in entries.into_iter().flatten() {
            let entry = entry?;
            if let (Some(name), Some(value)) =
                (get(&entry, "0")?.as_string(), get(&entry, "1")?.as_string())
            {
                headers.push((name, value));
            }
        }
        Ok(headers)
    };
    read().unwrap_or_default()
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

const REDIRECT: &str = "the address leads to another one, which is not followed";

const NO_RESPONSE: &str = "fetch answered with something that is no response";

/// The longest that `setTimeout` can wait: 24.8 days.
const MAX_TIMEOUT: u32 = i32::MAX as u32;
