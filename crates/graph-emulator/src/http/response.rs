//! Responses: status, headers and body, as captured from Graph.

use messenger_personas::HttpResponse;

use crate::{
    error::GraphError,
    http::{cors, request::Request, shape::Shape, version::Version},
    model::{Change, Counted, Timestamp, ids},
};

/// A response, and what the request changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The response.
    pub response: HttpResponse,
    /// The changes in order. Empty for reads and errors, unless a fault was used.
    pub changes: Vec<Change>,
    /// How to deliver the response, after the changes were recorded.
    pub delivery: Delivery,
    /// The requests to [count](crate::Emulator::count), also after an error.
    pub counted: Vec<Counted>,
}

impl Reply {
    /// A reply that is delivered whole and not counted.
    pub(crate) fn plain(response: HttpResponse, changes: Vec<Change>) -> Self {
        Self { response, changes, delivery: Delivery::Whole, counted: Vec::new() }
    }
}

/// How the owner of the connection delivers a response.
///
/// The [changes](Reply::changes) are recorded first in every case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// Whole, without delay.
    #[default]
    Whole,
    /// Status and headers of the whole response, including `content-length`; then the first `bytes`
    /// bytes of the body. Then the connection is closed.
    Cut {
        /// Bytes of the body that are sent.
        bytes: usize,
    },
    /// Nothing is sent, and the connection is reset.
    Reset,
    /// Nothing is sent. The connection stays open until the client closes it.
    Never,
    /// Whole, after a delay in real time.
    After {
        /// Milliseconds of the delay.
        ms: u64,
    },
}

/// Graph's response before it is encoded as HTTP.
pub(crate) struct GraphResponse {
    /// The version of the API.
    pub(crate) version: Version,
    pub(crate) body: Body,
    pub(crate) changes: Vec<Change>,
    /// The requests to count.
    pub(crate) counted: Vec<Counted>,
    /// The headers of the rate limits.
    pub(crate) usage: Vec<(&'static str, String)>,
    /// A defect of the response or of its delivery.
    pub(crate) fault: Option<ResponseFault>,
    /// The format that the request asks for.
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
    /// A web page instead of JSON, with this status.
    Html(u16),
    /// A redirect to another URL.
    Redirect,
    Preflight,
}

/// A defect of a response or of its delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseFault {
    WrongTypes,
    TruncatedJson,
    CutBody,
    NoAnswer,
    Reset,
    Slow { ms: u64 },
}

/// Encodes a response as the reply to its request.
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
            no_store(&mut add);
            if let Some(challenge) = error.challenge() {
                add("www-authenticate", challenge);
            }
            (error.status, shape.wrap(error.envelope(&trace, shape.layout)))
        }
        Body::Html(status) => {
            add("content-type", "text/html; charset=utf-8".to_owned());
            no_store(&mut add);
            (status, SORRY.to_owned())
        }
        Body::Redirect => {
            add("location", "/login".to_owned());
            no_store(&mut add);
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

/// Members of Graph's responses with undocumented types.
const WRONG_TYPES: &str = r#"{"id":{"a":1},"data":"none","success":"true","message_id":[],"recipient_id":{},"attachment_id":[]}"#;

/// Graph's response to a request that the owner of the connection could not read. `reason` is a
/// sentence about "it", such as "it is longer than 1 MiB".
#[must_use]
pub fn unusable(request: &Request, reason: &str, now: Timestamp) -> HttpResponse {
    to_reply(request, GraphResponse::error(Version::default(), GraphError::body(reason)), now)
        .response
}

fn no_store(add: &mut impl FnMut(&str, String)) {
    add("cache-control", "no-store".to_owned());
    add("pragma", "no-cache".to_owned());
    add("expires", "Sat, 01 Jan 2000 00:00:00 GMT".to_owned());
}

/// Deterministic: depends on the request and the time.
fn trace(request: &Request, now: Timestamp) -> String {
    let mut hash = ids::hash(request.method.as_bytes(), ids::mix(now.unix_ms()));
    hash = ids::hash(request.target.as_bytes(), hash);
    ids::trace(ids::hash(&request.body, hash))
}

/// Graph's media type of JSON is `text/javascript`, unless `accept` names JSON or is `*/*`, as sent
/// by curl.
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

    fn send(target: &str, accept: &str) -> HttpResponse {
        let mut request = Request::new("GET", ORIGIN, target);
        request.headers.push(("accept".to_owned(), accept.to_owned()));
        TestClient::demo().send(&request)
    }

    #[test]
    fn the_trace_id_is_in_header_and_body_and_differs_by_request() {
        let response = send("/me", "*/*");
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!(response.header("x-fb-request-id"), body["error"]["fbtrace_id"].as_str());
        assert_eq!(response.header("x-fb-request-id").map(str::len), Some(23));
        assert_ne!(response.header("x-fb-request-id"), send("/1", "*/*").header("x-fb-request-id"));
    }

    #[test]
    fn errors_are_not_cached_and_have_a_challenge() {
        let response = send("/me", "*/*");
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
        let response = send(&format!("/me?access_token={TOKEN}"), "*/*");
        assert_eq!(
            response.header("cache-control"),
            Some("private, no-cache, no-store, must-revalidate")
        );
        assert!(response.header("etag").is_some());
        assert_eq!(response.header("www-authenticate"), None);
    }

    #[test]
    fn json_has_the_media_type_of_javascript_unless_accepted() {
        for (accept, expected) in [
            ("*/*", "application/json; charset=UTF-8"),
            ("application/json, text/plain", "application/json; charset=UTF-8"),
            ("text/html,*/*;q=0.8", "text/javascript; charset=UTF-8"),
        ] {
            assert_eq!(send("/me", accept).header("content-type"), Some(expected), "{accept}");
        }
    }
}
