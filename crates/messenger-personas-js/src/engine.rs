//! The transport: `fetch`, with answers that stay in JavaScript until it is known what to read.
//!
//! A listing can be a megabyte. What the core has to see of it is how it starts and ends; the rest is
//! read by the engine, which never copies it.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::{Array, Function, JsString};
use messenger_personas::{
    Accepted, Graph, HttpRequest, HttpResponse, JsonReader, Refusal, RefusalWords, ResponseError,
    UnreadableAnswer,
};
use messenger_personas_fetch::{Exchange, Fetch, Fetched, NoAnswer, Transport};
use wasm_bindgen::prelude::*;

use crate::{account, exchange};

/// `fetch`, for one call at a time: clones share what it is called with, not what it answered.
#[derive(Debug)]
pub(crate) struct Engine {
    fetch: Fetch,
    observer: Option<Function>,
    /// The answer to the last attempt, until it is found to be none.
    answer: Rc<RefCell<Option<JsString>>>,
}

impl Engine {
    pub(crate) fn new(fetch: Option<Function>, observer: Option<Function>) -> Self {
        let fetch = fetch.map_or_else(Fetch::global, Fetch::with);
        Self { fetch, observer, answer: Rc::default() }
    }

    /// What Graph accepted the last call with, as a value of this `kind` in `engine.js`.
    pub(crate) fn read(&self, accepted: &Accepted, kind: &str) -> Result<JsValue, ResponseError> {
        let answer = self.answer.take().unwrap_or_else(|| accepted.json().into());
        let value = read(&answer, kind).map_err(|reason| accepted.unreadable(reason))?;
        if kind == "accounts" {
            account::judge(&value);
        }
        Ok(value)
    }
}

impl Clone for Engine {
    fn clone(&self) -> Self {
        let (fetch, observer) = (self.fetch.clone(), self.observer.clone());
        Self { fetch, observer, answer: Rc::default() }
    }
}

impl Transport for Engine {
    const OBSERVES: bool = true;

    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let Fetched { status, headers, body } = self.fetch.ask(request).await?;
        let text = if body.length() > LONG {
            // The core takes an error in the middle of an answer for a part of a row anyway.
            let head = String::from(body.slice(0, NEAR));
            head + &String::from(body.slice(body.length() - NEAR, body.length()))
        } else {
            String::from(&body)
        };
        self.answer.replace(Some(body));
        Ok(HttpResponse { status, headers: known(&headers), body: text.into_bytes() })
    }

    fn wait(&self, duration: Duration) -> impl Future<Output = ()> {
        self.fetch.wait(duration)
    }

    fn jitter(&self) -> f64 {
        self.fetch.jitter()
    }

    fn now(&self) -> Duration {
        // Two looks at the clock for every attempt are too much for nobody.
        if self.observer.is_some() { self.fetch.now() } else { Duration::ZERO }
    }

    fn accepted(&self, response: HttpResponse, graph: &Graph) -> Result<Accepted, ResponseError> {
        let answer = self.answer.take().unwrap_or_else(|| JsString::from(""));
        let accepted = response.accepted_by(graph, &Text(&answer))?;
        self.answer.replace(Some(answer));
        Ok(accepted)
    }

    fn observe(&self, exchange: &Exchange<'_>) {
        if let Some(observer) = &self.observer {
            // What an observer throws is its own; it must cost no call.
            let _ignored = observer.call1(&JsValue::UNDEFINED, &exchange::plain(exchange));
        }
    }
}

/// Reads one text with the engine, whatever the core shows of it.
pub(crate) struct Text<'a>(pub(crate) &'a JsString);

impl JsonReader for Text<'_> {
    fn refusal(&self, _: &str, _: &Graph) -> Result<Refusal, UnreadableAnswer> {
        let members = js::refusal(self.0);
        if members.is_undefined() {
            return Ok(Refusal::None);
        }
        if members.is_null() {
            return Err(UnreadableAnswer::BrokenJson);
        }
        let Ok(members) = members.dyn_into::<Array>() else { return Ok(Refusal::Odd) };
        let text = |place| members.get(place).as_string();
        let number = |place| members.get(place).as_f64().and_then(whole);
        Ok(Refusal::Error(Box::new(RefusalWords {
            code: number(0).unwrap_or_default(),
            subcode: number(1),
            error_type: text(2),
            message: text(3),
            user_title: text(4),
            user_message: text(5),
            is_transient: members.get(6).is_truthy(),
            fbtrace_id: text(7),
            ..RefusalWords::default()
        })))
    }

    fn usage_wait(&self, response: &HttpResponse) -> Option<Duration> {
        let header: JsString = response.header("x-business-use-case-usage")?.into();
        let minutes = js::usage_wait(&header);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the cast ends at zero and at the largest number"
        )]
        (minutes > 0.0).then(|| Duration::from_mins((minutes as u32).into()))
    }
}

/// `json` as a value of this `kind` in `engine.js`.
pub(crate) fn read(json: &JsString, kind: &str) -> Result<JsValue, UnreadableAnswer> {
    let value = js::read(json, kind);
    if value.is_undefined() {
        return Err(UnreadableAnswer::OtherShape);
    }
    if value.is_null() {
        return Err(UnreadableAnswer::BrokenJson);
    }
    Ok(value)
}

/// A plain object with `values` under `names`, without those that are `undefined`.
pub(crate) fn plain<const N: usize>(names: &str, values: [JsValue; N]) -> JsValue {
    js::plain(names, values.into())
}

/// What the headers about limits say: the app's, the Page's, and those of businesses.
pub(crate) fn usage([app, page, business]: [JsValue; 3]) -> JsValue {
    js::usage(&app, &page, &business)
}

/// The message of a refusal.
pub(crate) fn message(json: &JsString) -> Option<String> {
    js::refusal(json).dyn_into::<Array>().ok()?.get(3).as_string()
}

/// A status that can be one.
pub(crate) fn status(status: f64) -> Option<u16> {
    whole(status).and_then(|status| status.try_into().ok())
}

/// The headers that mean something to the core: to copy the others costs as much as the call.
fn known(headers: &JsValue) -> Vec<(String, String)> {
    let Ok(Ok(get)) =
        js_sys::Reflect::get(headers, &"get".into()).map(JsCast::dyn_into::<Function>)
    else {
        return Vec::new();
    };
    let value = |name: &str| get.call1(headers, &name.into()).ok()?.as_string();
    HEADERS.iter().filter_map(|name| Some(((*name).to_owned(), value(name)?))).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "taken only if the way there and back leads to the same number"
)]
fn whole(number: f64) -> Option<i64> {
    let whole = number as i64;
    (whole as f64 == number).then_some(whole)
}

/// From how many characters on only the ends of an answer are copied.
const LONG: u32 = 32_768;
/// How many characters at either end; more than the core looks at.
const NEAR: u32 = 8192;

const HEADERS: [&str; 5] = [
    "retry-after",
    "x-business-use-case-usage",
    "x-app-usage",
    "x-page-usage",
    "facebook-api-version",
];

mod js {
    use js_sys::JsString;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "/src/engine.js")]
    extern "C" {
        pub(super) fn read(json: &JsString, kind: &str) -> JsValue;
        pub(super) fn refusal(json: &JsString) -> JsValue;
        #[wasm_bindgen(js_name = usageWait)]
        pub(super) fn usage_wait(json: &JsString) -> f64;
        pub(super) fn usage(app: &JsValue, page: &JsValue, business: &JsValue) -> JsValue;
        pub(super) fn plain(names: &str, values: Vec<JsValue>) -> JsValue;
    }
}
