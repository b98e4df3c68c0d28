//! Any bytes as requests are answered by the emulator, in HTTP and JSON that can be read.

use std::sync::LazyLock;

use graph_emulator::{Change, Emulator, Fault, Request, Seed, Timestamp};
use messenger_personas::{AccessToken, GetPage, Graph, GraphRequest, HttpResponse, ResponseError};
use serde_json::Value;

use crate::message::Message;

/// The claim for requests written as text, one after the other to the same emulator: a request
/// line, headers, an empty line, the body, and `---` on a line between two of them.
///
/// # Panics
/// If the claim does not hold.
pub fn holds_for_input(input: &[u8]) {
    let mut emulator = DEMO.clone();
    let mut rest = Some(input);
    while let Some(input) = rest {
        let cut = input.windows(BETWEEN.len()).position(|bytes| bytes == BETWEEN);
        let (input, next) = match cut {
            Some(cut) => (&input[..cut], Some(&input[cut + BETWEEN.len()..])),
            None => (input, None),
        };
        holds(&mut emulator, &request(input));
        rest = next;
    }
}

/// `emulator` answers `request`, the same each time, in valid HTTP; what it calls JSON is JSON, what
/// it refuses is an error of Graph to the core, and its changes survive being written down.
///
/// # Panics
/// If the claim does not hold.
pub fn holds(emulator: &mut Emulator, request: &Request) {
    let foreseen = emulator.answer(request, now());
    let reply = emulator.handle(request, now());
    assert_eq!(reply, foreseen, "answering alone foresees what handling does");
    is_http(&reply.response);
    let is_html = reply.response.header("content-type").is_some_and(|it| it.contains("html"));
    let is_cut = reply.changes.iter().any(
        |change| matches!(change, Change::FaultUsed { fault, .. } if *fault == Fault::TruncatedJson),
    );
    if request.method != "HEAD" && !reply.response.body.is_empty() && !is_cut {
        is_what_it_is_called(&reply.response);
        let is_script = reply.response.body.starts_with(SCRIPT);
        if !request.is_control() && reply.response.status >= 400 && !is_html && !is_script {
            is_understood(reply.response);
        }
    }
    for change in &reply.changes {
        let line = serde_json::to_string(change).expect("a change is JSON");
        let read: Change = serde_json::from_str(&line).expect("a change is read again");
        assert_eq!(read, *change);
    }
}

fn request(input: &[u8]) -> Request {
    let message = Message::read(input);
    let mut words = message.first_line.splitn(2, ' ');
    let method = words.next().unwrap_or_default();
    let target = words.next().unwrap_or_default();
    let mut request = Request::new(method, ORIGIN, target.trim_end_matches(" HTTP/1.1"));
    request.headers = message.headers;
    request.body = message.body.to_vec();
    request
}

fn is_http(response: &HttpResponse) {
    assert!((200..600).contains(&response.status), "{}", response.status);
    for (name, value) in &response.headers {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!name.is_empty() && name.chars().all(is_plain), "{name:?}");
        assert!(!value.chars().any(|c| c.is_control() && c != '\t'), "{name}: {value:?}");
    }
}

fn is_what_it_is_called(response: &HttpResponse) {
    let content_type = response.header("content-type").expect("a body has a type");
    if content_type.contains("json") || content_type.contains("javascript") {
        let read = serde_json::from_slice::<Value>(json(&response.body));
        assert!(read.is_ok(), "{}", String::from_utf8_lossy(&response.body));
    }
}

/// What is handed to a callback, or the whole body.
fn json(body: &[u8]) -> &[u8] {
    let call = body.strip_prefix(SCRIPT).and_then(|call| call.strip_suffix(b");"));
    call.and_then(|call| call.splitn(2, |&byte| byte == b'(').nth(1)).unwrap_or(body)
}

fn is_understood(refusal: HttpResponse) {
    let read = GetPage { page_id: None }.parse_response(&GRAPH, refusal);
    assert!(matches!(&read, Err(ResponseError::Graph(error)) if error.code != 0), "{read:?}");
}

fn now() -> Timestamp {
    Timestamp::from_unix_ms(1_795_000_000_000)
}

static DEMO: LazyLock<Emulator> = LazyLock::new(|| Emulator::new(Seed::demo(), now()));
static GRAPH: LazyLock<Graph> =
    LazyLock::new(|| Graph::new(AccessToken::parse("not-the-emulators").expect("a token")));
const ORIGIN: &str = "http://127.0.0.1:4010";
const SCRIPT: &[u8] = b"/**/ ";
const BETWEEN: &[u8] = b"\n---\n";
