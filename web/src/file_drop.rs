//! Files that are dropped on the page.

use leptos::{
    ev::{self, DragEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, File};

/// Keeps the browser from opening a file that is dropped somewhere: the page, and all that was typed,
/// would be gone.
pub(crate) fn keep_page() {
    let keep = |event: DragEvent| {
        if is_beside_field(&event) {
            event.prevent_default();
            if let Some(carried) = event.data_transfer() {
                carried.set_drop_effect("none");
            }
        }
    };
    window_event_listener(ev::dragover, keep);
    window_event_listener(ev::drop, keep);
}

/// Takes the first file that is dropped anywhere on the page while the caller is on it. The signal
/// tells that one is held over the page.
pub(crate) fn take_file(take: impl Fn(File) + 'static) -> RwSignal<bool> {
    let is_over = RwSignal::new(false);
    let over = window_event_listener(ev::dragover, move |event| {
        if is_beside_field(&event) {
            event.prevent_default();
            if let Some(carried) = event.data_transfer() {
                carried.set_drop_effect("copy");
            }
            is_over.set(true);
        }
    });
    let away = window_event_listener(ev::dragleave, move |event| {
        // From one element to the next it stays over the page.
        if event.related_target().is_none() {
            is_over.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        is_over.set(false);
        if is_beside_field(&event) {
            event.prevent_default();
            let files = event.data_transfer().and_then(|carried| carried.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                take(file);
            }
        }
    });
    on_cleanup(move || {
        over.remove();
        away.remove();
        drop.remove();
    });
    is_over
}

/// Whether it carries files, to where no field takes them.
fn is_beside_field(event: &DragEvent) -> bool {
    let carries_files =
        event.data_transfer().is_some_and(|carried| carried.types().includes(&"Files".into(), 0));
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_field = target.is_some_and(|target| target.matches("input[type=file]").unwrap_or(false));
    carries_files && !is_field
}
