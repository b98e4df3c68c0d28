//! What Meta's pages say, held against the core and the emulator, each alone.

use std::{collections::BTreeMap, fs, path::Path};

use graph_emulator::Request;
use messenger_personas::{
    AccessToken, CallStyle, CreatePersona, DeletePersona, GetPersona, Graph, GraphErrorKind,
    GraphRequest, HttpRequest, HttpResponse, ListPersonas, MessageText, MessagingType, Method,
    PageId, PersonaId, PersonaName, PictureUrl, Psid, Recipient, ResponseError, SendMessage,
    SendSenderAction, SenderAction,
};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::in_process::{InProcess, ORIGIN};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    source: String,
    read: String,
    quote: String,
    /// What was done to the quote to make it a request or an answer.
    #[serde(rename = "mended")]
    _mended: String,
    request: Option<Documented>,
    answer: Answer,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Documented {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    status: u16,
    body: Value,
}

/// The fixture called `name`, its placeholders filled in.
fn fixture(name: &str, values: &[(&str, &str)]) -> Fixture {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/graph");
    let mut text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    for (placeholder, value) in values {
        text = text.replace(placeholder, value);
    }
    serde_json::from_str(&text).unwrap()
}

const IDS: &[(&str, &str)] = &[
    ("LATEST-API-VERSION", "v26.0"),
    ("PERSONA-A-ID", "311"),
    ("PERSONA-B-ID", "312"),
    ("PERSONA-ID", "311"),
    ("PSID", "251"),
    ("PAGE-ID", "134"),
];

/// Method, path and parameters of a request of ours, whatever carries them.
fn meaning(request: &HttpRequest) -> (String, String, BTreeMap<String, Value>) {
    let (path, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
    let path = path.strip_prefix("https://graph.facebook.com").unwrap().to_owned();
    let mut method = request.method.as_str().to_owned();
    let mut params: BTreeMap<String, Value> = pairs(query);
    let body = request.body.as_deref().unwrap_or_default();
    if body.starts_with('{') {
        let members: BTreeMap<String, Value> = serde_json::from_str(body).unwrap();
        params.extend(members);
    } else {
        params.extend(pairs(body));
    }
    if let Some(Value::String(verb)) = params.remove("method") {
        assert_eq!(request.method, Method::Post, "only a form carries another verb");
        method = verb.to_uppercase();
    }
    if let Some((_, bearer)) = request.headers.iter().find(|(name, _)| *name == "authorization") {
        let token = bearer.strip_prefix("Bearer ").unwrap();
        params.insert("access_token".to_owned(), json!(token));
    }
    (method, path, params)
}

fn pairs(text: &str) -> BTreeMap<String, Value> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| {
            let value = percent_decode_str(value).decode_utf8().unwrap();
            (name.to_owned(), loose(&value))
        })
        .collect()
}

/// A parameter as JSON where it is JSON, with Meta's single quotes made good.
fn loose(text: &str) -> Value {
    if !text.starts_with('{') {
        return json!(text);
    }
    serde_json::from_str(&text.replace('\'', "\"")).unwrap()
}

/// The core asks, in both call styles, what the page asks.
fn asks(name: &str, request: &impl GraphRequest) {
    let documented = fixture(name, IDS).request.unwrap();
    for call_style in [CallStyle::Form, CallStyle::Header] {
        let token = AccessToken::parse("PAGE-ACCESS-TOKEN").unwrap();
        let graph = Graph { call_style, ..Graph::new(token) };
        let (method, path, mut params) = meaning(&request.to_http(&graph));
        let versioned = documented.path.strip_prefix("/v26.0").unwrap_or(&documented.path);
        assert_eq!(method, documented.method, "{name}");
        assert_eq!(path, format!("/v26.0{versioned}"), "{name}");
        // Required by the Send API reference, left out by the samples.
        let messaging_type = params.remove("messaging_type");
        assert_eq!(messaging_type, (name == "send_message").then(|| json!("RESPONSE")));
        let expected: BTreeMap<_, _> =
            documented.query.iter().map(|(name, value)| (name.clone(), loose(value))).collect();
        assert_eq!(params, expected, "{name}, {call_style:?}");
    }
}

/// The core reads what the page answers.
fn reads<R: GraphRequest>(name: &str, request: &R) -> Result<R::Output, ResponseError> {
    let answer = fixture(name, IDS).answer;
    let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN").unwrap());
    request.read(&graph, HttpResponse::json(answer.status, answer.body.to_string()))
}

fn page_id() -> PageId {
    PageId::parse("134").unwrap()
}

fn persona_id() -> PersonaId {
    PersonaId::parse("311").unwrap()
}

fn recipient() -> Recipient {
    Recipient::Id(Psid::parse("251").unwrap())
}

#[test]
fn every_fixture_names_its_source_its_date_and_its_quote() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/graph");
    let mut count = 0;
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let fixture: Fixture = serde_json::from_str(&text).unwrap();
        assert!(fixture.source.starts_with("https://developers.facebook.com/"));
        assert_eq!(fixture.read.len(), "2026-11-22".len());
        assert!(!fixture.quote.is_empty());
        count += 1;
    }
    assert!(count >= 8);
}

