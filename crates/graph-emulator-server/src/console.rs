//! Serves the files of the built console from Graph's origin.

use std::{
    io,
    path::{Path, PathBuf},
    pin::Pin,
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tower::ServiceExt as _;
use tower_http::services::fs::{Backend, ServeDir, TokioBackend, TokioFile};

use crate::{StartError, welcome::accepts_html};

/// The folder of a built console.
#[derive(Clone, Debug)]
pub(crate) struct Console {
    files: Files,
}

impl Console {
    /// Fails if the folder has no `index.html`.
    pub(crate) fn open(folder: &Path) -> Result<Self, StartError> {
        let missing = || StartError::Console { path: folder.to_owned() };
        if !folder.join("index.html").is_file() {
            return Err(missing());
        }
        let folder = folder.canonicalize().map_err(|_| missing())?;
        Ok(Self { files: Files { folder } })
    }

    /// The file at the path of `uri`, if there is one.
    async fn file(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
        let mut request = Request::new(Body::empty());
        request.method_mut().clone_from(method);
        request.uri_mut().clone_from(uri);
        request.headers_mut().clone_from(headers);
        let files = ServeDir::with_backend(&self.files.folder, self.files.clone())
            .redirect_to_trailing_slash(false)
            .precompressed_br();
        let mut response = files.oneshot(request).await.into_response();
        let status = response.status();
        if status == StatusCode::NOT_FOUND {
            return None;
        }
        let headers = response.headers_mut();
        if let Some(content_type) = headers.get_mut(CONTENT_TYPE) {
            add_charset(content_type);
        }
        if status.is_success() || status == StatusCode::NOT_MODIFIED {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control(uri.path())));
        }
        for (name, value) in SECURITY_HEADERS {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        Some(response)
    }
}

/// Middleware that responds with a file of the console, or with `index.html` to browsers that open
/// a page: each screen has its own path. Other requests are passed on.
pub(crate) async fn serve(
    State(console): State<Console>,
    request: Request,
    next: Next,
) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_read || belongs_to_graph(request.uri().path()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let (method, headers) = (&parts.method, &parts.headers);
    if let Some(file) = console.file(method, &parts.uri, headers).await {
        return file;
    }
    if accepts_html(headers)
        && let Some(index) = console.file(method, &Uri::from_static("/"), headers).await
    {
        return index;
    }
    next.run(Request::from_parts(parts, body)).await
}

/// The files in a folder, without hidden ones and without links to files outside.
#[derive(Clone, Debug)]
struct Files {
    /// The canonical path.
    folder: PathBuf,
}

impl Files {
    /// The canonical path of a file in the folder. Every error is [`io::ErrorKind::NotFound`], so
    /// that the request is passed on.
    async fn resolve(self, path: PathBuf) -> io::Result<PathBuf> {
        let not_found = || io::Error::from(io::ErrorKind::NotFound);
        let path = tokio::fs::canonicalize(path).await.map_err(|_| not_found())?;
        let inside = path.strip_prefix(&self.folder).map_err(|_| not_found())?;
        let is_hidden = inside.iter().any(|name| name.as_encoded_bytes().starts_with(b"."));
        if is_hidden { Err(not_found()) } else { Ok(path) }
    }
}

impl Backend for Files {
    type File = TokioFile;
    type Metadata = std::fs::Metadata;
    type OpenFuture = Pin<Box<dyn Future<Output = io::Result<TokioFile>> + Send>>;
    type MetadataFuture = Pin<Box<dyn Future<Output = io::Result<std::fs::Metadata>> + Send>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        let path = self.clone().resolve(path);
        Box::pin(async move { TokioBackend.open(path.await?).await })
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        let path = self.clone().resolve(path);
        Box::pin(async move { TokioBackend.metadata(path.await?).await })
    }
}

/// Whether `path` is one of Graph's: it starts with an id, `me` or a version, or is in the control
/// plane.
fn belongs_to_graph(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let mut start = first.chars();
    match (start.next(), start.next()) {
        (Some(digit), _) if digit.is_ascii_digit() => true,
        (Some('v'), Some(digit)) if digit.is_ascii_digit() => true,
        _ => matches!(first, "me" | "_emulator"),
    }
}

/// Adds UTF-8 to the types of texts, which `ServeDir` sets without a charset.
fn add_charset(content_type: &mut HeaderValue) {
    if let Ok(text) = content_type.to_str()
        && text.starts_with("text/")
        && !text.contains(';')
        && let Ok(with_charset) = HeaderValue::try_from(format!("{text}; charset=utf-8"))
    {
        *content_type = with_charset;
    }
}

/// Files with a hash in their paths are cached for good. Browsers revalidate the others by `ETag`.
fn cache_control(path: &str) -> &'static str {
    if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Whether a folder or the file is named by its content, as in `console-0123456789abcdef/console.js`.
fn has_hash(path: &str) -> bool {
    path.split(['-', '.', '_', '/'])
        .any(|part| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

const SECURITY_HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self' https://graph.facebook.com http://127.0.0.1:* http://localhost:*; \
         img-src 'self' https: http://127.0.0.1:* http://localhost:* data:; font-src 'self'; \
         media-src 'self' https: http://127.0.0.1:* http://localhost:*; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_graph_are_not_screens() {
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
    fn only_files_with_a_hash_are_cached_for_good() {
        for path in ["/console-19ad2a1d4f7b7c8e/console.js", "/style-19ad2a1d4f7b7c8e.css"] {
            assert!(cache_control(path).contains("immutable"), "{path}");
        }
        for path in ["/boot.js", "/index.html", "/"] {
            assert_eq!(cache_control(path), "no-cache", "{path}");
        }
    }

    #[test]
    fn texts_are_utf_8() {
        for (before, after) in [
            ("text/javascript", "text/javascript; charset=utf-8"),
            ("text/html; charset=latin1", "text/html; charset=latin1"),
            ("application/wasm", "application/wasm"),
        ] {
            let mut value = HeaderValue::from_static(before);
            add_charset(&mut value);
            assert_eq!(value, after);
        }
    }
}
