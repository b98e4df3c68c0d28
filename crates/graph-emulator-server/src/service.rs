//! One HTTP request: the door, the console, or the emulator.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Response, header, request::Parts},
};
use graph_emulator::{Emulator, Timestamp};
use messenger_personas::HttpResponse;
use serde_json::json;

use crate::{console::Console, hosts::Hosts, journal::Journal};

/// Everything that answers.
pub(crate) struct Service {
    pub(crate) kept: Mutex<Kept>,
    pub(crate) console: Option<Console>,
    pub(crate) hosts: Hosts,
    /// The origin for clients that send no `Host`.
    pub(crate) origin: String,
    /// Whether answering may wait for a disk.
    pub(crate) is_durable: bool,
}

/// The state, and the file that keeps it.
pub(crate) struct Kept {
    pub(crate) emulator: Emulator,
    pub(crate) journal: Option<Journal>,
}

impl Kept {
    /// Answers once what it rests on is durable.
    fn answer(&mut self, request: &graph_emulator::Request) -> HttpResponse {
        let reply = self.emulator.answer(request, now());
        if reply.changes.is_empty() {
            return reply.response;
        }
        if let Some(journal) = &mut self.journal
            && let Err(reason) = journal.append(&reply.changes)
        {
            eprintln!("the journal cannot be written: {reason}");
            return said(500, "nothing was done: the emulator cannot write its journal");
        }
        for change in reply.changes {
            self.emulator.apply(change);
        }
        reply.response
    }
}

pub(crate) fn router(service: Arc<Service>) -> Router {
    Router::new().fallback(serve).with_state(service)
}

/// The time outside.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix_ms(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

async fn serve(State(service): State<Arc<Service>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let host = parts.headers.get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    if let Some(host) = host
        && !service.hosts.allow(host)
    {
        return out(said(
            403,
            "this emulator answers on this machine's own names only, such as 127.0.0.1; start it \
             with --allow-remote to be called by others",
        ));
    }
    let is_read = matches!(parts.method, Method::GET | Method::HEAD);
    if is_read
        && let Some(console) = &service.console
        && let Some(file) = console.serve(parts.uri.path(), wants_html(&parts.headers)).await
    {
        return file;
    }
    if is_read && parts.uri.path() == "/" && wants_html(&parts.headers) {
        return out(welcome());
    }
    let origin = host.map_or_else(|| service.origin.clone(), |host| format!("http://{host}"));
    let mut request = taken_in(&parts, &origin);
    if request.is_control()
        && let Some(page) = request.header("origin")
        && !service.hosts.allow_page(page)
    {
        return out(said(
            403,
            "only pages on this machine may call /_emulator/: it holds the tokens and can do \
             everything",
        ));
    }
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        let reason = "it is longer than 1 MiB, or did not arrive whole";
        return out(graph_emulator::unusable(&request, reason, now()));
    };
    request.body = body.into();
    out(answered(service, request).await)
}

/// What the emulator answers. With a journal that waits for a disk, off the event loop.
async fn answered(service: Arc<Service>, request: graph_emulator::Request) -> HttpResponse {
    let is_durable = service.is_durable;
    let answer =
        move || service.kept.lock().unwrap_or_else(PoisonError::into_inner).answer(&request);
    if !is_durable {
        return answer();
    }
    tokio::task::spawn_blocking(answer)
        .await
        .unwrap_or_else(|_| said(500, "the emulator stopped in the middle of this request"))
}

fn taken_in(parts: &Parts, origin: &str) -> graph_emulator::Request {
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let mut request = graph_emulator::Request::new(parts.method.as_str(), origin, target);
    request.headers = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect();
    request
}

fn out(response: HttpResponse) -> Response<Body> {
    let mut out = Response::new(Body::from(response.body));
    *out.status_mut() = response.status.try_into().unwrap_or_default();
    for (name, value) in response.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            out.headers_mut().append(name, value);
        }
    }
    out
}

/// A sentence of the server itself.
fn said(status: u16, message: &str) -> HttpResponse {
    HttpResponse::json(status, json!({"error": {"message": message}}).to_string())
}

/// For people who open the address in a browser without a console behind it.
fn welcome() -> HttpResponse {
    let mut response = HttpResponse::json(200, WELCOME);
    response.headers = vec![("content-type".to_owned(), "text/plain; charset=utf-8".to_owned())];
    response
}

fn wants_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

const LONGEST_BODY: usize = 1024 * 1024;
const WELCOME: &str = "This is graph-emulator, a local Graph for Messenger personas.\n\n\
    /_emulator/pages       its Pages, tokens and people\n\
    /_emulator/outbox      what was sent\n\
    /_emulator/unverified  what is a guess\n\n\
    Start it with --console DIR to have the console here.\n";
