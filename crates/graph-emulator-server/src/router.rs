//! The routes and the layers around them.

use axum::{
    Router, middleware,
    routing::{any, get},
};
use tower_http::timeout::RequestBodyDeadlineLayer;

use crate::{
    Log, Options,
    app::App,
    console::{self, Console},
    event_stream, graph,
    host_guard::{self, HostGuard},
    request_log, welcome,
};

/// The console, the stream of events, and the emulator for everything else.
pub(crate) fn build(app: App, options: &Options, console: Option<Console>) -> Router {
    let mut router = Router::new()
        // Not `get`, whose fallback would add an `allow` header to batches.
        .route("/", any(welcome::show))
        .route("/_emulator/events", get(event_stream::stream).fallback(graph::handle))
        .fallback(graph::handle)
        .layer(RequestBodyDeadlineLayer::new(options.limits.body));
    if let Some(console) = console {
        router = router.layer(middleware::from_fn_with_state(console, console::serve));
    }
    let host_guard = HostGuard::new(&options.host, options.allow_remote);
    router = router.layer(middleware::from_fn_with_state(host_guard, host_guard::check));
    if options.log != Log::Off {
        router = request_log::add_layer(router, options.log);
    }
    router.with_state(app)
}
