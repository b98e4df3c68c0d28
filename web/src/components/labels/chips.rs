//! The labels of a persona in a row.

use leptos::prelude::*;

use crate::{model::labels::Label, text::local_data as words};

/// The first labels, and how many more there are.
#[component]
pub(crate) fn LabelChips(labels: Vec<Label>) -> impl IntoView {
    let more = labels.len().saturating_sub(SHOWN);
    let rest: Vec<_> = labels.iter().skip(SHOWN).map(Label::as_str).collect();
    let rest = rest.join(", ");
    view! {
        <ul class="label-chips" aria-label=words::LABELS>
            {labels.iter().take(SHOWN).map(|label| view! {
                <li class="label-chip truncate">{label.as_str().to_owned()}</li>
            }).collect_view()}
            {(more > 0).then(|| view! {
                <li class="label-chip" title=rest.clone()>
                    <span aria-hidden="true">{words::more_labels(more)}</span>
                    <span class="visually-hidden">{rest.clone()}</span>
                </li>
            })}
        </ul>
    }
}

const SHOWN: usize = 3;
