//! A screen's one heading.

use leptos::{html::H1, prelude::*};

use super::focus::{focus_by_id, focus_in_place, has_focus, once_shown};
use crate::{announcer::Announcer, text};

/// The `h1` of a screen. When the screen comes up the heading takes the focus and is announced,
/// because a router leaves both where they were; the document's title follows the heading.
#[component]
pub(crate) fn Heading(
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] hidden: bool,
    /// A number before the title of the tab: how much is new.
    #[prop(optional, into)]
    unread: Signal<usize>,
    /// Whether the screen puts the focus somewhere else.
    #[prop(optional)]
    leaves_focus: bool,
    /// The id of the field that takes the focus instead, on a screen that is there to fill in.
    #[prop(optional)]
    focus: &'static str,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    let announcer = Announcer::current();
    Effect::new(move |before: Option<String>| {
        let title = title.get();
        document().set_title(&text::shell::document_title(&title, unread.get()));
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
        once_shown(move || {
            // A screen that is gone again by now needs neither.
            if let Some(title) = title.try_get_untracked() {
                // To undo something there are six seconds.
                match focus {
                    _ if leaves_focus || has_focus(".deletions") => {}
                    "" => focus_in_place(&heading),
                    field => focus_by_id(field),
                }
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
