//! One HTTP request: the door, the console, the events, or the emulator.

use std::{sync::Arc, time::Instant};

use http_body_util::{BodyExt, Limited};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    body::{Body as _, Incoming},
    header::{self, HeaderName, HeaderValue},
    http::request::Parts,
};
use messenger_personas::HttpResponse;
use serde_json::json;

use crate::{
    Limits, Log,
    console::Console,
    delivery::{Ending, Outgoing},
    hosts::Hosts,
    log::Line,
    store::{CommittedReply, Store},
};

/// Everything that answers.
pub(crate) struct Service {
    pub(crate) store: Store,
    pub(crate) console: Option<Console>,
    pub(crate) hosts: Hosts,
    /// The origin for clients that send no `Host`.
    pub(crate) origin: Arc<str>,
    pub(crate) limits: Limits,
    pub(crate) log: Log,
}

impl Service {
    /// Answers `request`. `ending` ends the connection that it came on.
    pub(crate) async fn serve(
        &self,
        request: Request<Incoming>,
        ending: &Ending,
    ) -> Response<Outgoing> {
        let start = Instant::now();
        let (parts, body) = request.into_parts();
        let host = parts.headers.get(header::HOST).map(|host| host.to_str().unwrap_or_default());
        if let Some(host) = host
            && !self.hosts.allow(host)
        {
            return self.logged(&parts, start, out(said(403, FOREIGN_HOST)));
        }
        let is_read = matches!(parts.method, Method::GET | Method::HEAD);
        if is_read
            && let Some(console) = &self.console
            && let Some(file) =
                console.serve(parts.uri.path(), wants_html(&parts.headers), &parts.headers).await
        {
            return self.logged(&parts, start, file);
        }
        if is_read && parts.uri.path() == "/" && wants_html(&parts.headers) {
            return self.logged(&parts, start, out(welcome()));
        }
        let origin = host.map_or_else(|| self.origin.to_string(), |host| format!("http://{host}"));
        let mut request = taken_in(&parts, origin);
        if request.is_control() {
            if let Some(page) = request.header("origin")
                && !self.hosts.allow_page(page)
            {
                return self.logged(&parts, start, out(said(403, FOREIGN_PAGE)));
            }
            if parts.method == Method::GET && parts.uri.path() == EVENTS {
                let stream = self.store.listeners.add(&request.origin, ending);
                return self.logged(&parts, start, events(Outgoing::Stream(stream)));
            }
        }
        let longest = Longest::body_of(&parts.headers);
        let answered = match self.whole(body, longest).await {
            Ok(body) => {
                request.body = body;
                self.store.handle(&request).await
            }
            Err(reason) => graph_emulator::unusable(&request, &reason, self.store.now()).into(),
        };
        let CommittedReply { response, delivery, noted } = answered;
        self.log.write(&Line {
            method: &request.method,
            target: &request.target,
            status: response.status,
            bytes: response.body.len() as u64,
            took: start.elapsed(),
            noted: &noted,
        });
        delivery.carry_out(out(response), ending).await
    }

    /// The body, if it is there in time and not too long.
    async fn whole(&self, body: Incoming, longest: Longest) -> Result<Vec<u8>, String> {
        if body.is_end_stream() {
            return Ok(Vec::new());
        }
        let length = body.size_hint().lower();
        if length > longest.bytes as u64 {
            return Err(format!("it is longer than {longest}"));
        }
        let body = Limited::new(body, longest.bytes).collect();
        match tokio::time::timeout(self.limits.body, body).await {
            Ok(Ok(body)) => Ok(body.to_bytes().into()),
            Ok(Err(_)) => Err(format!("it is longer than {longest}, or did not arrive whole")),
            Err(_) => Err("it did not arrive in time".to_owned()),
        }
    }

    fn logged(
        &self,
        parts: &Parts,
        start: Instant,
        response: Response<Outgoing>,
    ) -> Response<Outgoing> {
        self.log.write(&Line {
            method: parts.method.as_str(),
            target: parts.uri.path(),
            status: response.status().as_u16(),
            bytes: response.body().size_hint().exact().unwrap_or_default(),
            took: start.elapsed(),
            noted: "",
        });
        response
    }
}

/// How long a body may be.
#[derive(Clone, Copy)]
struct Longest {
    bytes: usize,
}

impl Longest {
    /// Meta takes files of 25 MB, and they come in multipart bodies.
    fn body_of(headers: &HeaderMap) -> Self {
        let kind = headers.get(header::CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
        let has_files = kind.get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case(b"multipart/"));
        Self { bytes: if has_files { 26 * MIB } else { MIB } }
    }
}

impl std::fmt::Display for Longest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} MiB", self.bytes / MIB)
    }
}

fn taken_in(parts: &Parts, origin: String) -> graph_emulator::Request {
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    graph_emulator::Request {
        method: parts.method.as_str().to_owned(),
        origin,
        target: target.to_owned(),
        headers: parts
            .headers
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect(),
        body: Vec::new(),
    }
}

fn out(response: HttpResponse) -> Response<Outgoing> {
    let mut out = Response::new(Outgoing::from(response.body));
    *out.status_mut() = StatusCode::from_u16(response.status).unwrap_or_default();
    let headers = out.headers_mut();
    headers.reserve(response.headers.len() + 2);
    for (name, value) in response.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    out
}

/// A stream of events. Pages of this machine at another port may listen too.
fn events(stream: Outgoing) -> Response<Outgoing> {
    let mut out = Response::new(stream);
    let headers = out.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
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

const MIB: usize = 1024 * 1024;
const EVENTS: &str = "/_emulator/events";
const FOREIGN_HOST: &str = "this emulator answers on this machine's own names only, such as \
    127.0.0.1; start it with --allow-remote to be called by others";
const FOREIGN_PAGE: &str = "only pages on this machine may call /_emulator/: it holds the tokens \
    and can do everything";
const WELCOME: &str = "This is graph-emulator, a local Graph for Messenger personas.\n\n\
    /_emulator/pages       its Pages, tokens and people\n\
    /_emulator/outbox      what was sent\n\
    /_emulator/events      what happens, while it happens\n\
    /_emulator/unverified  what is a guess\n\n\
    Start it with --console DIR to have the console here.\n";
