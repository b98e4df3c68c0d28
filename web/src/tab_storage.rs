//! The tab's own storage. Closing the tab empties it, and no other tab reads it.

use leptos::prelude::*;
use web_sys::Storage;

/// The text under `key`.
pub(crate) fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Writes `text` under `key`, or removes it. Returns whether that worked: browsers can refuse storage.
pub(crate) fn write(key: &str, text: Option<&str>) -> bool {
    let written = storage().map(|storage| match text {
        Some(text) => storage.set_item(key, text),
        None => storage.remove_item(key),
    });
    matches!(written, Some(Ok(())))
}

/// Removes everything that the console wrote.
pub(crate) fn clear() {
    if let Some(storage) = storage() {
        drop(storage.clear());
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
