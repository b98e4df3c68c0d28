//! Where the focus goes.

use leptos::{ev, prelude::*, task};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

/// Gives the focus to the screen's heading whenever what had it leaves the page: left to itself the
/// browser forgets it, and those who listen are nowhere.
pub(crate) fn keep_focus() {
    let last = StoredValue::new_local(None::<Element>);
    window_event_listener(ev::focusin, move |_| last.set_value(document().active_element()));
    let look = Closure::<dyn Fn()>::new(move || {
        let has_left =
            last.with_value(|last| last.as_ref().is_some_and(|last| !last.is_connected()));
        if has_left && is_lost() {
            last.set_value(None);
            once_shown(|| {
                if is_lost() {
                    focus_heading_in_place();
                }
            });
        }
    });
    let everything = MutationObserverInit::new();
    everything.set_child_list(true);
    everything.set_subtree(true);
    // It looks for as long as the page is there.
    let observer = MutationObserver::new(look.into_js_value().unchecked_ref());
    if let (Ok(observer), Some(body)) = (observer, document().body()) {
        // A body can be observed.
        drop(observer.observe_with_options(&body, &everything));
    }
}

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
pub(crate) fn focus(element: &HtmlElement) {
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
        if is_lost() {
            focus_by_id(id);
        }
    });
}

/// Whether the focus is inside something that fits `selector`.
pub(super) fn has_focus(selector: &str) -> bool {
    let inside = document().active_element().and_then(|element| element.closest(selector).ok()?);
    inside.is_some()
}

fn is_lost() -> bool {
    let focused = document().active_element();
    focused.is_none() || focused == document().body().map(Into::into)
}

/// Puts the focus on the screen's heading, for when what had it is gone.
pub(crate) fn focus_heading() {
    if let Some(heading) = heading() {
        focus(&heading);
    }
}

/// The same, without moving the page.
pub(crate) fn focus_heading_in_place() {
    if let Some(heading) = heading() {
        focus_in_place(&heading);
    }
}

fn heading() -> Option<HtmlElement> {
    document().query_selector("h1").ok()?.map(JsCast::unchecked_into)
}

/// Puts the focus on an element without moving the page: after Back the browser itself scrolls to
/// where one was.
pub(crate) fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}
