//! What Meta's pages say, held against the core and the emulator, each alone.
//!
//! A fixture is one sample of a page: request and answer. Where the core asks otherwise than the
//! sample, the fixture says so itself, with the reason, in its member `differences`.

mod around;
mod emulator;
mod errors;
mod messages;
mod personas;
mod templates;

use std::{cell::Cell, collections::BTreeSet, fs, path::PathBuf};

use messenger_personas::{
    AccessToken, CallStyle, Graph, GraphRequest, HttpRequest, HttpResponse, Method, PageId,
    PersonaId, Psid, ResponseError,
};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A sample of one of Meta's pages.
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
    #[serde(default)]
    differences: Vec<Difference>,
    answer: Answer,
    #[serde(skip)]
    was_asked: Cell<bool>,
    #[serde(skip)]
    was_read: Cell<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Documented {
    method: String,
    path: String,
    query: Map<String, Value>,
    #[serde(default)]
    body: Map<String, Value>,
}

/// Where the core asks otherwise than the sample.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// The place in `{method, path, params}`, as a JSON pointer.
    at: String,
    /// What stands there on the page; nothing if absent.
    page: Option<Value>,
    /// What the core sends there; nothing if absent.
    core: Option<Value>,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    status: u16,
    body: Value,
}

/// A fixture's name, and what holds the core against it.
type Row = (&'static str, fn(&Fixture));

impl Fixture {
    /// The fixture called `name`, its placeholders filled in.
    fn named(name: &str, values: &[(&str, &str)]) -> Self {
        let mut text = fs::read_to_string(folder().join(format!("{name}.json"))).unwrap();
        for (placeholder, value) in values {
            text = text.replace(placeholder, value);
        }
        serde_json::from_str(&text).unwrap()
    }

    /// The core asks, in both call styles, what the page asks.
    fn asks(&self, request: &impl GraphRequest) {
        self.was_asked.set(true);
        for call_style in [CallStyle::Form, CallStyle::Header] {
            let graph = Graph { call_style, ..self.graph() };
            let asked = meaning(&request.to_http(&graph));
            assert_eq!(asked, self.expected(), "{call_style:?}");
        }
    }

    /// What the core makes of the page's answer.
    fn read<R: GraphRequest>(&self, request: &R) -> Result<R::Output, ResponseError> {
        self.was_read.set(true);
        let body = self.answer.body.to_string();
        request.parse_response(&self.graph(), HttpResponse::json(self.answer.status, body))
    }

    /// The core asks what the page asks, and reads what it answers.
    fn answers<R: GraphRequest>(&self, request: &R) -> R::Output {
        self.asks(request);
        self.read(request).unwrap()
    }

    /// The same, and nothing of the answer is lost.
    fn holds<R: GraphRequest<Output: Serialize>>(&self, request: &R) {
        let output = self.answers(request);
        assert_eq!(serde_json::to_value(output).unwrap(), self.answer.body);
    }

    /// The sample's request, with the differences of the core.
    fn expected(&self) -> Value {
        let documented = self.request.as_ref().unwrap();
        let query = documented.query.iter();
        let mut params: Map<_, _> =
            query.map(|(name, value)| (name.clone(), param(value.as_str().unwrap()))).collect();
        params.extend(documented.body.clone());
        let mut expected =
            json!({ "method": documented.method, "path": documented.path, "params": params });
        for difference in &self.differences {
            let (place, member) = difference.at.rsplit_once('/').unwrap();
            let place = expected.pointer_mut(place).and_then(Value::as_object_mut).unwrap();
            let was = match difference.core.clone() {
                Some(value) => place.insert(member.to_owned(), value),
                None => place.remove(member),
            };
            assert_eq!(was, difference.page, "on the page, at {}", difference.at);
            assert_ne!(was, difference.core, "no difference at {}", difference.at);
        }
        by_value(expected)
    }

    /// Meta's Graph, asked with the sample's token.
    fn graph(&self) -> Graph {
        let token =
            self.request.as_ref().and_then(|request| request.query["access_token"].as_str());
        Graph::new(AccessToken::parse(token.unwrap_or("PAGE-ACCESS-TOKEN")).unwrap())
    }
}

/// Holds the core against each fixture of `rows`.
fn hold(rows: &[Row]) {
    for (name, hold) in rows {
        println!("{name}");
        let fixture = Fixture::named(name, VALUES);
        hold(&fixture);
        assert_eq!(fixture.was_asked.get(), fixture.request.is_some());
        assert!(fixture.was_read.get());
    }
}

/// Method, path and parameters of a request, in either call style.
fn meaning(request: &HttpRequest) -> Value {
    let (path, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
    let path = path.strip_prefix("https://graph.facebook.com").unwrap();
    let mut method = request.method.as_str().to_owned();
    let mut params: Map<_, _> = pairs(query).collect();
    let body = request.body.as_deref().unwrap_or_default();
    if body.starts_with('{') {
        params.extend(serde_json::from_str::<Map<_, _>>(body).unwrap());
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
    by_value(json!({ "method": method, "path": path, "params": params }))
}

fn pairs(text: &str) -> impl Iterator<Item = (String, Value)> {
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| {
        (name.to_owned(), param(&percent_decode_str(value).decode_utf8().unwrap()))
    })
}

/// A parameter as JSON where it is JSON, with Meta's single quotes made good.
fn param(text: &str) -> Value {
    if !text.starts_with(['{', '[']) {
        return json!(text);
    }
    let json = serde_json::from_str(text);
    json.unwrap_or_else(|_| serde_json::from_str(&text.replace('\'', "\"")).unwrap())
}

/// `value` with numbers of one size written in one way: 75.00 is 75.
fn by_value(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(by_value).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(name, member)| (name, by_value(member))).collect()
        }
        other => other,
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/graph")
}

