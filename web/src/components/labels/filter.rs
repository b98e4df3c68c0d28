//! A menu that shows personas by label.

use leptos::prelude::*;

use crate::{
    components::ui::{Glyph, Icon, Menu, focus_by_id},
    model::{labels::Label, list_query::ListQuery},
    route,
    text::{local_data as words, number},
};

/// A menu of labels, each a link to the personas that have it.
#[component]
pub(crate) fn LabelFilter(
    #[prop(into)] query: Signal<ListQuery>,
    /// The labels, and how many personas have each.
    #[prop(into)]
    labels: Signal<Vec<(Label, usize)>>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let close = move |_| {
        is_open.set(false);
        focus_by_id(BUTTON);
    };
    let link = move |label: Option<Label>, text: String, count: Option<usize>| {
        let query = query.get();
        let is_current = query.label == label;
        let to = route::personas(&ListQuery { label, ..query });
        view! {
            <li>
                <a href=to aria-current=is_current.then_some("true") on:click=close>
                    <span class="truncate">{text}</span>
                    {count.map(|count| view! { <span class="label-count">{number(count)}</span> })}
                </a>
            </li>
        }
    };
    let text = move || {
        query.with(|query| match &query.label {
            Some(label) => words::filtered(label.as_str()),
            None => words::FILTER.to_owned(),
        })
    };
    let button =
        move || view! { <span class="truncate">{text}</span><Icon glyph=Glyph::Chevron /> };
    view! {
        <Menu id=BUTTON is_open class="menu label-filter" button>
            <ul>
                {move || labels.with(|labels| {
                    if labels.is_empty() {
                        return view! { <li class="field-hint">{words::NO_LABELS}</li> }.into_any();
                    }
                    let any = link(None, words::ANY_LABEL.to_owned(), None);
                    let links = labels.iter().map(|(label, count)| {
                        link(Some(label.clone()), label.as_str().to_owned(), Some(*count))
                    });
                    view! { {any} {links.collect_view()} }.into_any()
                })}
            </ul>
        </Menu>
    }
}

const BUTTON: &str = "label-filter";
