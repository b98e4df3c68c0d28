//! Claims about any name, text, address, id, cursor and answer, tried with generated ones.
//!
//! An input that breaks one is made small and kept beside this file, and tried first from then on.

use graph_emulator::Request;
use messenger_personas::{
    CallStyle, CreatePersona, Cursor, GetPersona, GraphErrorKind, GraphRequest, HttpResponse,
    ListPersonas, ListRequest, MessageText, PageId, Paging, PersonaId, PersonaName, PictureUrl,
    Psid, ResponseError, SendMessage,
};
use messenger_personas_client::Error;
use percent_encoding::percent_decode_str;
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    test_runner::FileFailurePersistence,
};
use serde_json::Value;
use tests::answer;

use crate::in_process::{InProcess, ask};

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn any_name_and_address_come_back_as_they_went(name in name(), url in url(), style in style()) {
        let graph = InProcess::demo();
        let (page, client) = graph.client(style);
        let (page_id, profile_picture_url) = (page.id(), url.clone());
        let create = CreatePersona { page_id, name: name.clone(), profile_picture_url };
        let persona_id = ask(&client, &create).unwrap().id;
        let persona = ask(&client, &GetPersona::new(persona_id.clone())).unwrap();
        prop_assert_eq!(persona.id, persona_id);
        prop_assert_eq!(persona.name.as_deref(), Some(name.as_str()));
        prop_assert_eq!(persona.profile_picture_url.as_deref(), Some(url.as_str()));
    }

    #[test]
    fn any_text_arrives_as_it_was_sent(text in message_text(), style in style()) {
        let graph = InProcess::demo();
        let (page, client) = graph.client(style);
        let send = SendMessage::new(page.id(), page.person(true), text.clone());
        let sent = ask(&client, &send).unwrap();
        let message = graph.control("GET", "outbox", "")["messages"][0].clone();
        prop_assert_eq!(&message["message_id"], sent.message_id.as_str());
        prop_assert_eq!(message["text"].as_str(), Some(text.as_str()));
    }

    /// A cursor that is none is refused as such: nothing in it became another parameter.
    #[test]
    fn any_cursor_is_asked_for_as_it_is(text in text(12), style in style()) {
        let graph = InProcess::demo();
        let (page, client) = graph.client(style);
        let list = ListPersonas { paging: Paging::limit(2), ..ListPersonas::new(page.id()) };
        let list = list.after(Cursor::new(&text));
        let request = Request::from(list.to_http(client.graph()));
        prop_assert_eq!(asked_for(&request, "after"), [text.as_str()]);
        prop_assert_eq!(asked_for(&request, "limit"), ["2"]);
        match ask(&client, &list) {
            Ok(_) => prop_assert!(text.is_empty()),
            Err(Error::Response(ResponseError::Graph(error))) => {
                prop_assert_eq!(error.kind, GraphErrorKind::InvalidParameter);
                prop_assert!(error.message.contains("After Cursor"), "{}", error.message);
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

proptest! {
    #![proptest_config(config(1024))]

    #[test]
    fn an_id_is_1_to_32_digits_and_nothing_else(text in almost_id()) {
        let digits = text.trim();
        let is_id = (1..=32).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        let kept = is_id.then(|| digits.to_owned());
        prop_assert_eq!(PageId::parse(&text).ok().map(|id| id.to_string()), kept.clone());
        prop_assert_eq!(PersonaId::parse(&text).ok().map(|id| id.to_string()), kept.clone());
        prop_assert_eq!(Psid::parse(&text).ok().map(|id| id.to_string()), kept);
    }

    #[test]
    fn an_id_in_an_answer_is_digits_or_refused(text in almost_id()) {
        let is_id = (1..=32).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
        let read = serde_json::from_value::<PersonaId>(Value::String(text.clone()));
        prop_assert_eq!(read.ok().map(|id| id.to_string()), is_id.then_some(text));
    }

    #[test]
    fn an_id_written_as_a_number_keeps_every_digit_or_is_refused(
        number in "-?(0|[1-9][0-9]{0,39})(\\.[0-9]{1,3})?(e[1-9])?",
    ) {
        let read = serde_json::from_str::<PersonaId>(&number).ok();
        if number.parse::<u64>().is_ok() {
            prop_assert_eq!(read.as_ref().map(PersonaId::as_str), Some(number.as_str()));
        } else {
            prop_assert_eq!(read, None);
        }
    }

    #[test]
    fn any_bytes_are_an_answer_or_an_error_without_the_token(
        token in token(),
        status in status(),
        content_type in content_type(),
        body in body(),
        repeats in vec(any::<Index>(), 0..3),
    ) {
        let mut body = body;
        for place in repeats {
            let place = place.index(body.len() + 1);
            body.splice(place..place, token.bytes());
        }
        let headers = vec![("content-type".to_owned(), content_type)];
        answer::holds(&token, &HttpResponse { status, headers, body });
    }

    #[test]
    fn no_error_of_any_shape_shows_the_token(
        token in token(),
        status in status(),
        json in json(),
    ) {
        let body = json.to_string().replace(TOKEN_HERE, &token);
        answer::holds(&token, &HttpResponse::json(status, body));
    }
}

/// The values of the parameter `name`, read in the plainest way that there is.
fn asked_for(request: &Request, name: &str) -> Vec<String> {
    let query = request.target.split_once('?').map_or("", |(_, query)| query);
    let body = std::str::from_utf8(&request.body).unwrap();
    query
        .split('&')
        .chain(body.split('&'))
        .filter_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
        .map(|value| {
            percent_decode_str(&value.replace('+', " ")).decode_utf8().unwrap().into_owned()
        })
        .collect()
}

fn style() -> impl Strategy<Value = CallStyle> {
    select(vec![CallStyle::Form, CallStyle::Header])
}

fn name() -> impl Strategy<Value = PersonaName> {
    text(12).prop_filter_map("is no name", |text| PersonaName::parse(&text).ok())
}

fn message_text() -> impl Strategy<Value = MessageText> {
    text(40).prop_filter_map("is no message", |text| MessageText::parse(&text).ok())
}

fn url() -> impl Strategy<Value = PictureUrl> {
    let start = select(vec![
        "https://example.com/",
        "HTTP://127.0.0.1:4010/",
        "http://127.0.0.1:4010/_emulator/pictures/",
        "https://[::1]?",
        "https://",
    ]);
    (start, text(12)).prop_filter_map("is no address", |(start, rest)| {
        PictureUrl::parse(&format!("{start}{rest}")).ok()
    })
}

/// Up to `pieces` of what encodings trip over.
fn text(pieces: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(ODD).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z0-9 ]{1,5}",
    ];
    vec(piece, 0..pieces).prop_map(|pieces| pieces.concat())
}

fn almost_id() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[ \t\n\u{a0}]?[0-9]{0,40}[ \r\n\u{2003}]?",
        2 => "[0-9]{1,17}[^0-9][0-9]{0,17}",
        1 => "\\p{Nd}{1,17}",
        1 => text(6),
    ]
}

