//! The main job, and what goes wrong in it, in both call styles.

use futures_util::FutureExt;
use messenger_personas::{
    CallStyle, CreatePersona, DeletePersona, GetMessage, GetPage, GetPersona, GraphError,
    GraphErrorKind, ListPersonas, ListRequest, MessageId, MessageText, PageId, Paging, Persona,
    PersonaId, PersonaName, PictureUrl, Psid, ResponseError, SendMessage, SendSenderAction,
    SenderAction,
};
use messenger_personas_client::{Client, Error, Paginator};

use crate::in_process::{DemoPage, InProcess, InProcessClient, ask};

const STYLES: [CallStyle; 2] = [CallStyle::Form, CallStyle::Header];

fn draft(page: &DemoPage, name: &str) -> CreatePersona {
    CreatePersona {
        page_id: page.id(),
        name: PersonaName::parse(name).unwrap(),
        profile_picture_url: PictureUrl::parse(
            "https://example.com/a b.jpg".replace(' ', "%20").as_str(),
        )
        .unwrap(),
    }
}

fn message(page: &DemoPage, psid: Psid, persona_id: Option<&PersonaId>) -> SendMessage {
    let text = MessageText::parse("Hello world!").unwrap();
    SendMessage { persona_id: persona_id.cloned(), ..SendMessage::new(page.id(), psid, text) }
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> GraphError {
    match result.unwrap_err() {
        Error::Response(ResponseError::Graph(error)) => *error,
        other => panic!("{other:?}"),
    }
}

fn all(client: &InProcessClient, request: ListPersonas) -> Vec<Persona> {
    let mut walk = Paginator::new(client.clone(), request);
    let mut personas = Vec::new();
    while let Some(listing) = walk.next().now_or_never().unwrap().unwrap() {
        personas.extend(listing.data);
    }
    personas
}

#[test]
fn a_persona_is_created_speaks_and_goes_and_its_message_keeps_its_face() {
    for style in STYLES {
        let graph = InProcess::demo();
        let (page, client) = graph.client(style);
        let psid = page.person(true);

        let id = ask(&client, &draft(&page, "Zoë & \"Ko\" 🙂")).unwrap().id;
        let read = ask(&client, &GetPersona::new(id.clone())).unwrap();
        assert_eq!(read.name.as_deref(), Some("Zoë & \"Ko\" 🙂"));

        let sent = ask(&client, &message(&page, psid.clone(), Some(&id))).unwrap();
        assert_eq!(sent.recipient_id.as_ref(), Some(&psid));
        ask(&client, &message(&page, psid, None)).unwrap();
        assert!(ask(&client, &DeletePersona { persona_id: id.clone() }).unwrap().success);

        let outbox = graph.control("GET", "outbox", "");
        let messages = outbox["messages"].as_array().unwrap();
        let mine = messages.iter().find(|m| m["message_id"] == sent.message_id.as_str()).unwrap();
        assert_eq!(mine["text"], "Hello world!");
        assert_eq!(mine["persona"]["id"], id.as_str());
        assert_eq!(mine["persona"]["name"], "Zoë & \"Ko\" 🙂");
        assert!(messages.iter().any(|m| m["persona"].is_null() && m["text"] == "Hello world!"));

        let gone = refusal(ask(&client, &GetPersona::new(id)));
        assert_eq!(gone.kind, GraphErrorKind::UnknownObject);
    }
}

#[test]
fn files_of_messages_are_read_back() {
    for style in STYLES {
        let graph = InProcess::demo();
        let (page, client) = graph.client(style);
        let psid = page.person(true);
        let url = "https://example.com/shop.mp4";
        for kind in ["image", "video", "audio", "file"] {
            let body = format!(r#"{{"attachment":{{"type":"{kind}","url":"{url}"}}}}"#);
            let sent = graph.control("POST", &format!("people/{psid}/messages"), &body);
            let id = MessageId::parse(sent["message_id"].as_str().unwrap()).unwrap();
            let message = ask(&client, &GetMessage::new(id)).unwrap();
            let attachments = message.attachments.data;
            assert_eq!(attachments.len(), 1);
            assert_eq!(attachments[0].url(), Some(url), "{kind}");
        }
        let body = format!(r#"{{"attachment":{{"type":"sticker","url":"{url}"}}}}"#);
        let sent = graph.control("POST", &format!("people/{psid}/messages"), &body);
        let id = MessageId::parse(sent["message_id"].as_str().unwrap()).unwrap();
        assert_eq!(ask(&client, &GetMessage::new(id)).unwrap().sticker.as_deref(), Some(url));
    }
}

#[test]
fn a_walk_meets_every_persona_once() {
    for style in STYLES {
        let graph = InProcess::demo();
        let (page, client) = graph.client(style);
        let before = all(&client, ListPersonas::new(page.id())).len();
        for number in 0..30 {
            ask(&client, &draft(&page, &format!("Persona {number}"))).unwrap();
        }
        for limit in [0, 1, 7, 100, 1000] {
            let paging = Paging::limit(limit);
            let request = ListPersonas { paging, ..ListPersonas::new(page.id()) };
            let mut ids: Vec<_> =
                all(&client, request).into_iter().map(|persona| persona.id).collect();
            assert_eq!(ids.len(), before + 30, "{limit}");
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), before + 30, "{limit}");
        }
    }
}

#[test]
fn a_listing_can_be_asked_for_by_its_cursor() {
    let graph = InProcess::demo();
    let (page, client) = graph.client(CallStyle::Header);
    let first = ListPersonas { paging: Paging::limit(2), ..ListPersonas::new(page.id()) };
    let listing = ask(&client, &first).unwrap();
    assert_eq!((listing.data.len(), listing.has_more), (2, true));
    let second = ask(&client, &first.after(listing.next().unwrap().clone())).unwrap();
    assert_eq!((second.data.len(), second.has_more), (1, false));
    assert!(second.after.is_some(), "Graph names a cursor on the last listing too");
}

#[test]
fn typing_dots_appear_and_go() {
    for style in STYLES {
        let graph = InProcess::demo();
        let (page, client) = graph.client(style);
        let psid = page.person(true);
        let persona = all(&client, ListPersonas::new(page.id())).remove(0);
        let act = |action| SendSenderAction {
            page_id: page.id(),
            recipient: psid.clone().into(),
            action,
        };
        let speaker = || Some(persona.id.clone());
        let typing =
            || graph.control("GET", &format!("people/{psid}/messages"), "")["typing"].clone();
        ask(&client, &act(SenderAction::TypingOn { persona_id: speaker() })).unwrap();
        assert_eq!(typing()["persona"]["id"], persona.id.as_str());
        ask(&client, &act(SenderAction::TypingOff { persona_id: speaker() })).unwrap();
        assert!(typing().is_null());
    }
}

#[test]
fn a_page_is_read_by_its_id_and_as_me() {
    let graph = InProcess::demo();
    let (page, client) = graph.client(CallStyle::Form);
    let me = ask(&client, &GetPage { page_id: None }).unwrap();
    assert_eq!(me, ask(&client, &GetPage { page_id: Some(page.id()) }).unwrap());
    assert_eq!(me.name.as_deref(), Some("Jasper's Market"));
    assert!(me.picture_url().is_some());
}

#[test]
fn what_graph_refuses_is_understood() {
    let graph = InProcess::demo();
    let (page, client) = graph.client(CallStyle::Form);
    let unknown = PersonaId::parse("999").unwrap();
    let open = page.person(true);
    for (error, kind) in [
        (
            refusal(ask(&client, &DeletePersona { persona_id: unknown.clone() })),
            GraphErrorKind::UnknownObject,
        ),
        (
            refusal(ask(&client, &message(&page, page.person(false), None))),
            GraphErrorKind::OutsideWindow,
        ),
        (
            refusal(ask(&client, &message(&page, Psid::parse("999").unwrap(), None))),
            GraphErrorKind::PersonUnavailable,
        ),
        (
            refusal(ask(&client, &message(&page, open, Some(&unknown)))),
            GraphErrorKind::InvalidParameter,
        ),
    ] {
        assert_eq!(error.kind, kind, "{error}");
        assert!(error.fbtrace_id.is_some(), "{error}");
    }
}

#[test]
fn a_wrong_token_is_told_from_a_wrong_page() {
    let graph = InProcess::demo();
    let (page, client) = graph.client(CallStyle::Form);
    let mut wrong = client.graph().clone();
    wrong.access_token = messenger_personas::AccessToken::parse("garbage").ok();
    let stranger = Client::new(wrong, graph.clone(), graph.clone());
    let error = refusal(ask(&stranger, &ListPersonas::new(page.id())));
    assert_eq!(error.kind, GraphErrorKind::AccessToken);

    let other =
        PageId::parse(graph.control("GET", "pages", "")["pages"][1]["id"].as_str().unwrap())
            .unwrap();
    let error = refusal(ask(&client, &ListPersonas::new(other)));
    assert_ne!(error.kind, GraphErrorKind::AccessToken);
}

#[test]
fn faults_are_survived_where_that_is_safe() {
    let graph = InProcess::demo();
    let (page, client) = graph.client(CallStyle::Form);
    let arm = |fault: &str| {
        graph.control("POST", "faults", &format!(r#"{{"fault":"{fault}","times":1}}"#));
        graph.sent.set(0);
    };

    arm("transient");
    assert!(ask(&client, &ListPersonas::new(page.id())).is_ok());
    assert_eq!(graph.sent.get(), 2);

    arm("transient");
    assert!(ask(&client, &draft(&page, "Once")).is_err());
    assert_eq!(graph.sent.get(), 1, "a create is not made twice");

    arm("rate_limit_app");
    assert!(ask(&client, &draft(&page, "Later")).is_ok());
    assert_eq!(graph.sent.get(), 2);

    arm("html_500");
    let error = ask(&client, &draft(&page, "Html")).unwrap_err();
    assert!(error.is_ambiguous(), "{error}");

    arm("token_expired");
    let error = refusal(ask(&client, &ListPersonas::new(page.id())));
    assert_eq!(error.kind, GraphErrorKind::AccessToken);
}
