//! The request that `fetch` gets, and the response that is read.

use js_sys::Function;
use messenger_personas::{HttpRequest, Method};
use messenger_personas_client::{FetchTransport, Transport};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{client, get, persona, quick_retries};

#[wasm_bindgen_test]
async fn a_request_follows_no_redirect_and_sends_no_cookies() {
    let (client, seen) = client(
        "async request => {
            seen.redirect = request.redirect; seen.credentials = request.credentials;
            seen.url = request.url; return new Response('{\"id\":\"1\"}')
        }",
    );
    client.send(&persona("1")).await.unwrap();
    assert_eq!(get(&seen, "redirect"), "manual");
    assert_eq!(get(&seen, "credentials"), "omit");
    assert!(!get(&seen, "url").as_string().unwrap().contains("SECRETTOKEN"));
}

#[wasm_bindgen_test]
async fn a_foreign_response_is_read_whatever_its_headers_are() {
    for headers in [
        "undefined",
        "null",
        "5",
        "{}",
        "[undefined, 5, ['a']]",
        "{ [Symbol.iterator]() { throw new Error('no') } }",
        "{ [Symbol.iterator]: () => ({ next() { throw 'no' } }) }",
        "[['a', 'b'], 5, null, ['c']], get type() { throw 'no' }",
    ] {
        let (client, _) = client(&format!(
            "async () => ({{ status: 200, headers: {headers}, text: async () => '{{\"id\":\"7\"}}' }})"
        ));
        assert_eq!(client.send(&persona("7")).await.unwrap().id.as_str(), "7", "{headers}");
    }
}

#[wasm_bindgen_test]
async fn what_no_request_can_contain_is_not_sent() {
    let fetch = Function::new_no_args("throw new Error('sent')");
    let transport = FetchTransport::with_fetch(fetch);
    let valid = HttpRequest {
        method: Method::Get,
        url: "http://127.0.0.1/".to_owned(),
        headers: Vec::new(),
        body: None,
    };
    for request in [
        HttpRequest { headers: vec![("a b", String::new())], ..valid.clone() },
        HttpRequest { headers: vec![("a", "\n\u{1F642}".to_owned())], ..valid.clone() },
        HttpRequest { url: "http://[".to_owned(), ..valid },
    ] {
        let error = transport.send(request).await.unwrap_err();
        assert!(!error.request_sent(), "{error:?}");
    }
}

#[wasm_bindgen_test]
async fn a_fetch_may_return_a_response_without_a_promise() {
    let (client, _) = client("() => ({ status: 200, text: () => '{\"id\":\"7\"}' })");
    assert_eq!(client.send(&persona("7")).await.unwrap().id.as_str(), "7");
}

#[wasm_bindgen_test]
async fn a_read_is_retried_after_a_lost_connection() {
    let (client, seen) = client(
        "async () => {
            seen.count = (seen.count ?? 0) + 1;
            if (seen.count < 2) throw new TypeError('cut');
            return new Response('{\"id\":\"1\"}')
        }",
    );
    client.send_with(&persona("1"), &quick_retries()).await.unwrap();
    assert_eq!(get(&seen, "count"), 2);
}
