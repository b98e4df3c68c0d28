//! What goes out: status, headers and body, as captured from Graph.

use messenger_personas::HttpResponse;

use crate::{Change, Reply, Request, Timestamp, cors, error::Refusal, ids, version::Version};

/// What Graph says, before it is an HTTP response.
pub(crate) struct Outcome {
    /// The version that answers.
    pub(crate) version: Version,
    pub(crate) said: Said,
    pub(crate) changes: Vec<Change>,
}

impl Outcome {
    pub(crate) fn refused(version: Version, refusal: Refusal) -> Self {
        Self { version, said: Said::Refused(Box::new(refusal)), changes: Vec::new() }
    }
}

pub(crate) enum Said {
    Json(String),
    Refused(Box<Refusal>),
    /// A web page where JSON should be.
    Html,
    Preflight,
}

/// `outcome` as the reply to `request`.
pub(crate) fn to(request: &Request, outcome: Outcome, now: Timestamp) -> Reply {
    let trace = trace(request, now);
    let mut headers = cors::headers();
    let mut add = |name: &str, value: String| headers.push((name.to_owned(), value));
    add("facebook-api-version", outcome.version.to_string());
    add("x-fb-request-id", trace.clone());
    add("x-fb-trace-id", format!("B{}", ids::digits(ids::hash(trace.as_bytes(), 1), 10)));
    add("x-fb-rev", "1005938380".to_owned());
    let (status, mut body) = match outcome.said {
        Said::Json(body) => {
            add("content-type", content_type(request));
            add("cache-control", "private, no-cache, no-store, must-revalidate".to_owned());
            add("etag", format!("\"{}\"", ids::digits(ids::hash(body.as_bytes(), 0), 11)));
            (200, body)
        }
        Said::Refused(refusal) => {
            add("content-type", content_type(request));
            not_kept(&mut add);
            if let Some(challenge) = refusal.challenge() {
                add("www-authenticate", challenge);
            }
            (refusal.status, refusal.envelope(&trace))
        }
        Said::Html => {
            add("content-type", "text/html; charset=utf-8".to_owned());
            not_kept(&mut add);
            (500, SORRY.to_owned())
        }
        Said::Preflight => {
            headers.extend(cors::preflight_headers());
            (200, String::new())
        }
    };
    if request.method == "HEAD" {
        body.clear();
    }
    let response = HttpResponse { status, headers, body: body.into_bytes() };
    Reply { response, changes: outcome.changes }
}

/// Graph's answer to a request that whoever holds the socket could not take in: `reason` says
/// why, as in "it is longer than 1 MiB".
#[must_use]
pub fn unusable(request: &Request, reason: &str, now: Timestamp) -> HttpResponse {
    to(request, Outcome::refused(Version::default(), Refusal::body(reason)), now).response
}

fn not_kept(add: &mut impl FnMut(&str, String)) {
    add("cache-control", "no-store".to_owned());
    add("pragma", "no-cache".to_owned());
    add("expires", "Sat, 01 Jan 2000 00:00:00 GMT".to_owned());
}

/// The same request at the same moment has the same trace: nothing here is random.
fn trace(request: &Request, now: Timestamp) -> String {
    let mut hash = ids::hash(request.method.as_bytes(), ids::mixed(now.unix_ms()));
    hash = ids::hash(request.target.as_bytes(), hash);
    ids::trace(ids::hash(&request.body, hash))
}

/// Graph calls its JSON JavaScript unless the caller asks for JSON, or for anything, as curl does.
fn content_type(request: &Request) -> String {
    let accept = request.header("accept").unwrap_or("*/*").trim();
    if accept == "*/*" || accept.contains("application/json") {
        "application/json; charset=UTF-8".to_owned()
    } else {
        "text/javascript; charset=UTF-8".to_owned()
    }
}

/// A JSON answer of the control plane.
pub(crate) fn control(status: u16, body: String) -> HttpResponse {
    let mut headers = cors::headers();
    headers.push(("content-type".to_owned(), "application/json; charset=utf-8".to_owned()));
    headers.push(("cache-control".to_owned(), "no-store".to_owned()));
    HttpResponse { status, headers, body: body.into_bytes() }
}

const SORRY: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Error</title></head><body>\
    <h1>Sorry, something went wrong.</h1><p>This page was asked for with the fault html_500.</p>\
    </body></html>";

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::scene::{ORIGIN, Scene, TOKEN};

    fn called(target: &str, accept: &str) -> HttpResponse {
        let mut request = Request::new("GET", ORIGIN, target);
        request.headers.push(("accept".to_owned(), accept.to_owned()));
        Scene::demo().call(&request)
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
