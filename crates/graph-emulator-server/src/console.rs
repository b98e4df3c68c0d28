//! The built console, served from the same origin as Graph.

use std::path::{Path, PathBuf};

use hyper::{
    Response,
    header::{self, HeaderValue},
};
use percent_encoding::percent_decode_str;

use crate::{StartError, delivery::Outgoing};

/// A folder with a built console.
#[derive(Clone, Debug)]
pub(crate) struct Console {
    folder: PathBuf,
}

impl Console {
    pub(crate) fn open(folder: &Path) -> Result<Self, StartError> {
        let missing = || StartError::Console { path: folder.to_owned() };
        if !folder.join(INDEX).is_file() {
            return Err(missing());
        }
        Ok(Self { folder: folder.canonicalize().map_err(|_| missing())? })
    }

    /// What a browser gets at `path`: a file, or the console itself if it asks for a web page.
    /// `None` leaves the request to Graph.
    pub(crate) async fn serve(&self, path: &str, wants_html: bool) -> Option<Response<Outgoing>> {
        if belongs_to_graph(path) {
            return None;
        }
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let path = path.trim_start_matches('/');
        if let Some(file) = self.file(if path.is_empty() { INDEX } else { path }).await {
            return Some(file);
        }
        if wants_html { self.file(INDEX).await } else { None }
    }

    async fn file(&self, path: &str) -> Option<Response<Outgoing>> {
        let is_odd = |part: &str| {
            part.is_empty() || part.starts_with('.') || part.contains(['\\', ':', '\0'])
        };
        if path.split('/').any(is_odd) {
            return None;
        }
        let file = tokio::fs::canonicalize(self.folder.join(path)).await.ok()?;
        if !file.starts_with(&self.folder) {
            return None;
        }
        let bytes = tokio::fs::read(&file).await.ok()?;
        let mut response = Response::new(Outgoing::from(bytes));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(path)));
        for (name, value) in SAFETY {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        Some(response)
    }
}

/// Whether `path` is one of Graph's, whoever asks: an id, `me`, a version, or the control plane.
pub(crate) fn belongs_to_graph(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let mut start = first.chars();
    match (start.next(), start.next()) {
        (Some(digit), _) if digit.is_ascii_digit() => true,
        (Some('v'), Some(digit)) if digit.is_ascii_digit() => true,
        _ => matches!(first, "me" | "_emulator"),
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn caching(path: &str) -> &'static str {
    if path == INDEX {
        "no-store"
    } else if has_hash(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// Whether the file's name changes with its content, as in `console-0123456789abcdef_bg.wasm`.
fn has_hash(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    file.split(['-', '.', '_'])
        .skip(1)
        .any(|part| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

const INDEX: &str = "index.html";
const SAFETY: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self' https://graph.facebook.com http://127.0.0.1:* http://localhost:*; \
         img-src 'self' https: http://127.0.0.1:* http://localhost:* data:; font-src 'self'; \
         manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_graph_are_no_screens() {
        for path in
            ["/1353/personas", "/me", "/me/personas", "/v26.0/1/personas", "/_emulator/pages"]
        {
            assert!(belongs_to_graph(path), "{path}");
        }
        for path in ["/", "/personas", "/personas/1", "/connect", "/metrics", "/version"] {
            assert!(!belongs_to_graph(path), "{path}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_forever() {
        assert_eq!(
            caching("personas-console-19ad2a1d4f7b7c8e_bg.wasm"),
            caching("style-19ad2a1d4f7b7c8e.css")
        );
        assert!(caching("style-19ad2a1d4f7b7c8e.css").contains("immutable"));
        assert_eq!(caching("boot.js"), "no-cache");
        assert_eq!(caching("index.html"), "no-store");
    }
}
