//! Against a running emulator.

use futures_util::{TryStreamExt, future::join};
use messenger_personas::{
    AccessToken, CallStyle, CreatePersona, DeletePersona, GetPersona, Graph, GraphErrorKind,
    HttpRequest, ListPersonas, Method, Origin, PageId, PersonaName, PictureUrl,
};
use messenger_personas_client::{Client, FetchClient, FetchTransport, Paginator, Transport};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{failures, get, persona};

#[wasm_bindgen_test]
async fn a_persona_is_created_read_and_deleted_in_both_call_styles() {
    for style in [CallStyle::Form, CallStyle::Header] {
        let (page_id, client) = demo(style).await;
        let create = CreatePersona {
            page_id: page_id.clone(),
            name: PersonaName::parse("Zoë & \"Ko\" 🙂").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/zoë.jpg?a=1&b=2").unwrap(),
        };
        let id = client.send(&create).await.unwrap().id;
        let read = client.send(&GetPersona::new(id.clone())).await.unwrap();
        assert_eq!(read.name.as_deref(), Some("Zoë & \"Ko\" 🙂"));

        let mut list = Paginator::new(client.clone(), ListPersonas::new(page_id));
        let personas: Vec<_> = list.items().try_collect().await.unwrap();
        assert!(personas.iter().any(|persona| persona.id == id));

        assert!(client.send(&DeletePersona { persona_id: id.clone() }).await.unwrap().success);
        let error = client.send(&GetPersona::new(id)).await.unwrap_err();
        let error = error.graph().unwrap();
        assert_eq!(error.kind, GraphErrorKind::UnknownObject);
        assert!(error.fbtrace_id.is_some());
    }
}

#[wasm_bindgen_test]
async fn two_concurrent_requests_get_their_own_responses() {
    let (page_id, client) = demo(CallStyle::Form).await;
    let (list, unknown) = (ListPersonas::new(page_id), persona("999"));
    let (listing, refused) = join(client.send(&list), client.send(&unknown)).await;
    assert!(!listing.unwrap().data.is_empty());
    assert!(refused.unwrap_err().graph().is_some());
}

#[wasm_bindgen_test]
async fn faults_are_reported() {
    failures::faults_are_reported(Client::fetch, EMULATOR).await;
}

#[wasm_bindgen_test]
async fn retries_succeed() {
    failures::retries_succeed(Client::fetch, EMULATOR).await;
}

/// `fetch` does not say how far a request got.
#[wasm_bindgen_test]
async fn a_refused_connection_makes_a_create_ambiguous() {
    assert!(failures::refused_connection(Client::fetch).await.is_ambiguous());
}

/// The emulator's first Page, and a client for it.
async fn demo(call_style: CallStyle) -> (PageId, FetchClient) {
    let request = HttpRequest {
        method: Method::Get,
        url: format!("{EMULATOR}/_emulator/pages"),
        headers: Vec::new(),
        body: None,
    };
    let response = FetchTransport::new().send(request).await.unwrap();
    let parsed = js_sys::JSON::parse(&String::from_utf8(response.body).unwrap()).unwrap();
    let page = get(&get(&parsed, "pages"), "0");
    let text = |name| get(&page, name).as_string().unwrap();
    let token = AccessToken::parse(&text("access_token")).unwrap();
    let origin = Origin::parse(EMULATOR).unwrap();
    let graph = Graph { origin, call_style, ..Graph::new(token) };
    (PageId::parse(&text("id")).unwrap(), Client::fetch(graph))
}

/// Where `cargo xtask test wasm` starts an emulator.
const EMULATOR: &str = match option_env!("GRAPH_EMULATOR_ORIGIN") {
    Some(origin) => origin,
    None => "http://127.0.0.1:4019",
};
