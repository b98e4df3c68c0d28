//! A client with a rate limit.

use std::{num::NonZeroUsize, time::Duration};

use futures_util::{FutureExt, future::join_all};
use messenger_personas_client::{JsRuntime, RateLimit, Runtime as _};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{client, get, is_aborted, persona};

#[wasm_bindgen_test]
async fn concurrent_requests_are_limited() {
    let (client, seen) = client(
        "async request => {
            seen.now = (seen.now ?? 0) + 1;
            seen.most = Math.max(seen.most ?? 0, seen.now);
            seen.order = (seen.order ?? '') + request.url.at(-1);
            await new Promise(done => setTimeout(done, 5));
            seen.now -= 1;
            return new Response('{\"id\":\"1\"}')
        }",
    );
    let client = client.with_rate_limit(RateLimit { concurrent: two(), ..RateLimit::default() });
    let calls = ["1", "2", "3", "4", "5"].map(|id| {
        let client = client.clone();
        async move { client.send(&persona(id)).await }
    });
    assert!(join_all(calls).await.iter().all(Result::is_ok));
    assert_eq!(get(&seen, "most"), 2);
    assert_eq!(get(&seen, "order"), "12345");
}

#[wasm_bindgen_test]
async fn a_pause_ends() {
    let (client, _) = client(
        "async () => new Response('{\"id\":\"1\"}', { headers: { 'x-app-usage': '{\"call_count\":99}' } })",
    );
    let pause = Duration::from_millis(60);
    let client = client.with_rate_limit(RateLimit { pause, ..RateLimit::default() });
    client.send(&persona("1")).await.unwrap();
    let start = JsRuntime.now();
    client.send(&persona("1")).await.unwrap();
    assert!(JsRuntime.now().saturating_sub(start) > pause / 2);
}

#[wasm_bindgen_test]
async fn a_dropped_request_frees_its_permit() {
    let (client, seen) = client(
        "async request => {
            if (request.url.at(-1) === '2') return new Response('{\"id\":\"2\"}');
            seen.signal = request.signal;
            return new Promise(() => undefined)
        }",
    );
    let client =
        client.with_rate_limit(RateLimit { concurrent: NonZeroUsize::MIN, ..RateLimit::default() });
    let (one, two) = (persona("1"), persona("2"));
    let mut first = Box::pin(client.send(&one));
    assert!((&mut first).now_or_never().is_none());
    let second = client.send(&two);
    drop(first);
    assert!(is_aborted(&seen));
    assert_eq!(second.await.unwrap().id.as_str(), "2");
}

fn two() -> NonZeroUsize {
    NonZeroUsize::MIN.saturating_add(1)
}
