//! The requests, one a line.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    clock::iso,
    components::ui::{focus_by_id, once_shown},
    model::activity::Entry,
    text::{activity as words, clock_time, date},
};

/// A table of requests. A line opens its details below itself, one at a time.
#[component]
pub(crate) fn ActivityTable(
    #[prop(into)] entries: Signal<Vec<Arc<Entry>>>,
    /// The id of the request whose details are shown.
    selected: RwSignal<Option<u32>>,
    details: Callback<Arc<Entry>, AnyView>,
) -> impl IntoView {
    view! {
        <table class="exchanges">
            <caption class="visually-hidden">{words::TABLE}</caption>
            <thead>
                <tr>
                    {words::COLUMNS.into_iter().zip(COLUMN_CLASSES).map(|(title, class)| view! {
                        <th scope="col" class=class>{title}</th>
                    }).collect_view()}
                </tr>
            </thead>
            <tbody>
                <For each=move || entries.get() key=|entry| entry.id let:entry>
                    <Exchange entry selected details />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn Exchange(
    entry: Arc<Entry>,
    selected: RwSignal<Option<u32>>,
    details: Callback<Arc<Entry>, AnyView>,
) -> impl IntoView {
    let id = entry.id;
    let is_open = Memo::new(move |_| selected.get() == Some(id));
    let time = entry.started_at;
    let [time_class, method, path, status, duration, attempt] = COLUMN_CLASSES;
    let line = entry.clone();
    view! {
        <tr class="exchange" class:failed=entry.is_failure() class:open=is_open>
            <td class=time_class>
                <time datetime=iso(time) title=date(time / 1_000)>{clock_time(time)}</time>
            </td>
            <td class=method><code>{line.method.as_str()}</code></td>
            <th scope="row" class=path>
                <button
                    id=exchange_id(id)
                    type="button"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| selected.set((!is_open.get_untracked()).then_some(id))
                >
                    {line.path.clone()}
                </button>
            </th>
            <td class=status>{words::status(&line)}</td>
            <td class=duration>{words::duration(line.elapsed)}</td>
            <td class=attempt>{words::attempt(line.attempt)}</td>
        </tr>
        <Show when=move || is_open.get()>
            <tr class="exchange-row">
                <td colspan="6">{details.run(entry.clone())}</td>
            </tr>
        </Show>
    }
}

/// Puts the focus on the line of a request, once it is shown.
pub(crate) fn focus_exchange(id: u32) {
    once_shown(move || focus_by_id(&exchange_id(id)));
}

fn exchange_id(id: u32) -> String {
    format!("exchange-{id}")
}

const COLUMN_CLASSES: [&str; 6] = ["time", "method", "path", "status", "duration", "attempt"];