#[test]
fn create_is_as_documented() {
    let request = CreatePersona {
        page_id: page_id(),
        name: PersonaName::parse("Adam").unwrap(),
        profile_picture_url: PictureUrl::parse(
            "https://www.facebook.com/photo.php/fbid/adam-image.jpg",
        )
        .unwrap(),
    };
    asks("create_persona", &request);
    assert_eq!(reads("create_persona", &request).unwrap().id, persona_id());
}

#[test]
fn list_is_as_documented() {
    let request = ListPersonas::new(page_id());
    asks("list_personas", &request);
    let listing = reads("list_personas", &request).unwrap();
    let names: Vec<_> = listing.data.iter().filter_map(|persona| persona.name.as_deref()).collect();
    assert_eq!(names, ["Adam", "David Mark"]);
    assert_eq!(listing.after.unwrap().as_str(), "QVFIUkpnMGx0aTNvUjJNVmJUT0Yw");
    assert!(!listing.has_more);
}

#[test]
fn get_is_as_documented() {
    let request = GetPersona { persona_id: persona_id() };
    asks("get_persona", &request);
    let persona = reads("get_persona", &request).unwrap();
    assert_eq!(persona.profile_picture_url.as_deref(), Some("https://facebook.com/adam-image.jpg"));
}

#[test]
fn send_is_as_documented() {
    let request = SendMessage {
        page_id: page_id(),
        recipient: recipient(),
        messaging_type: MessagingType::Response,
        text: MessageText::parse("Hello world!").unwrap(),
        persona_id: Some(persona_id()),
    };
    asks("send_message", &request);
    assert_eq!(reads("send_message", &request).unwrap().message_id, "MESSAGE-ID");
}

#[test]
fn typing_is_as_documented() {
    let request = SendSenderAction {
        page_id: page_id(),
        recipient: recipient(),
        action: SenderAction::TypingOn,
        persona_id: Some(persona_id()),
    };
    asks("typing_on", &request);
    assert_eq!(reads("typing_on", &request).unwrap().recipient_id.unwrap().as_str(), "251");
}

#[test]
fn delete_is_as_documented() {
    let request = DeletePersona { persona_id: persona_id() };
    asks("delete_persona", &request);
    assert!(reads("delete_persona", &request).unwrap().success);
}

#[test]
fn documented_errors_are_understood() {
    let request = GetPersona { persona_id: persona_id() };
    for (name, kind) in [
        ("error_unknown_object", GraphErrorKind::UnknownObject),
        ("error_page_rate_limit", GraphErrorKind::RateLimit),
    ] {
        let Err(ResponseError::Graph(error)) = reads(name, &request) else { panic!("{name}") };
        assert_eq!(error.kind, kind);
        assert!(error.fbtrace_id.is_some());
    }
}

/// The documentation's own lines, properly encoded, sent to the emulator: every answer has the
/// documented status and members.
#[test]
fn the_emulator_answers_the_documentations_requests_as_documented() {
    let graph = InProcess::demo();
    let (page, _) = graph.client(CallStyle::Form);
    let token = page.0["access_token"].as_str().unwrap().to_owned();
    let (page_id, psid) = (page.id(), page.person(true));
    let mut persona_id = String::new();
    for name in [
        "create_persona",
        "list_personas",
        "get_persona",
        "send_message",
        "typing_on",
        "delete_persona",
        "error_unknown_object",
    ] {
        let documented = fixture(
            name,
            &[
                ("LATEST-API-VERSION", "v26.0"),
                ("PAGE-ACCESS-TOKEN", &token),
                ("PERSONA-A-ID", "1"),
                ("PERSONA-B-ID", "2"),
                ("PERSONA-ID", &persona_id),
                ("PSID", psid.as_str()),
                ("PAGE-ID", page_id.as_str()),
            ],
        );
        let request = documented.request.unwrap();
        let query: Vec<_> = request
            .query
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        let target = format!("{}?{}", request.path, query.join("&"));
        let response = graph.handle(&Request::new(&request.method, ORIGIN, &target));
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!(response.status, documented.answer.status, "{name}: {body}");
        assert_shape(&documented.answer.body, &body, name);
        if name == "create_persona" {
            persona_id = body["id"].as_str().unwrap().to_owned();
        }
        if name == "error_unknown_object" {
            let (documented, given) = (&documented.answer.body["error"], &body["error"]);
            for member in ["message", "type", "code", "error_subcode"] {
                assert_eq!(given[member], documented[member], "{member}");
            }
        }
    }
}

/// Every member that is documented is there, with a value of the same type.
fn assert_shape(documented: &Value, given: &Value, name: &str) {
    match (documented, given) {
        (Value::Object(documented), Value::Object(given)) => {
            for (member, value) in documented {
                let given = given.get(member);
                assert_shape(value, given.unwrap_or_else(|| panic!("{name}: no {member}")), name);
            }
        }
        (Value::Array(documented), Value::Array(given)) => {
            for given in given {
                assert_shape(&documented[0], given, name);
            }
        }
        _ => assert_eq!(
            std::mem::discriminant(documented),
            std::mem::discriminant(given),
            "{name}: {documented} and {given}"
        ),
    }
}
