//! The exchanges with Graph that this tab remembers: in memory, without access tokens.

pub mod code;
pub mod har;
pub mod json;
pub mod replay;
#[cfg(test)]
mod test_util;
pub mod usage;

use std::{collections::VecDeque, sync::Arc};

use messenger_personas::{ApiVersion, Method, PageId, Param, Usage};
use messenger_personas_client::Exchange;

use self::usage::RateLimit;

/// The latest exchanges, the newest first.
#[derive(Clone, Debug, Default)]
pub struct ActivityLog {
    entries: VecDeque<Arc<Entry>>,
    last_id: u32,
}

impl ActivityLog {
    /// Adds an exchange of a Page that ended at `now`, in milliseconds since 1970. The oldest one is
    /// dropped if there are too many.
    pub fn add(&mut self, page_id: &PageId, now: u64, exchange: &Exchange<'_>) -> Arc<Entry> {
        self.last_id += 1;
        let entry = Arc::new(Entry::new(self.last_id, page_id, now, exchange));
        self.entries.truncate(CAPACITY - 1);
        self.entries.push_front(entry.clone());
        entry
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// The newest first.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// One attempt of a request, with its response. Tokens were redacted when it was recorded.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Counts the exchanges of the tab.
    pub id: u32,
    /// The Page whose token was used.
    pub page_id: PageId,
    /// In milliseconds since 1970.
    pub started_at: u64,
    /// In milliseconds.
    pub elapsed: u64,
    /// The method that Graph applies.
    pub method: Method,
    /// With the version, such as `/v26.0/134/personas`.
    pub path: String,
    /// The query of the URL.
    pub query: Option<String>,
    /// A form or JSON.
    pub request_body: Option<Body>,
    /// How it ended.
    pub outcome: Outcome,
    /// 0 is the first attempt of the request.
    pub attempt: u32,
    /// The usage that the response reports.
    pub usage: Usage,
    /// The version that served the request, if it is not the one of the path.
    pub served_version: Option<ApiVersion>,
    /// How long Graph refuses such requests.
    pub rate_limit: Option<RateLimit>,
}

/// How an exchange ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// There is a response.
    Response {
        /// The HTTP status.
        status: u16,
        /// Whether Graph refused the request, or one of a batch.
        is_error: bool,
        /// The body.
        body: Body,
    },
    /// There is no response, for this reason.
    NoResponse(String),
    /// The console did not wait for the response.
    Cancelled,
}

/// By id: an entry does not change, and comparing bodies takes long.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Entry {
    fn new(id: u32, page_id: &PageId, now: u64, exchange: &Exchange<'_>) -> Self {
        let elapsed = u64::try_from(exchange.elapsed().as_millis()).unwrap_or(u64::MAX);
        let body = exchange.response_body().unwrap_or_default();
        let rate_limit = RateLimit::of(exchange, &body);
        let outcome = match (exchange.status(), exchange.failure()) {
            (Some(status), _) => Outcome::Response {
                status,
                is_error: !(200..300).contains(&status) || has_error(&body),
                body: Body::new(body),
            },
            (None, Some(reason)) if !exchange.is_cancelled() => Outcome::NoResponse(reason),
            (None, _) => Outcome::Cancelled,
        };
        Self {
            id,
            page_id: page_id.clone(),
            started_at: now.saturating_sub(elapsed),
            elapsed,
            method: exchange.method(),
            path: exchange.path(),
            query: exchange.query(),
            request_body: exchange.request_body().map(Body::new),
            outcome,
            attempt: exchange.attempt(),
            usage: exchange.usage(),
            served_version: exchange.other_version(),
            rate_limit,
        }
    }

    /// The HTTP status, if there is a response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match &self.outcome {
            Outcome::Response { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The body of the response.
    #[must_use]
    pub fn response_body(&self) -> Option<&Body> {
        match &self.outcome {
            Outcome::Response { body, .. } => Some(body),
            _ => None,
        }
    }

    /// Whether it failed. A cancelled request did not.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        match self.outcome {
            Outcome::Response { is_error, .. } => is_error,
            Outcome::NoResponse(_) => true,
            Outcome::Cancelled => false,
        }
    }

    /// The version and the rest of the path, without slashes between them.
    #[must_use]
    pub fn version_and_path(&self) -> (&str, &str) {
        self.path.trim_start_matches('/').split_once('/').unwrap_or_default()
    }

    /// The parameters, without those of the call style; `None` if not all of them are recorded.
    #[must_use]
    pub fn params(&self) -> Option<Vec<(String, Param)>> {
        let mut params = json::form_params(self.query.as_deref().unwrap_or_default());
        match &self.request_body {
            Some(body) if body.is_cut => return None,
            Some(Body { text, .. }) if text.starts_with('{') => params.extend(json::members(text)?),
            Some(Body { text, .. }) => params.extend(json::form_params(text)),
            None => {}
        }
        params.retain(|(name, _)| !OF_THE_CALL_STYLE.contains(&name.as_str()));
        Some(params)
    }

    /// The parameters as JSON, for people; the body as it is if not all of it is recorded.
    #[must_use]
    pub fn request_json(&self) -> String {
        match self.params() {
            Some(params) => json::indent(&json::object(&params)),
            None => self.request_body.as_ref().map(|body| body.text.clone()).unwrap_or_default(),
        }
    }

    /// What Meta's support asks for.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        let (_, rest) = self.response_body()?.text.split_once("\"fbtrace_id\"")?;
        rest.split('"').nth(1)
    }
}

