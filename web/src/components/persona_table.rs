//! Personas, one a row.

mod body;
mod row;

use std::sync::Arc;

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use self::body::Body;
pub(crate) use self::row::focus_row;
use super::icon::{Glyph, Icon};
use crate::{
    model::{
        list_query::{Column, Sort},
        search::Entry,
        selection::{Amount, Selection},
    },
    text::{list, persona},
};

/// A table of personas. Of a long one only the rows that can be seen, and a few more, are on the
/// page.
#[component]
pub(crate) fn PersonaTable(
    #[prop(into)] shown: Signal<Vec<Arc<Entry>>>,
    /// How many rows there are, if that is known.
    #[prop(into)]
    total: Signal<Option<usize>>,
    #[prop(into)] sort: Signal<Sort>,
    #[prop(into)] on_sort: Callback<Sort>,
    selection: RwSignal<Selection>,
    /// The row that the keyboard is on.
    current: RwSignal<Option<PersonaId>>,
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
    view! {
        // A header and the rows; -1 is how a table says that it does not know yet.
        <table
            class="personas"
            aria-rowcount=move || total.get().map_or_else(|| "-1".to_owned(), |total| (total + 1).to_string())
        >
            <caption class="visually-hidden">{list::TABLE}</caption>
            <thead>
                <tr aria-rowindex="1">
                    <th scope="col" class="pick">
                        <label class="tick">
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
                    {head(Column::Id, persona::ID, "id")}
                    <th scope="col" class="actions"><span class="visually-hidden">{list::ACTIONS}</span></th>
                </tr>
            </thead>
            <Body shown selection current on_delete />
        </table>
    }
}
