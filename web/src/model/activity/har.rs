//! Exchanges as a HAR 1.2 file, which the network panel of a browser opens.

use messenger_personas::{Method, Origin, Usage};
use serde::Serialize;

use super::{Body, Entry, Outcome};

/// The `entries`, the newest first, as a file. `iso` writes a time in milliseconds since 1970 as
/// ISO 8601.
#[must_use]
pub fn export<'a>(
    entries: impl DoubleEndedIterator<Item = &'a Entry>,
    origin: &Origin,
    iso: impl Fn(u64) -> String,
) -> String {
    let entries = entries.rev().map(|entry| HarEntry::new(entry, origin, iso(entry.started_at)));
    let creator = Creator { name: "Messenger Personas", version: env!("CARGO_PKG_VERSION") };
    let log = Log { version: "1.2", creator, entries: entries.collect() };
    serde_json::to_string_pretty(&Har { log }).unwrap_or_default()
}

#[derive(Serialize)]
struct Har<'a> {
    log: Log<'a>,
}

#[derive(Serialize)]
struct Log<'a> {
    version: &'static str,
    creator: Creator,
    entries: Vec<HarEntry<'a>>,
}

#[derive(Serialize)]
struct Creator {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarEntry<'a> {
    started_date_time: String,
    time: u64,
    request: Request<'a>,
    response: Response<'a>,
    cache: NoMembers,
    timings: Timings,
    #[serde(rename = "_attempt")]
    attempt: u32,
    #[serde(rename = "_usage", skip_serializing_if = "Usage::is_empty")]
    usage: &'a Usage,
    #[serde(rename = "_error", skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    method: &'static str,
    url: String,
    #[serde(flatten)]
    common: Common,
    query_string: [(); 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    post_data: Option<Content<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Response<'a> {
    status: u16,
    status_text: &'static str,
    #[serde(flatten)]
    common: Common,
    content: Content<'a>,
    #[serde(rename = "redirectURL")]
    redirect_url: &'static str,
}

/// What the format asks for, and is not recorded.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Common {
    http_version: &'static str,
    cookies: [(); 0],
    headers: [(); 0],
    headers_size: i8,
    body_size: i8,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Content<'a> {
    size: usize,
    mime_type: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'static str>,
}

#[derive(Serialize)]
struct NoMembers {}

#[derive(Serialize)]
struct Timings {
    send: u8,
    wait: u64,
    receive: u8,
}

impl<'a> HarEntry<'a> {
    fn new(entry: &'a Entry, origin: &Origin, started_date_time: String) -> Self {
        let query = entry.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        // With a body, the verb is always this one: a form itself says which one Graph applies.
        let method = if entry.request_body.is_some() { Method::Post } else { entry.method };
        Self {
            started_date_time,
            time: entry.elapsed,
            request: Request {
                method: method.as_str(),
                url: format!("{origin}{}{query}", entry.path),
                common: COMMON,
                query_string: [],
                post_data: entry.request_body.as_ref().map(|body| {
                    Content::new(if body.text.starts_with('{') { JSON } else { FORM }, body)
                }),
            },
            response: Response {
                status: entry.status().unwrap_or_default(),
                status_text: "",
                common: COMMON,
                content: Content::new(JSON, entry.response_body().unwrap_or(&NO_BODY)),
                redirect_url: "",
            },
            cache: NoMembers {},
            timings: Timings { send: 0, wait: entry.elapsed, receive: 0 },
            attempt: entry.attempt + 1,
            usage: &entry.usage,
            error: match &entry.outcome {
                Outcome::Response { .. } => None,
                Outcome::NoResponse(reason) => Some(reason),
                Outcome::Cancelled => Some("the request was cancelled"),
            },
        }
    }
}

impl<'a> Content<'a> {
    fn new(mime_type: &'static str, body: &'a Body) -> Self {
        let comment = body.is_cut.then_some("The rest was not recorded.");
        Self { size: body.text.len(), mime_type, text: &body.text, comment }
    }
}

const COMMON: Common =
    Common { http_version: "", cookies: [], headers: [], headers_size: -1, body_size: -1 };

static NO_BODY: Body = Body { text: String::new(), is_cut: false };

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

#[cfg(test)]
mod tests {
    use messenger_personas::{CallStyle, HttpResponse};
    use serde_json::Value;

    use super::{super::test_util::*, *};

    #[test]
    fn entries_are_exported_the_oldest_first() {
        let mut response = HttpResponse::json(200, r#"{"data":[]}"#);
        response.headers.push(("x-app-usage".to_owned(), r#"{"call_count":28}"#.to_owned()));
        let entries = [
            failed("cut"),
            list(CallStyle::Header, response),
            create(CallStyle::Form, HttpResponse::json(400, "{}")),
        ];
        let file: Value = serde_json::from_str(&export(entries.iter(), &origin(), iso)).unwrap();
        assert_eq!(file["log"]["version"], "1.2");
        let [created, listed, cut] = [0, 1, 2].map(|place| file["log"]["entries"][place].clone());
        assert_eq!(created["request"]["method"], "POST");
        assert_eq!(created["request"]["url"], "http://127.0.0.1:4010/v26.0/134/personas");
        assert!(created["request"]["postData"]["text"].as_str().unwrap().contains("&method=post"));
        assert_eq!(created["response"]["status"], 400);
        assert_eq!(created["startedDateTime"], NOW.to_string());
        assert_eq!(listed["request"]["url"], "http://127.0.0.1:4010/v26.0/134/personas?limit=25");
        assert_eq!(listed["request"]["headersSize"], -1);
        assert_eq!(listed["response"]["content"]["text"], r#"{"data":[]}"#);
        assert_eq!(listed["_usage"]["app"]["call_count"], 28);
        assert!(cut["_error"].as_str().unwrap().starts_with("no response"), "{cut}");
    }
}