/// Whether the body is an error, or one of the responses of a batch is.
fn has_error(body: &str) -> bool {
    body.contains("\"error\":") || body.contains("\\\"error\\\":")
}

/// A body, as far as it is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Its text, or the start of it.
    pub text: String,
    /// Whether there was more.
    pub is_cut: bool,
}

impl Body {
    fn new(mut text: String) -> Self {
        let is_cut = text.len() > LONGEST_BODY;
        text.truncate(text.floor_char_boundary(LONGEST_BODY));
        // What a listing of hundreds needed while it was built is not kept.
        text.shrink_to_fit();
        Self { text, is_cut }
    }
}

/// Which exchanges are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of the path, of the request, of the response or of its status, in any case.
    pub text: String,
    /// Only this method.
    pub method: Option<Method>,
    /// Only failures.
    pub only_failed: bool,
}

impl Filter {
    /// Whether an exchange is shown.
    #[must_use]
    pub fn matches(&self, entry: &Entry) -> bool {
        self.method.is_none_or(|method| method == entry.method)
            && (!self.only_failed || entry.is_failure())
            && self.matches_text(entry)
    }

    /// Whether it leaves anything out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }

    fn matches_text(&self, entry: &Entry) -> bool {
        let text = self.text.trim().to_lowercase();
        let contains = |part: &str| part.to_lowercase().contains(&text);
        text.is_empty()
            || contains(&entry.path)
            || entry.status().is_some_and(|status| status.to_string() == text)
            || contains(&entry.request_json())
            || entry.response_body().is_some_and(|body| contains(&body.text))
    }
}

/// Parameters that the client adds by itself.
const OF_THE_CALL_STYLE: [&str; 4] =
    ["method", "access_token", "appsecret_proof", "appsecret_time"];

/// How many exchanges are remembered.
pub const CAPACITY: usize = 200;

