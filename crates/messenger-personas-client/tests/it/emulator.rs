//! Against a running emulator.

use futures_util::{TryStreamExt, future::join};
use messenger_personas::{
    AccessToken, CallStyle, CreatePersona, DeletePersona, GetPersona, Graph, GraphErrorKind,
    HttpRequest, ListPersonas, Method, Origin, PageId, PersonaName, PictureUrl,
};
use messenger_personas_client::{Client, Error, Fetch, Paginator, Transport};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{LONG, get, once, persona};

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
        let read = client.send(&GetPersona::new(id.clone())).await.unwrap();
        assert_eq!(read.name.as_deref(), Some("Zoë & \"Ko\" 🙂"));

        let mut walk = Paginator::new(client.clone(), ListPersonas::new(page_id));
        let personas: Vec<_> = walk.items().try_collect().await.unwrap();
        assert!(personas.iter().any(|persona| persona.id == id));

        assert!(client.send(&DeletePersona { persona_id: id.clone() }).await.unwrap().success);
        let error = client.send(&GetPersona::new(id)).await.unwrap_err();
        let refusal = error.graph().unwrap();
        assert_eq!(refusal.kind, GraphErrorKind::UnknownObject);
        assert!(refusal.fbtrace_id.is_some());
    }
}

#[wasm_bindgen_test]
async fn two_calls_at_once_get_their_own_answers() {
    let (page_id, client) = demo(CallStyle::Form).await;
    let (list, unknown) = (ListPersonas::new(page_id), persona("999"));
    let (listing, refused) = join(client.send(&list), client.send(&unknown)).await;
    assert!(!listing.unwrap().data.is_empty());
    assert!(refused.unwrap_err().graph().is_some());
}

#[wasm_bindgen_test]
async fn nobody_listening_is_no_answer() {
    let token = AccessToken::parse("SECRETTOKEN").unwrap();
    let origin = Origin::parse("http://127.0.0.1:9").unwrap();
    let client = Client::new(Graph { origin, ..Graph::new(token) }, Fetch::global());
    let error = client.send_with(&persona("1"), &once(LONG)).await.unwrap_err();
    let words = error.to_string();
    assert!(matches!(error, Error::Fetch(_)));
    assert!(words.starts_with("no answer from http://127.0.0.1:9"), "{words}");
    assert!(!words.contains("SECRETTOKEN"));
}

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

/// Where `cargo xtask test wasm` starts an emulator.
const EMULATOR: &str = match option_env!("GRAPH_EMULATOR_ORIGIN") {
    Some(origin) => origin,
    None => "http://127.0.0.1:4019",
};
