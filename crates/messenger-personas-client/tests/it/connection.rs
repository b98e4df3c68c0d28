//! A `fetch` that rejects, throws, or returns something that is no response.

use messenger_personas::{Graph, HttpRequest, Method, Origin};
use messenger_personas_client::{
    AmbiguousOutcome, Error, FetchTransport, NetworkError, Transport as _,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{LONG, adam, client, get, once, persona};

#[wasm_bindgen_test]
async fn a_rejected_fetch_is_a_connection_error() {
    for (fetch, expected) in [
        ("async () => { throw new TypeError('Failed to fetch') }", "(Failed to fetch)"),
        ("() => { throw new TypeError('at once') }", "(at once)"),
        ("async () => { throw 'text' }", "(text)"),
        ("() => { throw 'text at once' }", "(text at once)"),
        ("async () => { throw undefined }", "(fetch gave no reason)"),
        ("() => Promise.reject()", "(fetch gave no reason)"),
        ("() => Promise.reject(null)", "(fetch gave no reason)"),
        ("async () => { throw { message: 5 } }", "(fetch gave no reason)"),
        ("async () => { throw { get message() { throw 'no' } } }", "(fetch gave no reason)"),
        ("async () => { throw new DOMException('off', 'NetworkError') }", "(off)"),
    ] {
        let (client, _) = client(fetch);
        let error = client.send_with(&persona("1"), &once(LONG)).await.unwrap_err();
        assert!(
            matches!(error, Error::Network(NetworkError::Connection { .. })),
            "{fetch}: {error:?}"
        );
        assert!(error.to_string().ends_with(expected), "{fetch}: {error}");
    }
}

#[wasm_bindgen_test]
async fn a_value_that_is_no_response_is_a_connection_error() {
    for fetch in [
        "async () => undefined",
        "async () => ({})",
        "async () => ({ status: 200, text: () => 5 })",
        "async () => ({ status: 200, text: () => { throw 'no' } })",
        "async () => ({ status: 200, text: async () => { throw new TypeError('cut') } })",
        "async () => ({ get status() { throw 'no' }, text: async () => '' })",
        "async () => ({ status: 0, text: async () => '' })",
        "async () => ({ type: 'opaqueredirect', status: 200, text: async () => '{}' })",
        "() => new Response(new ReadableStream({ start: it => it.error(new Error('cut')) }))",
    ] {
        let (client, _) = client(fetch);
        let error = client.send_with(&persona("1"), &once(LONG)).await.unwrap_err();
        assert!(
            matches!(error, Error::Network(NetworkError::Connection { .. })),
            "{fetch}: {error:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_create_without_a_response_is_ambiguous() {
    let (client, _) = client("async () => { throw new TypeError('Failed to fetch') }");
    let error = client.send(&adam()).await.unwrap_err();
    assert!(matches!(error, Error::Ambiguous(AmbiguousOutcome::Network(_))), "{error:?}");
}

#[wasm_bindgen_test]
async fn a_create_that_was_not_sent_is_not_ambiguous() {
    let (client, seen) = client("async () => { seen.called = true }");
    let origin = Origin::parse("https://256.1.1.1").unwrap();
    let graph = Graph { origin, ..client.graph().clone() };
    let error = client.with_graph(graph).send(&adam()).await.unwrap_err();
    assert!(matches!(error, Error::Network(NetworkError::NotSent { .. })), "{error:?}");
    assert!(get(&seen, "called").is_undefined());
}

#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    for fetch in [
        "async () => Response.redirect('https://example.com/')",
        "async () => ({ type: 'opaqueredirect', status: 0, text: async () => '' })",
    ] {
        let (client, _) = client(fetch);
        let error = client.send_with(&persona("1"), &once(LONG)).await.unwrap_err();
        assert!(!error.to_string().contains("example.com"), "{error}");
    }
}

#[wasm_bindgen_test]
async fn the_message_of_fetch_is_redacted() {
    let (client, _) =
        client("async request => { throw new Error('refused: ' + await request.text()) }");
    let error = client.send_with(&persona("1"), &once(LONG)).await.unwrap_err();
    let words = format!("{error} {error:?}");
    assert!(words.contains("access_token=…"), "{words}");
    assert!(!words.contains("SECRETTOKEN"), "{words}");
}

#[wasm_bindgen_test]
async fn a_relative_url_is_sent_in_a_page_and_refused_elsewhere() {
    let fetch = js_sys::Function::new_with_args("request", "return new Response(request.url)");
    let transport = FetchTransport::with_fetch(fetch);
    let url = "/control".to_owned();
    let request = HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None };
    let result = transport.send(request).await;
    let document = js_sys::Reflect::get(&js_sys::global(), &"document".into()).unwrap();
    if document.is_undefined() {
        assert!(!result.unwrap_err().request_sent());
    } else {
        assert!(result.unwrap().body.ends_with(b"/control"));
    }
}
