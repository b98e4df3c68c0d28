//! An abort rejects with the signal's own reason, whatever it is and whenever it comes.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "tests")]

use js_sys::{Array, Function, Object, Promise, Reflect};
use messenger_personas_js::client::Client;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// Every kind of thing that `controller.abort(…)` can be given.
const REASONS: [&str; 9] = [
    "new Error('why')",
    "'a text'",
    "''",
    "0",
    "17",
    "null",
    "false",
    "{ odd: true }",
    "Symbol.for('why')",
];

/// What `fetch` does when it is asked, and for which stage of a call that stands.
const STAGES: [(&str, &str); 4] = [
    ("waiting for an answer", "() => new Promise(() => undefined)"),
    (
        "reading a body",
        "async () => ({ status: 200, headers: [], text: () => new Promise(() => undefined) })",
    ),
    (
        "reading a real body",
        "async () => new Response(new ReadableStream({ start(to) { to.enqueue(new Uint8Array([123])) } }))",
    ),
    ("waiting for a retry", "async () => { throw new TypeError('cut') }"),
];

fn js(code: &str) -> JsValue {
    Function::new_no_args(&format!("return ({code})")).call0(&JsValue::NULL).unwrap()
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

fn client(fetch: &str) -> Client {
    let settings = js("{ pageId: '12', accessToken: 'EAASECRET', maxRetries: 9 }");
    Client::new(settings, js(fetch), JsValue::UNDEFINED).unwrap()
}

/// A read with `signal`.
fn call(client: &Client, signal: &JsValue) -> Promise {
    let options = Object::new();
    Reflect::set(&options, &"signal".into(), signal).unwrap();
    client.call("personas.get", "311".into(), options.into())
}

/// The reason with which a call was aborted.
async fn reason(promise: Promise) -> JsValue {
    let outcome: Array = JsFuture::from(promise).await.unwrap().dyn_into().unwrap();
    assert_eq!(outcome.get(0).as_string().unwrap(), "aborted");
    outcome.get(1)
}

/// Lets everything happen that is ready to.
async fn a_moment() {
    let wait = js("new Promise(resolve => setTimeout(resolve))");
    JsFuture::from(Promise::resolve(&wait)).await.unwrap();
}

fn is_same(one: &JsValue, other: &JsValue) -> bool {
    Object::is(one, other)
}

#[wasm_bindgen_test]
async fn the_signals_own_reason_is_given_at_every_stage() {
    for (stage, fetch) in STAGES {
        let client = client(fetch);
        for code in REASONS {
            let (controller, why) = (js("new AbortController()"), js(code));
            let promise = call(&client, &get(&controller, "signal"));
            a_moment().await;
            abort(&controller, &Array::of1(&why));
            assert!(is_same(&reason(promise).await, &why), "{code} while {stage}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_signal_that_is_aborted_before_asks_nothing() {
    let client = client("() => { throw new Error('asked') }");
    for code in REASONS {
        let (controller, why) = (js("new AbortController()"), js(code));
        abort(&controller, &Array::of1(&why));
        let promise = call(&client, &get(&controller, "signal"));
        assert!(is_same(&reason(promise).await, &why), "{code}");
    }
}

#[wasm_bindgen_test]
async fn without_a_reason_it_is_an_abort_error_and_after_a_time_a_time_out_error() {
    for (_, fetch) in STAGES {
        let client = client(fetch);
        for arguments in [Array::new(), Array::of1(&JsValue::UNDEFINED)] {
            let controller = js("new AbortController()");
            let promise = call(&client, &get(&controller, "signal"));
            a_moment().await;
            abort(&controller, &arguments);
            assert_eq!(get(&reason(promise).await, "name"), "AbortError");
        }
        let promise = call(&client, &js("AbortSignal.timeout(5)"));
        assert_eq!(get(&reason(promise).await, "name"), "TimeoutError");
    }
}

#[wasm_bindgen_test]
async fn one_signal_aborts_every_call_that_has_it() {
    let client = client("() => new Promise(() => undefined)");
    let (controller, why) = (js("new AbortController()"), js("'all'"));
    let signal = get(&controller, "signal");
    let calls = [call(&client, &signal), call(&client, &signal)];
    abort(&controller, &Array::of1(&why));
    for promise in calls {
        assert_eq!(reason(promise).await, why);
    }
}

fn abort(controller: &JsValue, arguments: &Array) {
    let abort: Function = get(controller, "abort").dyn_into().unwrap();
    Reflect::apply(&abort, controller, arguments).unwrap();
}
