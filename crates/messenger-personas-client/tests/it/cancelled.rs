//! Requests that end before their response: dropped, or timed out.

use std::time::Duration;

use futures_util::FutureExt;
use js_sys::Function;
use messenger_personas_client::{Error, JsRuntime, NetworkError, Runtime as _};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{LONG, SHORT, client, get, is_aborted, once, persona, run_tasks};

#[wasm_bindgen_test]
async fn dropping_the_future_aborts_the_request() {
    for fetch in [NEVER_ANSWERS, NEVER_ENDS, REJECTS_WHEN_ABORTED, ERRS_WHEN_ABORTED] {
        let (client, seen) = client(fetch);
        let request = persona("1");
        let mut call = Box::pin(client.send(&request));
        assert!((&mut call).now_or_never().is_none());
        // Until the body is being read, where there is one.
        run_tasks().await;
        assert!((&mut call).now_or_never().is_none());
        run_tasks().await;
        assert!(!is_aborted(&seen), "{fetch}");
        drop(call);
        assert!(is_aborted(&seen), "{fetch}");
        // An unhandled rejection would end Node here.
        run_tasks().await;
    }
}

#[wasm_bindgen_test]
async fn a_late_response_is_a_timeout_even_in_the_body() {
    for fetch in [NEVER_ANSWERS, NEVER_ENDS, REJECTS_WHEN_ABORTED, ERRS_WHEN_ABORTED] {
        let (client, seen) = client(fetch);
        let error = client.send_with(&persona("1"), &once(SHORT)).await.unwrap_err();
        assert!(
            matches!(error, Error::Network(NetworkError::TimedOut { timeout, .. }) if timeout == SHORT)
        );
        assert!(is_aborted(&seen), "{fetch}");
        run_tasks().await;
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_ignores_its_signal_does_no_harm() {
    for late in ["resolve(new Response('{}'))", "reject(new Error('late'))", "reject()"] {
        let (client, seen) = client(
            "request => {
                seen.signal = request.signal;
                return new Promise((resolve, reject) => Object.assign(seen, { resolve, reject }))
            }",
        );
        let error = client.send_with(&persona("1"), &once(SHORT)).await.unwrap_err();
        assert!(matches!(error, Error::Network(NetworkError::TimedOut { .. })));
        let say = Function::new_with_args("seen", &format!("seen.{late}"));
        say.call1(&JsValue::NULL, &seen).unwrap();
        run_tasks().await;
    }
}

#[wasm_bindgen_test]
async fn dropping_the_future_during_a_backoff_ends_the_request() {
    let (client, seen) =
        client("async () => { seen.count = (seen.count ?? 0) + 1; throw new TypeError('cut') }");
    let request = persona("1");
    // At least half of it is waited: longer than a busy machine takes to get to the backoff.
    let backoff = Duration::from_secs(2);
    let mut options = once(LONG);
    options.retry.max_retries = 1;
    options.retry.initial_backoff = backoff;
    let mut call = Box::pin(client.send_with(&request, &options));
    assert!((&mut call).now_or_never().is_none());
    run_tasks().await;
    assert!((&mut call).now_or_never().is_none());
    drop(call);
    JsRuntime.sleep(backoff).await;
    assert_eq!(get(&seen, "count"), 1);
}

#[wasm_bindgen_test]
async fn a_future_that_is_never_polled_sends_nothing() {
    let (client, seen) = client(NEVER_ANSWERS);
    drop(client.send(&persona("1")));
    assert!(get(&seen, "signal").is_undefined());
}

const NEVER_ANSWERS: &str =
    "request => { seen.signal = request.signal; return new Promise(() => undefined) }";

const NEVER_ENDS: &str = "async request => {
    seen.signal = request.signal; return new Response(new ReadableStream({}))
}";

const REJECTS_WHEN_ABORTED: &str = "request => new Promise((_, reject) => {
    seen.signal = request.signal;
    request.signal.addEventListener('abort', () => reject(request.signal.reason))
})";

const ERRS_WHEN_ABORTED: &str = "async request => {
    seen.signal = request.signal;
    return new Response(new ReadableStream({
        start: body => request.signal.addEventListener('abort', () => body.error('aborted'))
    }))
}";