/// The names of all fixtures.
fn names() -> BTreeSet<String> {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    files
        .map(|path| {
            assert_eq!(path.extension().unwrap(), "json");
            path.file_stem().unwrap().to_str().unwrap().to_owned()
        })
        .collect()
}

fn page_id() -> PageId {
    PageId::parse("134").unwrap()
}

fn persona_id() -> PersonaId {
    PersonaId::parse("311").unwrap()
}

fn psid() -> Psid {
    Psid::parse("251").unwrap()
}

/// What stands for the placeholders. None of these is part of another.
const VALUES: &[(&str, &str)] = &[
    ("LATEST-API-VERSION", "v26.0"),
    ("APP-ID", "771"),
    ("ATTACHMENT-ID", "1745"),
    ("COMMENT-ID", "134_902"),
    ("CONVERSATION-ID", "t_102"),
    ("MESSAGE-ID", "m_9qE4"),
    ("PAGE-A-ID", "135"),
    ("PAGE-B-ID", "136"),
    ("PAGE-ID", "134"),
    ("PAGE-POST-ID", "134_901"),
    ("PERSONA-A-ID", "311"),
    ("PERSONA-B-ID", "312"),
    ("PERSONA-ID", "311"),
    ("PRODUCT-A-ID", "501"),
    ("PRODUCT-B-ID", "502"),
    ("PSID", "251"),
    ("USER-REF", "visitor-8812"),
];

#[test]
fn every_fixture_names_its_source_its_date_and_its_quote() {
    for name in names() {
        let fixture = Fixture::named(&name, &[]);
        assert!(fixture.source.starts_with("https://developers.facebook.com/"), "{name}");
        assert_eq!(fixture.read.len(), "2026-11-22".len(), "{name}");
        assert!(!fixture.quote.is_empty(), "{name}");
    }
}

#[test]
fn every_difference_from_a_page_has_a_reason() {
    for name in names() {
        for difference in Fixture::named(&name, &[]).differences {
            assert!(difference.why.ends_with('.'), "{name}: {}", difference.at);
        }
    }
}

#[test]
fn every_fixture_is_held_once() {
    let rows =
        [around::ROWS, errors::ROWS, messages::ROWS, personas::ROWS, templates::ROWS].concat();
    let held: BTreeSet<_> = rows.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(held, names());
    assert_eq!(held.len(), rows.len());
}
