//! A dialog above everything else.

use leptos::{html, prelude::*};

/// Children in a modal dialog, there while `open`. Escape and a click beside it close it.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    /// The id of the heading inside.
    title_id: &'static str,
    #[prop(default = "")] class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match open.get() {
            // Opening what is open, or what just left the page, has nothing to show.
            true if !dialog.open() => drop(dialog.show_modal()),
            false if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    // Not what is in it.
    let is_dialog = move |event: &web_sys::Event| {
        let hit = event.target();
        dialog.get_untracked().is_some_and(|dialog| hit.as_ref() == Some(dialog.as_ref()))
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-labelledby=title_id
            on:close:target=move |event| {
                if !event.target().open() {
                    on_close.try_run(());
                }
            }
            // `close` comes a moment later; a key that opens the dialog again may come before it.
            on:cancel=move |event| {
                if is_dialog(&event) {
                    on_close.run(());
                }
            }
            on:click=move |event| {
                // The dialog itself is hit beside what is in it only. The second click of a double one
                // was meant for what opened it.
                if is_dialog(&event) && event.detail() < 2 {
                    on_close.run(());
                }
            }
        >
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
