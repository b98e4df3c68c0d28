//! The client over `fetch`, in a browser or in Node: against a running emulator, and against
//! functions in place of `fetch` that do what no server does on demand.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::{rc::Rc, time::Duration};

use futures_util::{FutureExt, future::join};
use js_sys::{Function, Reflect};
use messenger_personas::{
    AccessToken, CallStyle, CreatePersona, DeletePersona, GetPersona, Graph, GraphErrorKind,
    HttpRequest, ListPersonas, Method, Origin, PageId, PersonaId, PersonaName, PictureUrl,
    ResponseError, RetryPolicy,
};
use messenger_personas_fetch::{Client, Error, Fetch, FetchError, Options, Transport, Walk};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// Where `cargo xtask test wasm` starts an emulator.
const EMULATOR: &str = match option_env!("GRAPH_EMULATOR_ORIGIN") {
    Some(origin) => origin,
    None => "http://127.0.0.1:4019",
};

/// The emulator's first Page, and a client for it.
async fn demo(call_style: CallStyle) -> (PageId, Client<Fetch>) {
    let request = HttpRequest {
        method: Method::Get,
        url: format!("{EMULATOR}/_emulator/pages"),
        headers: Vec::new(),
        body: None,
    };
    let answer = Fetch::global().carry(request).await.unwrap();
    let parsed = js_sys::JSON::parse(&String::from_utf8(answer.body).unwrap()).unwrap();
    let page = get(&get(&parsed, "pages"), "0");
    let text = |name| get(&page, name).as_string().unwrap();
    let token = AccessToken::parse(&text("access_token")).unwrap();
    let origin = Origin::parse(EMULATOR).unwrap();
    let graph = Graph { origin, call_style, ..Graph::new(token) };
    (PageId::parse(&text("id")).unwrap(), Client::new(graph, Fetch::global()))
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

/// A client over `async request => { body }`, with `seen` as a place to leave things.
fn with_fetch(body: &str) -> (Client<Fetch>, JsValue) {
    let seen: JsValue = js_sys::Object::new().into();
    let make = Function::new_with_args("seen", &format!("return async request => {{ {body} }}"));
    let fetch = make.call1(&JsValue::NULL, &seen).unwrap().dyn_into().unwrap();
    let graph = Graph::new(AccessToken::parse("SECRETTOKEN").unwrap());
    (Client::new(graph, Fetch::with(fetch)), seen)
}

fn persona(id: &str) -> GetPersona {
    GetPersona { persona_id: PersonaId::parse(id).unwrap() }
}

fn once(timeout: Duration) -> Options {
    Options { timeout, retry: RetryPolicy::never() }
}

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(50);

#[wasm_bindgen_test]
async fn a_persona_lives_and_goes_in_both_call_styles() {
    for style in [CallStyle::Form, CallStyle::Header] {
        let (page_id, client) = demo(style).await;
        let create = CreatePersona {
            page_id: page_id.clone(),
            name: PersonaName::parse("Zoë & \"Ko\" 🙂").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/zoë.jpg?a=1&b=2").unwrap(),
        };
        let id = client.send(&create).await.unwrap().id;
        let read = client.send(&GetPersona { persona_id: id.clone() }).await.unwrap();
        assert_eq!(read.name.as_deref(), Some("Zoë & \"Ko\" 🙂"));

        let mut walk = Walk::new(client.clone(), ListPersonas::new(page_id));
        let mut found = false;
        while let Some(listing) = walk.next().await.unwrap() {
            found |= listing.data.iter().any(|persona| persona.id == id);
        }
        assert!(found);

        assert!(client.send(&DeletePersona { persona_id: id.clone() }).await.unwrap().success);
        let error = client.send(&GetPersona { persona_id: id }).await.unwrap_err();
        let Error::Response(ResponseError::Graph(error)) = error else { panic!("{error:?}") };
        assert_eq!(error.kind, GraphErrorKind::UnknownObject);
        assert!(error.fbtrace_id.is_some());
    }
}

#[wasm_bindgen_test]
async fn two_calls_at_once_get_their_own_answers() {
    let (page_id, client) = demo(CallStyle::Form).await;
    let (list, unknown) = (ListPersonas::new(page_id), persona("999"));
    let (listing, refused) = join(client.send(&list), client.send(&unknown)).await;
    assert!(!listing.unwrap().data.is_empty());
    assert!(matches!(refused, Err(Error::Response(ResponseError::Graph(_)))));
}

#[wasm_bindgen_test]
async fn a_request_follows_no_redirect_and_sends_no_cookies() {
    let (client, seen) = with_fetch(
        "seen.redirect = request.redirect; seen.credentials = request.credentials;
         seen.url = request.url; return new Response('{\"id\":\"1\"}')",
    );
    client.send(&persona("1")).await.unwrap();
    assert_eq!(get(&seen, "redirect"), "error");
    assert_eq!(get(&seen, "credentials"), "omit");
    assert!(!get(&seen, "url").as_string().unwrap().contains("SECRETTOKEN"));
}

#[wasm_bindgen_test]
async fn dropping_the_future_aborts_the_request() {
    let (client, seen) =
        with_fetch("seen.signal = request.signal; await new Promise(() => undefined)");
    let request = persona("1");
    let mut call = Box::pin(client.send(&request));
    assert!((&mut call).now_or_never().is_none());
    assert_eq!(get(&get(&seen, "signal"), "aborted"), JsValue::FALSE);
    drop(call);
    assert_eq!(get(&get(&seen, "signal"), "aborted"), JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn a_late_answer_is_a_time_out_even_in_the_body() {
    for body in [
        "seen.signal = request.signal; await new Promise(() => undefined)",
        "seen.signal = request.signal; return new Response(new ReadableStream({}))",
    ] {
        let (client, seen) = with_fetch(body);
        let error = client.send_with(&persona("1"), &once(SHORT)).await.unwrap_err();
        assert!(
            matches!(error, Error::Fetch(FetchError::TimedOut { timeout, .. }) if timeout == SHORT)
        );
        assert_eq!(get(&get(&seen, "signal"), "aborted"), JsValue::TRUE);
    }
}

#[wasm_bindgen_test]
async fn whatever_fetch_throws_is_no_answer() {
    for body in [
        "throw 'text'",
        "throw undefined",
        "throw { message: 5 }",
        "throw new TypeError('Failed to fetch')",
        "return undefined",
        "return {}",
        "return { status: 200, text: () => 5 }",
        "return { status: 0, text: async () => '' }",
    ] {
        let (client, _) = with_fetch(body);
        let error = client.send_with(&persona("1"), &once(LONG)).await.unwrap_err();
        assert!(matches!(error, Error::Fetch(FetchError::Connection { .. })), "{body}: {error:?}");
    }
}

#[wasm_bindgen_test]
async fn a_response_from_elsewhere_is_read_whatever_its_headers_are() {
    for headers in [
        "undefined",
        "null",
        "5",
        "{}",
        "[undefined, 5, ['a']]",
        "{ [Symbol.iterator]() { throw new Error('no') } }",
        "{ [Symbol.iterator]: () => ({ next() { throw 'no' } }) }",
    ] {
        let (client, _) = with_fetch(&format!(
            "return {{ status: 200, headers: {headers}, text: async () => '{{\"id\":\"7\"}}' }}"
        ));
        assert_eq!(client.send(&persona("7")).await.unwrap().id.as_str(), "7", "{headers}");
    }
}

#[wasm_bindgen_test]
async fn what_fetch_says_of_the_call_loses_the_token() {
    let (client, _) = with_fetch("throw new Error('refused: ' + await request.text())");
    let error = client.send_with(&persona("1"), &once(LONG)).await.unwrap_err();
    let words = format!("{error} {error:?}");
    assert!(words.contains("access_token=…"), "{words}");
    assert!(!words.contains("SECRETTOKEN"), "{words}");
}

#[wasm_bindgen_test]
async fn nobody_listening_is_no_answer() {
    let token = AccessToken::parse("SECRETTOKEN").unwrap();
    let origin = Origin::parse("http://127.0.0.1:9").unwrap();
    let client = Client::new(Graph { origin, ..Graph::new(token) }, Fetch::global());
    let error = client.send_with(&persona("1"), &once(LONG)).await.unwrap_err();
    let words = error.to_string();
    assert!(words.starts_with("no answer from http://127.0.0.1:9"), "{words}");
    assert!(!words.contains("SECRETTOKEN"));
}

#[wasm_bindgen_test]
async fn a_read_is_asked_again_after_a_cut() {
    let (client, seen) = with_fetch(
        "seen.count = (seen.count ?? 0) + 1;
         if (seen.count < 2) throw new TypeError('cut');
         return new Response('{\"id\":\"1\"}')",
    );
    let mut options = Options::default();
    options.retry.first_wait = Duration::from_millis(1);
    let client = Rc::new(client.with_options(options));
    client.send(&persona("1")).await.unwrap();
    assert_eq!(get(&seen, "count"), 2);
}
