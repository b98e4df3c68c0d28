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
            on:click=move |event| {
                // The dialog itself is hit beside what is in it only.
                let hit = event.target();
                if dialog.get_untracked().is_some_and(|dialog| hit.as_ref() == Some(dialog.as_ref())) {
                    on_close.run(());
                }
            }
        >
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
