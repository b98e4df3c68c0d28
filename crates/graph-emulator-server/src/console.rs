//! The built console, served from the same origin as Graph.

use std::path::{Path, PathBuf};

use hyper::{
    HeaderMap, Response, StatusCode,
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
    pub(crate) async fn serve(
        &self,
        path: &str,
        wants_html: bool,
        headers: &HeaderMap,
    ) -> Option<Response<Outgoing>> {
        if belongs_to_graph(path) {
            return None;
        }
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let path = path.trim_start_matches('/');
        if let Some(file) = self.file(if path.is_empty() { INDEX } else { path }, headers).await {
            return Some(file);
        }
        if wants_html { self.file(INDEX, headers).await } else { None }
    }

    async fn file(&self, path: &str, asked: &HeaderMap) -> Option<Response<Outgoing>> {
        let is_odd = |part: &str| {
            part.is_empty() || part.starts_with('.') || part.contains(['\\', ':', '\0'])
        };
        if path.split('/').any(is_odd) {
            return None;
        }
        let plain = self.read(path).await?;
        let packed = self.read(&format!("{path}{PACKED}")).await;
        let has_packed = packed.is_some();
        let packed = packed.filter(|_| takes_brotli(asked));
        let encoding = packed.is_some().then_some("br");
        let bytes = packed.unwrap_or(plain);
        let tag = tag(&bytes);
        let is_known = asked
            .get(header::IF_NONE_MATCH)
            .and_then(|tags| tags.to_str().ok())
            .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag));
        let mut response = if is_known {
            let mut response = Response::new(Outgoing::from(Vec::new()));
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            Response::new(Outgoing::from(bytes))
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching(path)));
        headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (header::ETAG, tag)));
        if has_packed {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        for (name, value) in SAFETY {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        Some(response)
    }

    /// The file at `path`, if it is in the folder.
    async fn read(&self, path: &str) -> Option<Vec<u8>> {
        let file = tokio::fs::canonicalize(self.folder.join(path)).await.ok()?;
        if !file.starts_with(&self.folder) {
            return None;
        }
        tokio::fs::read(&file).await.ok()
    }
}

/// Whether whoever asks reads Brotli.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.unwrap_or_default().split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        // `q=0` is how something is declined.
        let is_declined = parts.any(|part| {
            part.strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty())
        });
        is_brotli && !is_declined
    })
}

/// A name for these bytes, by the hash FNV-1a.
fn tag(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("\"{hash:016x}\"")
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

/// What has no hash in its name is asked for each time, and answered with its tag if it is the same.
fn caching(path: &str) -> &'static str {
    if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether the file's name changes with its content, as in `console-0123456789abcdef_bg.wasm`.
fn has_hash(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    file.split(['-', '.', '_'])
        .skip(1)
        .any(|part| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

const INDEX: &str = "index.html";
/// Ends the name of a file that the build left in Brotli beside the plain one.
const PACKED: &str = ".br";
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
    fn brotli_is_for_those_who_take_it() {
        let takes = |value: &'static str| {
            let header = (header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            takes_brotli(&HeaderMap::from_iter([header]))
        };
        for value in ["br", "gzip, deflate, br, zstd", "gzip;q=0.5, BR;q=1.0", "br;q=0.1"] {
            assert!(takes(value), "{value}");
        }
        for value in ["", "gzip", "br;q=0", "br; q=0.000", "brotli"] {
            assert!(!takes(value), "{value}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }

    #[test]
    fn only_names_with_a_hash_are_kept_forever() {
        assert_eq!(
            caching("personas-console-19ad2a1d4f7b7c8e_bg.wasm"),
            caching("style-19ad2a1d4f7b7c8e.css")
        );
        assert!(caching("style-19ad2a1d4f7b7c8e.css").contains("immutable"));
        assert_eq!(caching("boot.js"), "no-cache");
        assert_eq!(caching("index.html"), "no-cache");
    }
}
