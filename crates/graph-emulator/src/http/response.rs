//! What goes out: status, headers and body, as captured from Graph.

use messenger_personas::HttpResponse;

use crate::{
    error::GraphError,
    http::{cors, request::Request, shape::Shape, version::Version},
    model::{Change, Counted, Timestamp, ids},
};

/// An answer, and the facts that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The answer.
    pub response: HttpResponse,
    /// What happened, in order. Empty for reads and refusals, unless a fault was used up.
    pub changes: Vec<Change>,
    /// How the answer gets to the caller, once the changes are kept.
    pub delivery: Delivery,
    /// What is to be [counted](crate::Emulator::count), whatever the answer is.
    pub counted: Vec<Counted>,
}

impl Reply {
    /// An answer that gets to the caller whole, and counts nowhere.
    pub(crate) fn plain(response: HttpResponse, changes: Vec<Change>) -> Self {
        Self { response, changes, delivery: Delivery::Whole, counted: Vec::new() }
    }
}

/// How an answer gets to the caller: what whoever holds the socket has to do with it.
///
/// In every case the [changes](Reply::changes) are kept first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// At once and whole.
    #[default]
    Whole,
    /// Status and headers as for the whole body, its whole length as `content-length` included;
    /// then the body's first `bytes` bytes, and the connection is closed.
    Cut {
        /// How many bytes of the body go out.
        bytes: usize,
    },
    /// Not a byte, and the connection is reset.
    Reset,
    /// Not a byte. The connection stays open until the caller closes it.
    Never,
    /// At once and whole, but not before that many milliseconds of the time outside have passed.
    After {
        /// How many.
        ms: u64,
    },
}

/// What Graph says, before it is an HTTP response.
pub(crate) struct GraphResponse {
    /// The version that answers.
    pub(crate) version: Version,
    pub(crate) body: Body,
    pub(crate) changes: Vec<Change>,
    /// What the call adds to the meters.
    pub(crate) counted: Vec<Counted>,
    /// The meters as headers.
    pub(crate) usage: Vec<(&'static str, String)>,
    /// What goes wrong with the answer on its way.
    pub(crate) fault: Option<ResponseFault>,
    /// How the answer is to be written.
    pub(crate) shape: Shape,
}

impl GraphResponse {
    pub(crate) fn new(version: Version, body: Body) -> Self {
        Self {
            version,
            body,
            changes: Vec::new(),
            counted: Vec::new(),
            usage: Vec::new(),
            fault: None,
            shape: Shape::default(),
        }
    }

    pub(crate) fn error(version: Version, error: GraphError) -> Self {
        Self::new(version, Body::Error(Box::new(error)))
    }
}

pub(crate) enum Body {
    Json(String),
    Error(Box<GraphError>),
    /// A web page where JSON should be, with this status.
    Html(u16),
    /// Another address.
    Redirect,
    Preflight,
}

/// What goes wrong with an answer on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseFault {
    WrongTypes,
    TruncatedJson,
    CutBody,
    NoAnswer,
    Reset,
    Slow { ms: u64 },
}

/// Encodes `graph` as the reply to `request`.
pub(crate) fn to_reply(request: &Request, graph: GraphResponse, now: Timestamp) -> Reply {
    let trace = trace(request, now);
    let mut headers = cors::headers();
    let mut add = |name: &str, value: String| headers.push((name.to_owned(), value));
    add("facebook-api-version", graph.version.to_string());
    add("x-fb-request-id", trace.clone());
    add("x-fb-trace-id", format!("B{}", ids::digits(ids::hash(trace.as_bytes(), 1), 10)));
    add("x-fb-rev", "1005938380".to_owned());
    for (name, value) in graph.usage {
        add(name, value);
    }
    let shape = graph.shape;
    let (mut status, mut body) = match graph.body {
        Body::Json(body) => {
            let body = shape.wrap(body);
            add("content-type", content_type(request, &shape));
            add("cache-control", "private, no-cache, no-store, must-revalidate".to_owned());
            add("etag", format!("\"{}\"", ids::digits(ids::hash_long(body.as_bytes()), 11)));
            (200, body)
        }
        Body::Error(error) => {
            add("content-type", content_type(request, &shape));
            not_kept(&mut add);
            if let Some(challenge) = error.challenge() {
                add("www-authenticate", challenge);
            }
            (error.status, shape.wrap(error.envelope(&trace, shape.layout)))
        }
        Body::Html(status) => {
            add("content-type", "text/html; charset=utf-8".to_owned());
            not_kept(&mut add);
            (status, SORRY.to_owned())
        }
        Body::Redirect => {
            add("location", "/login".to_owned());
            not_kept(&mut add);
            (302, String::new())
        }
        Body::Preflight => {
            headers.extend(cors::preflight_headers());
            (200, String::new())
        }
    };
    if shape.always_200 {
        status = 200;
    }
    if request.method == "HEAD" {
        body.clear();
    }
    let mut body = body.into_bytes();
    let delivery = match graph.fault {
        None => Delivery::Whole,
        Some(ResponseFault::WrongTypes) => {
            body = WRONG_TYPES.into();
            Delivery::Whole
        }
        Some(ResponseFault::TruncatedJson) => {
            body.truncate(body.len() / 2);
            Delivery::Whole
        }
        Some(ResponseFault::CutBody) => Delivery::Cut { bytes: body.len() / 2 },
        Some(ResponseFault::NoAnswer) => Delivery::Never,
        Some(ResponseFault::Reset) => Delivery::Reset,
        Some(ResponseFault::Slow { ms }) => Delivery::After { ms },
    };
    let response = HttpResponse { status, headers, body };
    Reply { response, changes: graph.changes, delivery, counted: graph.counted }
}