/// A token of a Page, or of an app.
fn token() -> impl Strategy<Value = String> {
    prop_oneof!["EAA[A-Za-z0-9]{8,60}", "[0-9]{10,16}\\|[A-Za-z0-9_-]{27}"]
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![select(vec![200, 201, 204, 302, 400, 401, 403, 429, 500, 503]), any::<u16>()]
}

fn content_type() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec!["application/json", "text/javascript; charset=UTF-8", "text/html", ""])
            .prop_map(str::to_owned),
        text(4),
    ]
}

/// Any bytes, or an answer that came to harm.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let whole = select(ANSWERS).prop_map(|answer| answer.as_bytes().to_vec());
    let harm = (0..4_u8, any::<Index>(), any::<Index>(), any::<u8>());
    let harmed = (whole, vec(harm, 0..4)).prop_map(|(mut body, harms)| {
        for (harm, start, end, byte) in harms {
            if body.is_empty() {
                break;
            }
            let (one, other) = (start.index(body.len()), end.index(body.len()));
            let (start, end) = (one.min(other), one.max(other));
            match harm {
                0 => body.truncate(start),
                1 => body[start] ^= byte,
                2 => body.extend_from_within(start..end),
                _ => drop(body.drain(start..end)),
            }
        }
        body
    });
    prop_oneof![1 => vec(any::<u8>(), 0..256), 4 => harmed]
}

