//! The client over `fetch`, in a browser and in Node: against a running emulator, and against
//! functions in place of `fetch` that do what no server does on demand.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod cancelled;
mod connection;
mod emulator;
mod exchange;
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
use messenger_personas_client::{Client, Fetch, Options, Transport};
use wasm_bindgen::{JsCast, JsValue};

/// A client whose token is `SECRETTOKEN` over the JavaScript function `fetch`, with the object
/// `seen` as a place to leave things.
fn client(fetch: &str) -> (Client<Fetch>, JsValue) {
    let seen: JsValue = js_sys::Object::new().into();
    let make = Function::new_with_args("seen", &format!("return {fetch}"));
    let fetch = make.call1(&JsValue::NULL, &seen).unwrap().dyn_into().unwrap();
    let graph = Graph::new(AccessToken::parse("SECRETTOKEN").unwrap());
    (Client::new(graph, Fetch::with(fetch)), seen)
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

/// Whether the signal that `fetch` left in `seen` is aborted.
fn is_aborted(seen: &JsValue) -> bool {
    get(&get(seen, "signal"), "aborted").as_bool().unwrap()
}

/// Lets everything happen that is ready to.
async fn settled() {
    Fetch::global().wait(Duration::ZERO).await;
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

/// Asks again nearly at once.
fn impatient() -> Options {
    let initial_backoff = Duration::from_millis(1);
    Options { timeout: LONG, retry: RetryPolicy { initial_backoff, ..RetryPolicy::default() } }
}

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(50);
