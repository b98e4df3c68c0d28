//! What this browser keeps of a persona, in its row.

use leptos::prelude::*;
use messenger_personas::PersonaId;

use super::row::RowProps;
use crate::{
    components::{labels::LabelChips, ui::RelativeTime},
    model::{list_query::ListQuery, search::Entry},
    route,
    text::{local_data as words, number},
};

/// The labels, if there are any.
pub(super) fn labels(id: StoredValue<PersonaId>, props: RowProps) -> impl IntoView {
    let labels = Memo::new(move |_| {
        props.records.with(|records| {
            let record = id.with_value(|id| records.get(id));
            record.map(|record| record.labels.as_slice().to_vec()).unwrap_or_default()
        })
    });
    move || {
        labels.with(|labels| {
            (!labels.is_empty()).then(|| view! { <LabelChips labels=labels.clone() /> })
        })
    }
}

/// How long ago the persona was used.
pub(super) fn last_used(id: StoredValue<PersonaId>, props: RowProps) -> impl IntoView {
    let RowProps { records, now, .. } = props;
    let last_used =
        Memo::new(move |_| records.with(|records| id.with_value(|id| records.last_used(id))));
    move || match last_used.get() {
        Some(time) => view! { <RelativeTime time now /> }.into_any(),
        None => words::NOT_USED.into_any(),
    }
}

/// How many personas have the name, as a link to them.
pub(super) fn duplicates(entry: &Entry, name: String, props: RowProps) -> impl IntoView + use<> {
    let folded = entry.shared_name();
    let count = Memo::new(move |_| {
        props.duplicates.with(|duplicates| duplicates.get(&folded).copied().unwrap_or_default())
    });
    let link = move |count: usize| {
        let query = ListQuery { text: name.clone(), ..ListQuery::default() };
        let label = words::show_duplicates(count, &name);
        view! { <a href=route::personas(&query) title=label.clone() aria-label=label>{number(count)}</a> }
    };
    move || (count.get() > 1).then(|| link(count.get()))
}
