//! What narrows the list down.

use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon},
    model::list_query::{ListQuery, Only},
    route,
    text::list,
};

/// The search, and the filters beside it.
#[component]
pub(super) fn Toolbar(
    query: Memo<ListQuery>,
    /// How many rows are left.
    found: Memo<usize>,
    /// Of how many.
    total: Memo<usize>,
    on_change: Callback<ListQuery>,
) -> impl IntoView {
    let typed = move |text: String| on_change.run(ListQuery { text, ..query.get_untracked() });
    let filter = move |only: Only| {
        let address =
            move || query.with(|query| route::personas(&ListQuery { only, ..query.clone() }));
        let is_this = move || query.with(|query| query.only == only);
        view! {
            <li>
                <a href=address aria-current=move || is_this().then_some("true")>{list::only(only)}</a>
            </li>
        }
    };
    view! {
        <div class="toolbar">
            <div class="search" role="search">
                <label class="visually-hidden" for=SEARCH>{list::SEARCH}</label>
                <Icon glyph=Glyph::Search />
                <input
                    id=SEARCH
                    type="search"
                    placeholder=list::SEARCH_PLACEHOLDER
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || query.with(|query| query.text.clone())
                    on:input:target=move |event| typed(event.target().value())
                />
            </div>
            <nav aria-label=list::FILTER>
                <ul class="segments">{Only::ALL.into_iter().map(filter).collect::<Vec<_>>()}</ul>
            </nav>
            <p class="found" role="status">
                {move || query.with(ListQuery::narrows).then(|| list::found(found.get(), total.get()))}
            </p>
        </div>
        {move || query.with(|query| list::only_hint(query.only)).map(|hint| view! { <p class="field-hint">{hint}</p> })}
    }
}

/// The field that searches.
pub(super) const SEARCH: &str = "search";
