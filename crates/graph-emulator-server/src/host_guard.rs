//! Refuses requests that web pages of other machines make.
//!
//! A web page can let its own host name resolve to 127.0.0.1 (DNS rebinding), and could then read
//! every response. The `Host` header still has the name of the page, so other names than this
//! machine's are refused.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_TYPE, HOST, ORIGIN},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde_json::json;

/// The host name under which requests are accepted, besides those of this machine.
#[derive(Clone, Debug)]
pub(crate) struct HostGuard {
    /// `None` accepts every name.
    host: Option<Arc<str>>,
}

impl HostGuard {
    pub(crate) fn new(host: &str, allow_remote: bool) -> Self {
        Self { host: (!allow_remote).then(|| host.into()) }
    }

    /// Whether requests with this `Host` header are accepted.
    fn allows_host(&self, header: &str) -> bool {
        let Some(host) = &self.host else { return true };
        let name = host_name(header);
        name.eq_ignore_ascii_case(host) || is_loopback(name)
    }

    /// Whether a web page with this `Origin` header may use the control plane. CORS headers cannot
    /// decide that: Graph allows every page.
    fn allows_origin(&self, header: &str) -> bool {
        self.host.is_none()
            || header.split_once("://").is_some_and(|(_, host)| self.allows_host(host))
    }

    fn refusal(&self, request: &Request) -> Option<&'static str> {
        let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
        if let Some(host) = request.headers().get(HOST)
            && !self.allows_host(&text(host))
        {
            return Some(FOREIGN_HOST);
        }
        if let Some(origin) = request.headers().get(ORIGIN)
            && !self.allows_origin(&text(origin))
            && graph_emulator::Request::new("GET", "", request.uri().path()).is_control()
        {
            return Some(FOREIGN_ORIGIN);
        }
        None
    }
}

/// Middleware that responds with 403 to requests from elsewhere.
pub(crate) async fn check(
    State(guard): State<HostGuard>,
    request: Request,
    next: Next,
) -> Response {
    match guard.refusal(&request) {
        None => next.run(request).await,
        Some(message) => {
            let body = json!({"error": {"message": message}}).to_string();
            (StatusCode::FORBIDDEN, [(CONTENT_TYPE, "application/json")], body).into_response()
        }
    }
}

/// Whether `host` is a name or an address of this machine that no other machine can reach.
pub(crate) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The `Host` header without port and brackets.
fn host_name(header: &str) -> &str {
    let header = header.trim();
    match header.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => header.split(':').next().unwrap_or_default(),
    }
}

const FOREIGN_HOST: &str = "this emulator answers on this machine's own names only, such as \
    127.0.0.1; start it with --allow-remote to be called by others";
const FOREIGN_ORIGIN: &str = "only pages on this machine may call /_emulator/: it holds the tokens \
    and can do everything";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_accepted() {
        let guard = HostGuard::new("127.0.0.1", false);
        for header in ["127.0.0.1:4010", "localhost", "LOCALHOST:1", "[::1]:4010", "127.0.0.2"] {
            assert!(guard.allows_host(header), "{header}");
        }
        for header in [
            "evil.example",
            "evil.example:4010",
            "127.0.0.1.evil.example",
            "",
            "[evil]:1",
            "10.0.0.1",
        ] {
            assert!(!guard.allows_host(header), "{header}");
        }
        assert!(HostGuard::new("0.0.0.0", true).allows_host("anything.example"));
    }

    #[test]
    fn only_pages_of_this_machine_may_use_the_control_plane() {
        let guard = HostGuard::new("127.0.0.1", false);
        for header in ["http://127.0.0.1:4010", "http://localhost:8080", "https://[::1]"] {
            assert!(guard.allows_origin(header), "{header}");
        }
        for header in ["https://evil.example", "null", "", "http://127.0.0.1.evil.example"] {
            assert!(!guard.allows_origin(header), "{header}");
        }
        assert!(HostGuard::new("0.0.0.0", true).allows_origin("https://shop.example"));
    }
}
