//! A button that opens what belongs to it.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::focus::focus_by_id;

/// A button, and a panel under it while it is open. Escape closes it, and so does moving the focus or
/// pressing the pointer elsewhere.
#[component]
pub(crate) fn Menu(
    /// The id of the button; that of the panel is made from it.
    id: &'static str,
    is_open: RwSignal<bool>,
    /// `menu`, and its own.
    class: &'static str,
    #[prop(optional)] title: Option<&'static str>,
    /// What the button shows.
    #[prop(into)]
    button: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let menu = NodeRef::<html::Div>::new();
    let holds = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let menu = menu.try_get_untracked().flatten();
        menu.is_none_or(|menu| menu.contains(node.as_ref()))
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        if is_open.try_get_untracked() == Some(true) && !holds(event.target()) {
            is_open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let panel = format!("{id}-panel");
    view! {
        <div
            node_ref=menu
            class=class
            on:focusout=move |event| {
                let next = event.related_target();
                if next.is_some() && !holds(next) {
                    is_open.set(false);
                }
            }
            on:keydown=move |event| {
                if event.key() == "Escape" && is_open.get_untracked() {
                    event.prevent_default();
                    is_open.set(false);
                    focus_by_id(id);
                }
            }
        >
            <button
                id=id
                type="button"
                class="button quiet"
                title=title
                aria-expanded=move || is_open.get().to_string()
                aria-controls=panel.clone()
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {button.run()}
            </button>
            <div id=panel class="menu-panel" hidden=move || !is_open.get()>
                {move || is_open.get().then(|| children())}
            </div>
        </div>
    }
}
