//! What a hook sees.

use std::{cell::RefCell, rc::Rc};

use futures_util::FutureExt;
use messenger_personas_client::{Exchange, HookFn};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{SHORT, adam, client, once, persona, quick_retries};

#[wasm_bindgen_test]
async fn each_attempt_is_seen_without_the_token() {
    let (client, _) = client(
        "async request => {
            seen.count = (seen.count ?? 0) + 1;
            if (seen.count < 2) throw new TypeError('cut: ' + await request.text());
            return new Response('{\"id\":\"1\",\"name\":\"SECRETTOKEN\"}',
                { headers: { 'x-app-usage': '{\"call_count\":28}', 'facebook-api-version': 'v27.0' } })
        }",
    );
    let (hook, seen) = hook();
    let client = client.on_exchange(hook);
    client.send_with(&persona("1"), &quick_retries()).await.unwrap();
    let seen = seen.borrow();
    assert_eq!(
        *seen,
        [
            "0 GET /v26.0/1 method=get - no response from https://graph.facebook.com: check the \
             connection and the address (cut: method=get&access_token=…) 0% other: none",
            "1 GET /v26.0/1 method=get 200 {\"id\":\"1\",\"name\":\"…\"} 28% other: v27.0",
        ]
    );
}

#[wasm_bindgen_test]
async fn response_headers_are_redacted() {
    let (client, _) = client(
        "async () => new Response('{\"id\":\"1\"}',
            { headers: { 'www-authenticate': 'OAuth \"invalid_token\" \"Malformed token SECRETTOKEN\"' } })",
    );
    let seen = Rc::new(RefCell::new(Vec::new()));
    let kept = seen.clone();
    let client =
        client.on_exchange(move |it| kept.borrow_mut().push(it.header("WWW-Authenticate")));
    client.send(&persona("1")).await.unwrap();
    let expected = "OAuth \"invalid_token\" \"Malformed token …\"";
    assert_eq!(*seen.borrow(), [Some(expected.to_owned())]);
}

#[wasm_bindgen_test]
async fn time_outs_and_cancelled_attempts_are_seen() {
    let (client, _) = client("() => new Promise(() => undefined)");
    let (hook, seen) = hook();
    let client = client.on_exchange(hook);
    client.send_with(&adam(), &once(SHORT)).await.unwrap_err();
    assert!(client.send(&persona("1")).now_or_never().is_none());
    let seen = seen.borrow();
    assert!(seen[0].contains("within 50 ms"), "{seen:?}");
    assert!(seen[1].contains("the request was cancelled"), "{seen:?}");
    assert_eq!(seen.len(), 2);
}

#[wasm_bindgen_test]
async fn time_passes() {
    let (client, _) = client("() => new Promise(() => undefined)");
    let elapsed = Rc::new(RefCell::new(Vec::new()));
    let kept = elapsed.clone();
    let client = client.on_exchange(move |exchange| kept.borrow_mut().push(exchange.elapsed()));
    client.send_with(&persona("1"), &once(SHORT)).await.unwrap_err();
    // Timers may ring a little early by the other clock.
    assert!(elapsed.borrow()[0] > SHORT / 2);
}

/// A hook that keeps a line for each exchange, and the lines.
fn hook() -> (impl HookFn, Rc<RefCell<Vec<String>>>) {
    let lines = Rc::new(RefCell::new(Vec::new()));
    let kept = lines.clone();
    (move |exchange: &Exchange<'_>| kept.borrow_mut().push(line(exchange)), lines)
}

fn line(exchange: &Exchange<'_>) -> String {
    let status = exchange.status().map_or("-".to_owned(), |status| status.to_string());
    let response = exchange.response_body().or(exchange.failure()).unwrap_or_default();
    let other = exchange.other_version().map_or("none".to_owned(), |version| version.to_string());
    format!(
        "{} {} {} {} {status} {response} {}% other: {other}",
        exchange.attempt(),
        exchange.method().as_str(),
        exchange.path(),
        exchange.request_body().unwrap_or_default(),
        exchange.usage().highest().unwrap_or_default(),
    )
}
