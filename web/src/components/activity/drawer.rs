//! The latest requests beside a screen.

use std::sync::Arc;

use leptos::{html::H2, prelude::*};

use crate::{
    components::ui::{Glyph, Icon, focus, once_shown},
    model::activity::Entry,
    route,
    text::activity as words,
};

/// A panel that does not keep one from the screen. Escape inside of it closes it.
#[component]
pub(crate) fn ActivityDrawer(
    #[prop(into)] entries: Signal<Vec<Arc<Entry>>>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let title = NodeRef::<H2>::new();
    title.on_load(|title| once_shown(move || focus(&title)));
    let latest = move || entries.with(|all| all.iter().take(LATEST).cloned().collect::<Vec<_>>());
    let is_empty = Memo::new(move |_| entries.with(Vec::is_empty));
    let line = |entry: Arc<Entry>| {
        view! {
            <li>
                <a href=route::exchange(entry.id) class:failed=entry.is_failure()>
                    <code>{entry.method.as_str()}</code>
                    <span class="drawer-path">{entry.path.clone()}</span>
                    <span>{words::status(&entry)}</span>
                    <span class="drawer-duration">{words::duration(entry.elapsed)}</span>
                </a>
            </li>
        }
    };
    view! {
        <aside
            class="activity-drawer"
            aria-labelledby="activity-drawer-title"
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.default_prevented() {
                    event.prevent_default();
                    on_close.run(());
                }
            }
        >
            <div class="drawer-head">
                <h2 node_ref=title id="activity-drawer-title" tabindex="-1">{words::TITLE}</h2>
                <a href=route::ACTIVITY>{words::ALL}</a>
                <button type="button" class="icon-button" title=words::CLOSE_PANEL on:click=move |_| on_close.run(())>
                    <Icon glyph=Glyph::Cross />
                    <span class="visually-hidden">{words::CLOSE_PANEL}</span>
                </button>
            </div>
            <ol><For each=latest key=|entry| entry.id children=line /></ol>
            {move || is_empty.get().then(|| view! { <p class="field-hint">{words::NONE}</p> })}
        </aside>
    }
}

const LATEST: usize = 30;
