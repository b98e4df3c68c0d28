//! The head of a group of duplicates.

use std::sync::Arc;

use leptos::prelude::*;

use super::row::RowProps;
use crate::{model::list_query::Group, text::list};

/// Names the group, and selects what can be deleted of it. `place` is its place among the lines.
pub(super) fn head(
    group: &Arc<Group>,
    place: RwSignal<usize>,
    props: RowProps,
) -> impl IntoView + use<> {
    let group = group.clone();
    let title = list::group(group.name.as_deref(), group.ids.len());
    let select = move |_| {
        let duplicates = group.ids.get(1..).unwrap_or_default();
        props.selection.update(|selection| selection.add(duplicates));
    };
    let select_label = list::select_duplicates(&title);
    view! {
        <tr class="group" aria-rowindex=move || (place.get() + 2).to_string()>
            <td colspan="6">
                <div class="group-head">
                    <strong class="truncate">{title}</strong>
                    <button type="button" class="button quiet" aria-label=select_label on:click=select>
                        {list::SELECT_DUPLICATES}
                    </button>
                </div>
            </td>
        </tr>
    }
}