/// JSON with Graph's member names in any place, and the token in any text.
fn json() -> impl Strategy<Value = Value> {
    let text = (text(3), any::<bool>(), text(3)).prop_map(|(before, with_token, after)| {
        Value::String(format!("{before}{}{after}", if with_token { TOKEN_HERE } else { "" }))
    });
    let leaf = prop_oneof![
        4 => text,
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    let member =
        || prop_oneof![8 => select(MEMBERS).prop_map(str::to_owned), 1 => text_with_token()];
    let inner = leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            vec((member(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    let error = inner.clone().prop_map(|error| serde_json::json!({ "error": error }));
    prop_oneof![3 => error, 1 => inner]
}

fn text_with_token() -> impl Strategy<Value = String> {
    text(3).prop_map(|text| format!("{text}{TOKEN_HERE}"))
}

pub fn config(cases: u32) -> ProptestConfig {
    let beside_this_file = FileFailurePersistence::WithSource("regressions");
    ProptestConfig {
        failure_persistence: Some(Box::new(beside_this_file)),
        ..ProptestConfig::with_cases(cases)
    }
}

/// Stands where a token is put, in JSON that is already written.
const TOKEN_HERE: &str = "TOKEN-HERE";

const ODD: &[&str] = &[
    "\"",
    "'",
    "\\",
    "/",
    "%",
    "%20",
    "%00",
    "%zz",
    "&",
    "&limit=1",
    "&method=delete",
    "+",
    "=",
    "?",
    "#",
    ";",
    "{",
    "}",
    "{\"",
    "\\u0000",
    "\\ud800",
    " ",
    "\0",
    "\n",
    "\r\n",
    "\t",
    "ë",
    "e\u{301}",
    "שלום",
    "\u{202e}",
    "\u{200d}",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10000}",
    "\u{10ffff}",
    "🙂",
    "👩\u{200d}👩\u{200d}👧",
    "田中",
];

const MEMBERS: &[&str] = &[
    "error",
    "message",
    "type",
    "code",
    "error_subcode",
    "error_user_title",
    "error_user_msg",
    "is_transient",
    "fbtrace_id",
    "error_data",
    "data",
    "paging",
    "cursors",
    "after",
    "next",
    "id",
    "name",
    "picture",
    "url",
    "success",
    "message_id",
    "recipient_id",
];

const ANSWERS: &[&str] = &[
    r#"{"id":"1007240332817468"}"#,
    r#"{"data":[{"id":"1","name":"Zo\u00eb","profile_picture_url":"https:\/\/a\/b"},{"id":2}],"paging":{"cursors":{"before":"b","after":"a"},"next":"https:\/\/a\/?access_token="}}"#,
    r#"{"success":true}"#,
    r#"{"recipient_id":"251","message_id":"m_1"}"#,
    r#"{"name":"Jasper's Market","picture":{"data":{"url":"https:\/\/a\/b"}},"id":"134"}"#,
    r#"{"error":{"message":"(#100) No","type":"OAuthException","code":100,"error_subcode":33,"error_user_msg":"No","error_data":{"a":["b"]},"fbtrace_id":"A1"}}"#,
    "for (;;);{\"id\":\"1\"}",
    "<html><body>Bad gateway</body></html>",
];
