//! The client over `fetch`, in a browser and in Node: against a running emulator, and against
//! functions in place of `fetch` that fail in ways that no server does.
#![cfg(all(feature = "fetch", target_arch = "wasm32"))]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod cancelled;
mod connection;
mod emulator;
mod exchange;
mod failures;
#[cfg(feature = "rate-limit")]
mod limiter;
mod operation;
mod paginator;
mod request;

use std::time::Duration;

use js_sys::{Function, Reflect};
use messenger_personas::{
    AccessToken, CreatePersona, GetPersona, Graph, PageId, PersonaId, PersonaName, PictureUrl,
    RetryPolicy,
};
use messenger_personas_client::{Client, FetchClient, FetchTransport, JsRuntime, Options, Runtime};
use wasm_bindgen::{JsCast, JsValue};

/// A client whose token is `SECRETTOKEN` over the JavaScript function `fetch`, with the object
/// `seen` as a place to leave things.
fn client(fetch: &str) -> (FetchClient, JsValue) {
    let seen: JsValue = js_sys::Object::new().into();
    let make = Function::new_with_args("seen", &format!("return {fetch}"));
    let fetch = make.call1(&JsValue::NULL, &seen).unwrap().dyn_into().unwrap();
    let graph = Graph::new(AccessToken::parse("SECRETTOKEN").unwrap());
    (Client::new(graph, FetchTransport::with_fetch(fetch), JsRuntime), seen)
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

/// Whether the signal that `fetch` left in `seen` is aborted.
fn is_aborted(seen: &JsValue) -> bool {
    get(&get(seen, "signal"), "aborted").as_bool().unwrap()
}

/// Lets all tasks run that are ready.
async fn run_tasks() {
    JsRuntime.sleep(Duration::ZERO).await;
}

fn persona(id: &str) -> GetPersona {
    GetPersona::new(PersonaId::parse(id).unwrap())
}

fn adam() -> CreatePersona {
    CreatePersona {
        page_id: PageId::parse("1").unwrap(),
        name: PersonaName::parse("Adam").unwrap(),
        profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
    }
}

fn once(timeout: Duration) -> Options {
    Options { timeout, retry: RetryPolicy::never() }
}

/// Retries almost at once.
fn quick_retries() -> Options {
    let initial_backoff = Duration::from_millis(1);
    Options { timeout: LONG, retry: RetryPolicy { initial_backoff, ..RetryPolicy::default() } }
}

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(50);
