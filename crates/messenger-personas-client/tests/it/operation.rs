//! Operations of several requests.

use futures_util::FutureExt;
use messenger_personas::{PersonaId, ReplacePersona};
use messenger_personas_client::Error;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{adam, client, get};

#[wasm_bindgen_test]
async fn an_operation_sends_its_requests_in_order() {
    let (client, seen) = client(
        "async request => {
            seen.order = (seen.order ?? '') + ' ' + new URL(request.url).pathname;
            return new Response(request.url.endsWith('personas') ? '{\"id\":\"7\"}' : '{\"success\":true}')
        }",
    );
    let mut replace = replace();
    assert_eq!(client.run(&mut replace).await.unwrap().id.as_str(), "7");
    assert_eq!(client.run(&mut replace).await.unwrap().id.as_str(), "7");
    assert_eq!(get(&seen, "order"), " /v26.0/1/personas /v26.0/1");
}

#[wasm_bindgen_test]
async fn an_operation_that_is_dropped_during_a_create_needs_a_resolution() {
    let (client, _) = client("() => new Promise(() => undefined)");
    let mut replace = replace();
    assert!(client.run(&mut replace).now_or_never().is_none());
    assert_eq!(client.run(&mut replace).await, Err(Error::NeedsResolution));
}

/// Creates in Page 1, then deletes persona 1.
fn replace() -> ReplacePersona {
    ReplacePersona::new(PersonaId::parse("1").unwrap(), adam())
}
