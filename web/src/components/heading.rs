//! A screen's one heading.

use leptos::{html::H1, prelude::*};
use wasm_bindgen::JsCast;

use crate::{announcer::Announcer, text};

/// The `h1` of a screen. When the screen comes up the heading takes the focus and is announced,
/// because a router leaves both where they were; the document's title follows the heading.
#[component]
pub(crate) fn Heading(
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] hidden: bool,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    let announcer = Announcer::current();
    Effect::new(move |before: Option<String>| {
        let title = title.get();
        document().set_title(&text::shell::document_title(&title));
        // A name that comes later is said too, while nobody has gone on from here.
        let has_focus = heading.get_untracked().is_some_and(|heading| {
            document().active_element().is_some_and(|element| element == **heading)
        });
        if has_focus && before.is_some_and(|before| before != title) {
            announcer.arrived(&title);
        }
        title
    });
    heading.on_load(move |heading| {
        // On the first screen of all the browser's own order is right: the skip link comes first.
        if announcer.is_first_arrival() {
            return;
        }
        request_animation_frame(move || {
            // A screen that is gone again by now needs neither.
            if let Some(title) = title.try_get_untracked() {
                // After Back the browser itself scrolls to where one was.
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                drop(heading.focus_with_options(&options));
                announcer.arrived(&title);
            }
        });
    });
    view! {
        <h1 node_ref=heading tabindex="-1" class:visually-hidden=hidden>
            {title}
        </h1>
    }
}

/// Puts the focus on the screen's heading, for when what had it is gone.
pub(crate) fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("h1") {
        // A heading that cannot take it leaves the focus where it is.
        drop(heading.unchecked_into::<web_sys::HtmlElement>().focus());
    }
}
