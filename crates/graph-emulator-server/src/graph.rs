//! Passes HTTP requests to the emulator.

use std::{error::Error, fmt};

use axum::{
    body::{Bytes, HttpBody as _},
    extract::{DefaultBodyLimit, FromRequest as _, Request, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE, request::Parts},
    response::{IntoResponse, Response},
};
use messenger_personas::HttpResponse;
use tower_http::timeout::TimeoutError;

use crate::{app::App, store::CommittedReply};

/// Responds as Graph does, or as the control plane if the path starts with `/_emulator/`.
pub(crate) async fn handle(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut request = to_emulator_request(&parts, app.origin(&parts.headers));
    let reply = match read_body(Request::from_parts(parts, body)).await {
        Ok(body) => {
            request.body = body.into();
            app.store.handle(&request).await
        }
        Err(reason) => graph_emulator::unusable(&request, &reason, app.store.now()).into(),
    };
    reply.into_response()
}

fn to_emulator_request(parts: &Parts, origin: String) -> graph_emulator::Request {
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let headers = parts.headers.iter().filter_map(|(name, value)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    });
    graph_emulator::Request {
        method: parts.method.as_str().to_owned(),
        origin,
        target: target.to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
    }
}

/// The body, or a reason such as "it is longer than 1 MiB".
async fn read_body(mut request: Request) -> Result<Bytes, String> {
    let limit = BodyLimit::of(request.headers());
    if request.body().size_hint().lower() > limit.bytes as u64 {
        return Err(format!("it is longer than {limit}"));
    }
    DefaultBodyLimit::max(limit.bytes).apply(&mut request);
    Bytes::from_request(request, &()).await.map_err(|rejection| {
        if is_timeout(&rejection) {
            "it did not arrive in time".to_owned()
        } else {
            format!("it is longer than {limit}, or did not arrive whole")
        }
    })
}

fn is_timeout(rejection: &BytesRejection) -> bool {
    let mut error: Option<&(dyn Error + 'static)> = Some(rejection);
    while let Some(cause) = error {
        if cause.is::<TimeoutError>() {
            return true;
        }
        error = cause.source();
    }
    false
}

/// Maximum length of a body.
#[derive(Clone, Copy)]
struct BodyLimit {
    bytes: usize,
}

impl BodyLimit {
    /// Meta accepts files of 25 MB, in multipart bodies.
    fn of(headers: &HeaderMap) -> Self {
        let content_type = headers.get(CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
        let is_multipart =
            content_type.get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case(b"multipart/"));
        Self { bytes: if is_multipart { 26 * MIB } else { MIB } }
    }
}

impl fmt::Display for BodyLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} MiB", self.bytes / MIB)
    }
}

/// The extensions hold what the layers outside need: how to send the response, and what to log.
impl IntoResponse for CommittedReply {
    fn into_response(self) -> Response {
        let Self { response: HttpResponse { status, headers, body }, delivery, notes } = self;
        let mut response = Response::new(body.into());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        response.headers_mut().reserve(headers.len() + 2);
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
                response.headers_mut().append(name, value);
            }
        }
        if delivery != graph_emulator::Delivery::Whole {
            response.extensions_mut().insert(delivery);
        }
        if let Some(notes) = notes {
            response.extensions_mut().insert(notes);
        }
        response
    }
}

const MIB: usize = 1024 * 1024;
