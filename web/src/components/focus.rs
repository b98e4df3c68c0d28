//! Where the focus goes.

use leptos::{prelude::*, task};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// Runs `move_focus` once what was just changed is on the page.
///
/// Before the next key arrives: one that was pressed in the meantime would go to the wrong place, and
/// the focus would be taken from where somebody moved it. A frame may come much later.
pub(crate) fn once_shown(move_focus: impl FnOnce() + 'static) {
    task::spawn_local(async move {
        task::tick().await;
        move_focus();
    });
}

/// Puts the focus on an element that is on the page; any other leaves it where it is.
pub(super) fn focus(element: &HtmlElement) {
    drop(element.focus());
}

/// Puts the focus on the element with this id, if it is on the page.
pub(crate) fn focus_by_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus(&element.unchecked_into());
    }
}

/// Puts the focus on the element with this id, if what had it is gone.
pub(crate) fn focus_if_lost(id: &'static str) {
    once_shown(move || {
        let focused = document().active_element();
        if focused.is_none() || focused == document().body().map(Into::into) {
            focus_by_id(id);
        }
    });
}

/// Puts the focus on the screen's heading, for when what had it is gone.
pub(crate) fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("h1") {
        focus(&heading.unchecked_into());
    }
}

/// Puts the focus on an element without moving the page: after Back the browser itself scrolls to
/// where one was.
pub(super) fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}