/// The members of Graph's responses, of other types than documented.
const WRONG_TYPES: &str = r#"{"id":{"a":1},"data":"none","success":"true","message_id":[],"recipient_id":{},"attachment_id":[]}"#;

/// Graph's answer to a request that whoever holds the socket could not take in: `reason` says
/// why, as in "it is longer than 1 MiB".
#[must_use]
pub fn unusable(request: &Request, reason: &str, now: Timestamp) -> HttpResponse {
    to_reply(request, GraphResponse::error(Version::default(), GraphError::body(reason)), now)
        .response
}

fn not_kept(add: &mut impl FnMut(&str, String)) {
    add("cache-control", "no-store".to_owned());
    add("pragma", "no-cache".to_owned());
    add("expires", "Sat, 01 Jan 2000 00:00:00 GMT".to_owned());
}

/// The same request at the same moment has the same trace: nothing here is random.
fn trace(request: &Request, now: Timestamp) -> String {
    let mut hash = ids::hash(request.method.as_bytes(), ids::mix(now.unix_ms()));
    hash = ids::hash(request.target.as_bytes(), hash);
    ids::trace(ids::hash(&request.body, hash))
}

/// Graph calls its JSON JavaScript unless the caller asks for JSON, or for anything, as curl does.
fn content_type(request: &Request, shape: &Shape) -> String {
    let accept = request.header("accept").unwrap_or("*/*").trim();
    if shape.callback.is_some() {
        "text/javascript; charset=UTF-8".to_owned()
    } else if accept == "*/*" || accept.contains("application/json") {
        "application/json; charset=UTF-8".to_owned()
    } else {
        "text/javascript; charset=UTF-8".to_owned()
    }
}

const SORRY: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Error</title></head><body>\
    <h1>Sorry, something went wrong.</h1><p>This page was asked for with a fault, html_500 or html_200.</p>\
    </body></html>";

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::test_support::{ORIGIN, TOKEN, TestClient};

    fn called(target: &str, accept: &str) -> HttpResponse {
        let mut request = Request::new("GET", ORIGIN, target);
        request.headers.push(("accept".to_owned(), accept.to_owned()));
        TestClient::demo().send(&request)
    }

    #[test]
    fn the_trace_is_in_header_and_body_and_differs_from_call_to_call() {
        let response = called("/me", "*/*");
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!(response.header("x-fb-request-id"), body["error"]["fbtrace_id"].as_str());
        assert_eq!(response.header("x-fb-request-id").map(str::len), Some(23));
        assert_ne!(
            response.header("x-fb-request-id"),
            called("/1", "*/*").header("x-fb-request-id")
        );
    }

    #[test]
    fn errors_are_not_kept_and_carry_a_challenge() {
        let response = called("/me", "*/*");
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert_eq!(response.header("expires"), Some("Sat, 01 Jan 2000 00:00:00 GMT"));
        assert_eq!(
            response.header("www-authenticate"),
            Some(
                "OAuth \"Facebook Platform\" \"invalid_request\" \"An active access token must be \
                 used to query information about the current user.\""
            )
        );
    }

    #[test]
    fn successes_are_private() {
        let response = called(&format!("/me?access_token={TOKEN}"), "*/*");
        assert_eq!(
            response.header("cache-control"),
            Some("private, no-cache, no-store, must-revalidate")
        );
        assert!(response.header("etag").is_some());
        assert_eq!(response.header("www-authenticate"), None);
    }

    #[test]
    fn json_is_called_javascript_unless_it_is_asked_for() {
        for (accept, expected) in [
            ("*/*", "application/json; charset=UTF-8"),
            ("application/json, text/plain", "application/json; charset=UTF-8"),
            ("text/html,*/*;q=0.8", "text/javascript; charset=UTF-8"),
        ] {
            assert_eq!(called("/me", accept).header("content-type"), Some(expected), "{accept}");
        }
    }
}
