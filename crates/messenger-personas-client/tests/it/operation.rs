//! Several calls that make one operation.

use futures_util::FutureExt;
use messenger_personas::{PersonaId, ReplacePersona};
use messenger_personas_client::Error;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{adam, client, get};

#[wasm_bindgen_test]
async fn a_sequence_makes_its_calls_one_after_the_other() {
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
async fn a_sequence_that_is_dropped_while_it_creates_stays_in_doubt() {
    let (client, _) = client("() => new Promise(() => undefined)");
    let mut replace = replace();
    assert!(client.run(&mut replace).now_or_never().is_none());
    assert_eq!(client.run(&mut replace).await, Err(Error::NeedsResolution));
}

/// Creates in Page 1, then deletes persona 1.
fn replace() -> ReplacePersona {
    ReplacePersona::new(PersonaId::parse("1").unwrap(), adam())
}
