//! What narrows the list down.

use std::time::Duration;

use leptos::{leptos_dom::helpers::debounce, prelude::*};

use super::address::ListAddress;
use crate::{
    components::{Glyph, Icon, LabelFilter},
    model::{
        labels::Label,
        list_query::{ListQuery, Only, Sort},
        settings::Density,
    },
    route,
    settings::Settings,
    shared::use_shared,
    text::list,
};

/// The search, and the filters beside it.
#[component]
pub(super) fn Toolbar(
    address: ListAddress,
    /// The labels, and how many personas have each.
    #[prop(into)]
    labels: Signal<Vec<(Label, usize)>>,
    /// How many rows are left.
    found: Memo<usize>,
    /// Of how many.
    total: Memo<usize>,
    /// Whether there are more than these.
    is_part: Signal<bool>,
) -> impl IntoView {
    let ListAddress { query, typed, .. } = address;
    let mut write_later = debounce(PAUSE, move |()| address.write());
    let filter = move |only: Only| {
        let to = move || query.with(|query| route::personas(&ListQuery { only, ..query.clone() }));
        let is_this = move || query.with(|query| query.only == only);
        view! {
            <li>
                <a href=to aria-current=move || is_this().then_some("true")>{list::only(only)}</a>
            </li>
        }
    };
    let settings = Settings::current();
    let density = settings.density();
    let is_compact = use_shared(move |_| density.get() == Density::Compact);
    let part = move || {
        let is_of_all = query.with(|query| !query.narrows() && query.sort == Sort::AsListed);
        (is_part.get() && !is_of_all)
            .then(|| query.with(|query| list::based_on_part(query, total.get())))
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
                    prop:value=typed
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        write_later(());
                    }
                    // Before what is pressed next leads to another address.
                    on:change=move |_| address.write()
                />
            </div>
            <nav aria-label=list::FILTER>
                <ul class="segmented-control">{Only::ALL.into_iter().map(filter).collect::<Vec<_>>()}</ul>
            </nav>
            <LabelFilter query labels />
            <p class="result-count" role="status">
                {move || query.with(ListQuery::narrows).then(|| list::found(found.get(), total.get()))}
            </p>
            <button
                type="button"
                class="button quiet density"
                aria-pressed=move || is_compact.get().to_string()
                title=list::COMPACT
                on:click=move |_| settings.set_density(density.get_untracked().toggled())
            >
                <Icon glyph=Glyph::Rows />
                <span class="visually-hidden">{list::COMPACT}</span>
            </button>
        </div>
        {move || part().map(|sentence| view! { <p class="field-hint">{sentence}</p> })}
        {move || query.with(|query| list::only_hint(query.only)).map(|hint| view! { <p class="field-hint">{hint}</p> })}
    }
}

/// The field that searches.
pub(super) const SEARCH: &str = "search";
/// How long nothing is typed until the address has it. Safari allows 100 changes in 30 seconds.
const PAUSE: Duration = Duration::from_millis(350);
