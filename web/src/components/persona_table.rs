//! Personas, one a row.

mod body;
mod bulk_bar;
mod cells;
mod group;
mod menu;
mod row;

use std::{collections::HashMap, sync::Arc};

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use self::{body::Body, menu::RowMenu, row::RowProps};
pub(crate) use self::{
    bulk_bar::BulkBar,
    row::{focus_row, focus_row_in_place},
};
use crate::{
    components::ui::{Glyph, Icon},
    model::{
        list_query::{Column, Line, Sort},
        local_data::PageRecords,
        search::Entry,
        selection::{Amount, Selection},
    },
    text::{list, local_data, persona},
};

/// A table of personas. Of a long one only the rows that can be seen, and a few more, are on the
/// page.
#[component]
pub(crate) fn PersonaTable(
    /// The personas that are shown.
    #[prop(into)]
    shown: Signal<Vec<Arc<Entry>>>,
    /// Their rows, and the heads of groups.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// Whether there may be more than these.
    #[prop(into)]
    is_part: Signal<bool>,
    #[prop(into)] is_compact: Signal<bool>,
    #[prop(into)] sort: Signal<Sort>,
    #[prop(into)] on_sort: Callback<Sort>,
    /// What this browser keeps of them.
    #[prop(into)]
    records: Signal<PageRecords>,
    /// The names that several personas have, and how many.
    #[prop(into)]
    duplicates: Signal<HashMap<Arc<str>, usize>>,
    /// The time in milliseconds since 1970.
    #[prop(into)]
    now: Signal<u64>,
    selection: RwSignal<Selection>,
    /// The row that the keyboard is on.
    current: RwSignal<Option<PersonaId>>,
    /// A persona's own screen is about to be shown.
    #[prop(into)]
    on_open: Callback<PersonaId>,
    #[prop(into)] on_duplicate: Callback<Persona>,
    #[prop(into)] on_delete: Callback<Persona>,
) -> impl IntoView {
    let amount =
        Memo::new(move |_| selection.with(|selection| shown.with(|shown| selection.amount(shown))));
    let head = move |column: Column, title: &'static str, class: &'static str| {
        view! {
            <th scope="col" class=class aria-sort=move || sort.get().aria(column)>
                <button type="button" class="sort" on:click=move |_| on_sort.run(sort.get_untracked().after_press(column))>
                    {title}
                    {move || sort.get().aria(column).map(|direction| view! {
                        <Icon glyph=if direction == "ascending" { Glyph::Up } else { Glyph::Down } />
                    })}
                </button>
            </th>
        }
    };
    let menu = RwSignal::new(None::<Persona>);
    let props =
        RowProps { shown, records, duplicates, now, selection, current, menu, on_open, on_delete };
    // With the header; -1 is how a table says that it does not know yet.
    let row_count = move || {
        if is_part.get() { "-1".to_owned() } else { (lines.with(Vec::len) + 1).to_string() }
    };
    view! {
        <table
            class="personas"
            class:compact=is_compact
            aria-rowcount=row_count
        >
            <caption class="visually-hidden">{list::TABLE}</caption>
            <thead>
                <tr aria-rowindex="1">
                    <th scope="col" class="pick">
                        <label class="row-checkbox">
                            <input
                                type="checkbox"
                                aria-label=list::SELECT_ALL
                                prop:checked=move || amount.get() == Amount::All
                                prop:indeterminate=move || amount.get() == Amount::Some
                                on:change=move |_| selection.update(|selection| shown.with_untracked(|shown| selection.toggle_all(shown)))
                            />
                        </label>
                    </th>
                    {head(Column::Name, persona::TITLE, "name")}
                    {head(Column::LastUsed, local_data::LAST_USED, "used")}
                    <th scope="col" class="duplicates">{local_data::DUPLICATES}</th>
                    {head(Column::Id, persona::ID, "id")}
                    <th scope="col" class="actions"><span class="visually-hidden">{list::ACTIONS}</span></th>
                </tr>
            </thead>
            <Body lines is_compact props />
        </table>
        {move || menu.get().map(|persona| view! {
            <RowMenu persona on_close=move |()| menu.set(None) on_open on_duplicate on_delete />
        })}
    }
}
