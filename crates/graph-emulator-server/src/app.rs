//! State that the handlers share.

use std::sync::Arc;

use axum::http::{HeaderMap, header::HOST};

use crate::store::Store;

/// The emulator and its address; clones share both.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) store: Arc<Store>,
    /// The origin for clients that send no `Host` header.
    pub(crate) origin: Arc<str>,
}

impl App {
    /// The origin under which a client with these headers reaches the emulator. URLs in responses
    /// start with it.
    pub(crate) fn origin(&self, headers: &HeaderMap) -> String {
        match headers.get(HOST) {
            Some(host) => format!("http://{}", host.to_str().unwrap_or_default()),
            None => self.origin.to_string(),
        }
    }
}
