//! Listings and items as streams.

use std::pin::pin;

use futures_util::{StreamExt, TryStreamExt};
use messenger_personas::{ListPersonas, PageId, PersonaId, RetryPolicy};
use messenger_personas_client::{
    FetchClient, FetchTransport, JsRuntime, Options, PaginationError, Paginator,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{LONG, client, get};

#[wasm_bindgen_test]
async fn items_come_in_order_and_no_listing_is_requested_ahead() {
    let (mut list, seen) = list("");
    let mut items = pin!(list.items());
    assert_eq!(items.next().await.unwrap().unwrap().id.as_str(), "1");
    assert_eq!(items.next().await.unwrap().unwrap().id.as_str(), "2");
    assert_eq!(get(&seen, "count"), 1);
    let rest: Vec<_> = items.try_collect().await.unwrap();
    let rest: Vec<_> = rest.iter().map(|persona| persona.id.as_str()).collect();
    assert_eq!(rest, ["3", "4", "5", "6"]);
    assert_eq!(get(&seen, "count"), 3);
}

#[wasm_bindgen_test]
async fn a_new_stream_continues_after_an_error_or_a_drop() {
    let (mut list, _) = list("if (seen.count === 2) throw new TypeError('cut')");
    let first: Vec<_> = list.items().take(1).try_collect().await.unwrap();
    assert_eq!(first[0].id.as_str(), "1");
    let mut seen = Vec::new();
    let error = list.items().try_for_each(|persona| {
        seen.push(persona.id);
        std::future::ready(Ok(()))
    });
    assert!(matches!(error.await, Err(PaginationError::Request(_))));
    let rest: Vec<_> = list.listings().try_collect().await.unwrap();
    seen.extend(rest.into_iter().flat_map(|listing| listing.data).map(|persona| persona.id));
    let seen: Vec<_> = seen.iter().map(PersonaId::as_str).collect();
    assert_eq!(seen, ["2", "3", "4", "5", "6"]);
}

/// A list of three listings of two items, with `code` run before each response.
fn list(code: &str) -> (Paginator<FetchTransport, JsRuntime, ListPersonas>, JsValue) {
    let (client, seen): (FetchClient, _) = client(&format!(
        "async request => {{
            seen.count = (seen.count ?? 0) + 1;
            {code}
            const after = Number(new URLSearchParams(await request.text()).get('after') ?? 0);
            const [one, two] = [after + 1, after + 2].map(String);
            return Response.json({{
                data: [{{ id: one }}, {{ id: two }}],
                paging: {{ cursors: {{ after: two }}, next: two === '6' ? undefined : 'x' }},
            }})
        }}"
    ));
    let client = client.with_options(Options { timeout: LONG, retry: RetryPolicy::never() });
    (Paginator::new(client, ListPersonas::new(PageId::parse("1").unwrap())), seen)
}
