//! `GET /_emulator/events`: changes as server-sent events.

use axum::{
    extract::State,
    http::{HeaderMap, header::ACCESS_CONTROL_ALLOW_ORIGIN},
    response::{
        IntoResponse,
        sse::{Event, Sse},
    },
};
use futures_util::stream::{self, StreamExt as _};
use tokio_stream::wrappers::BroadcastStream;

use crate::app::App;

/// Streams events until the server stops or the client reads too slowly. Web pages of this machine
/// on other ports can read it too.
pub(crate) async fn stream(State(app): State<App>, headers: HeaderMap) -> impl IntoResponse {
    let origin = app.origin(&headers);
    // `EventSource` reports a connection when it receives something.
    let connected = Event::default().comment("events of graph-emulator");
    // An error, for a client that is too slow, closes the connection.
    let events = BroadcastStream::new(app.store.events.subscribe()).map(move |event| {
        event
            .map(|event| Event::default().event(event.name()).data(event.data(&origin).to_string()))
    });
    let stream = stream::once(async { Ok(connected) }).chain(events);
    ([(ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Sse::new(stream))
}