/// In bytes.
pub const LONGEST_BODY: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use messenger_personas::{CallStyle, HttpResponse};

    use super::{test_util::*, *};

    #[test]
    fn an_exchange_is_recorded() {
        let body = r#"{"data":[],"paging":{"next":"https://a/?access_token=SECRETTOKEN"}}"#;
        let entry = list(CallStyle::Form, HttpResponse::json(200, body));
        assert_eq!((entry.method, entry.path.as_str()), (Method::Get, "/v26.0/134/personas"));
        assert_eq!((entry.status(), entry.is_failure()), (Some(200), false));
        assert_eq!((entry.started_at, entry.attempt), (NOW, 0));
        assert_eq!(entry.version_and_path(), ("v26.0", "134/personas"));
        assert_eq!(entry.request_json(), "{\n  \"limit\": \"25\"\n}");
    }

    #[test]
    fn both_call_styles_have_the_same_parameters() {
        for style in [CallStyle::Form, CallStyle::Header] {
            let sent = create(style, HttpResponse::json(200, r#"{"id":"1"}"#));
            let params = sent.params().unwrap();
            let names: Vec<_> = params.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["name", "profile_picture_url"], "{style:?}");
            assert_eq!(params[0].1, Param::Text("Zoë & “Co”".to_owned()), "{style:?}");
        }
    }

    #[test]
    fn no_part_of_an_entry_holds_a_token() {
        let bodies = [
            r#"{"data":[],"paging":{"next":"https:\/\/a\/?access_token=SECRETTOKEN\u0026limit=1"}}"#,
            r#"{"error":{"message":"Malformed access token SECRETTOKEN","code":190}}"#,
            r#"{"data":[{"id":"1","access_token":"EAABother"}]}"#,
        ];
        for style in [CallStyle::Form, CallStyle::Header] {
            for body in bodies {
                let response = || HttpResponse::json(200, body);
                for entry in [list(style, response()), create(style, response())] {
                    let code = code::ALL.map(|language| code::of(language, &entry, &origin()));
                    let all = format!(
                        "{entry:?} {} {:?} {code:?} {}",
                        entry.request_json(),
                        entry.params(),
                        har::export([&entry].into_iter(), &origin(), iso),
                    );
                    assert!(!all.contains("SECRET") && !all.contains("EAABother"), "{all}");
                }
            }
        }
        let failed = failed("cannot reach https://a/?access_token=SECRETTOKEN");
        assert!(!format!("{failed:?}").contains("SECRET"), "{failed:?}");
    }

    #[test]
    fn two_hundred_are_remembered() {
        let (client, log) = recorder(CallStyle::Form, || HttpResponse::json(200, "{}"));
        for _ in 0..CAPACITY + 5 {
            run(&client, &list_request());
        }
        let log = log.lock().unwrap();
        let ids: Vec<_> = log.entries().map(|entry| entry.id).collect();
        assert_eq!((ids.len(), ids[0], ids[CAPACITY - 1]), (CAPACITY, 205, 6));
    }

    #[test]
    fn a_long_body_is_cut_between_two_characters() {
        let body = format!("{{\"a\":\"{}\"}}", "ä".repeat(LONGEST_BODY));
        let entry = list(CallStyle::Form, HttpResponse::json(200, body));
        let kept = entry.response_body().unwrap();
        assert!(kept.is_cut && kept.text.len() <= LONGEST_BODY && kept.text.ends_with('ä'));
        let short = list(CallStyle::Form, HttpResponse::json(200, "{}"));
        assert!(!short.response_body().unwrap().is_cut);
    }

    #[test]
    fn failures_are_told_from_successes() {
        let refused = r#"{"error":{"message":"(#100) no","code":100,"fbtrace_id":"A1b"}}"#;
        let in_batch = r#"[{"code":200,"body":"{}"},{"code":400,"body":"{\"error\":{}}"}]"#;
        for (status, body, is_failure) in [
            (200, r#"{"id":"1"}"#, false),
            (200, refused, true),
            (400, refused, true),
            (502, "<html>", true),
            (200, in_batch, true),
        ] {
            let entry = list(CallStyle::Form, HttpResponse::json(status, body));
            assert_eq!(entry.is_failure(), is_failure, "{status} {body}");
        }
        let entry = list(CallStyle::Form, HttpResponse::json(400, refused));
        assert_eq!(entry.trace_id(), Some("A1b"));
        assert!(failed("cut").is_failure());
        assert!(failed("cut").status().is_none());
    }

    #[test]
    fn filters_narrow() {
        let read = list(CallStyle::Form, HttpResponse::json(200, r#"{"data":[{"name":"Mia"}]}"#));
        let made = create(CallStyle::Form, HttpResponse::json(400, r#"{"error":{"code":100}}"#));
        let text = |text: &str| Filter { text: text.to_owned(), ..Filter::default() };
        for (filter, expected) in [
            (Filter::default(), (true, true)),
            (text("PERSONAS"), (true, true)),
            (text("mia"), (true, false)),
            (text("zoë"), (false, true)),
            (text("400"), (false, true)),
            (Filter { method: Some(Method::Get), ..Filter::default() }, (true, false)),
            (Filter { only_failed: true, ..Filter::default() }, (false, true)),
        ] {
            assert_eq!((filter.matches(&read), filter.matches(&made)), expected, "{filter:?}");
        }
        assert!(!Filter::default().narrows() && text("a").narrows());
    }
}
