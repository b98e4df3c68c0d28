//! A page for browsers that open the address of an emulator without a console.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header::ACCEPT},
    response::{IntoResponse as _, Response},
};

use crate::{app::App, graph};

/// Lists the most useful addresses. Clients other than browsers get Graph's response.
pub(crate) async fn show(app: State<App>, request: Request) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_read && accepts_html(request.headers()) {
        TEXT.into_response()
    } else {
        graph::handle(app, request).await
    }
}

/// Whether these are the headers of a browser that opens a page.
pub(crate) fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

const TEXT: &str = "This is graph-emulator, a local Graph for Messenger personas.\n\n\
    /_emulator/pages       its Pages, tokens and people\n\
    /_emulator/outbox      what was sent\n\
    /_emulator/events      what happens, while it happens\n\
    /_emulator/unverified  what is a guess\n\n\
    Start it with --console DIR to have the console here.\n";
