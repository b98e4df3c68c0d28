//! Answers as the JavaScript engine reads them.
//!
//! A listing can be a megabyte. What the core has to see of it is how it starts and ends; the rest is
//! read by the engine, which never copies it.

use std::time::Duration;

use js_sys::{Array, JsString};
use messenger_personas::{
    DecodeReason, ErrorDecoder, ErrorEnvelope, ErrorFields, Graph, HttpResponse,
};
use wasm_bindgen::prelude::*;

/// Reads one text with the engine, whatever the core shows of it.
pub(crate) struct Text<'a>(pub(crate) &'a JsString);

impl ErrorDecoder for Text<'_> {
    fn decode(&self, _: &str, _: &Graph) -> Result<ErrorEnvelope, DecodeReason> {
        let members = js::refusal(self.0);
        if members.is_undefined() {
            return Ok(ErrorEnvelope::None);
        }
        if members.is_null() {
            return Err(DecodeReason::InvalidJson);
        }
        let Ok(members) = members.dyn_into::<Array>() else { return Ok(ErrorEnvelope::Unexpected) };
        let text = |place| members.get(place).as_string();
        let number = |place| members.get(place).as_f64().and_then(whole);
        Ok(ErrorEnvelope::Error(Box::new(ErrorFields {
            code: number(0).unwrap_or_default(),
            subcode: number(1),
            error_type: text(2),
            message: text(3),
            user_title: text(4),
            user_message: text(5),
            is_transient: members.get(6).is_truthy(),
            fbtrace_id: text(7),
            ..ErrorFields::default()
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
pub(crate) fn read(json: &JsString, kind: &str) -> Result<JsValue, DecodeReason> {
    let value = js::read(json, kind);
    if value.is_undefined() {
        return Err(DecodeReason::UnexpectedShape);
    }
    if value.is_null() {
        return Err(DecodeReason::InvalidJson);
    }
    Ok(value)
}

/// A plain object with `values` under `names`, without those that are `undefined`.
pub(crate) fn plain<const N: usize>(names: &str, values: [JsValue; N]) -> JsValue {
    js::plain(names, values.into())
}

/// An array of `values`.
pub(crate) fn list(values: Vec<JsValue>) -> JsValue {
    js::list(values)
}

/// The member of a plain object of ours, `undefined` if there is none.
pub(crate) fn member(object: &JsValue, name: &str) -> JsValue {
    js::member(object, name)
}

/// Tells `observer` of an exchange. What it throws is its own; it must cost no call.
pub(crate) fn show(observer: &JsValue, exchange: &JsValue) {
    js::show(observer, exchange);
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

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "taken only if the way there and back leads to the same number"
)]
pub(crate) fn whole(number: f64) -> Option<i64> {
    let whole = number as i64;
    (whole as f64 == number).then_some(whole)
}

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
        pub(super) fn list(values: Vec<JsValue>) -> JsValue;
        pub(super) fn member(object: &JsValue, name: &str) -> JsValue;
        pub(super) fn show(observer: &JsValue, exchange: &JsValue);
    }
}
