//! Which column holds which field.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    components::ui::focus_by_id,
    model::import::{
        columns::Field,
        table::{Mapping, Table},
    },
    text::import as words,
};

/// A select for each field, with the first cells of the chosen column below it.
#[component]
pub(crate) fn ImportMapping(
    /// The id of the heading.
    heading_id: &'static str,
    #[prop(into)] table: Signal<Table>,
    #[prop(into)] busy: Signal<bool>,
    /// The button while it is busy.
    #[prop(into)]
    busy_words: Signal<String>,
    /// Called with whether the first row is a header, when the user changes it.
    #[prop(into)]
    on_header: Callback<bool>,
    /// Called with a mapping that has no errors.
    #[prop(into)]
    on_submit: Callback<Mapping>,
    /// Called to go back to the rows.
    #[prop(into)]
    on_edit: Callback<()>,
) -> impl IntoView {
    let mapping = RwSignal::new(table.with_untracked(Table::suggest_mapping));
    let shows_errors = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let mapping = mapping.get_untracked();
        match mapping.first_error() {
            Some(field) => {
                shows_errors.set(true);
                focus_by_id(ids(field).select);
            }
            None if !busy.get_untracked() => on_submit.run(mapping),
            None => {}
        }
    };
    view! {
        <form class="card stack" aria-labelledby=heading_id on:submit=submit novalidate>
            <div>
                <h2 id=heading_id tabindex="-1">{words::MAPPING}</h2>
                <p>{words::MAPPING_LEAD}</p>
            </div>
            {table.with_untracked(Table::is_header_optional).then(|| view! {
                <label class="import-check">
                    <input
                        type="checkbox"
                        prop:checked=move || table.with(Table::has_header)
                        on:change:target=move |event| on_header.run(event.target().checked())
                    />
                    {words::FIRST_ROW}
                </label>
            })}
            <div class="import-mapping">
                {Field::ALL.map(|field| column_select(field, table, mapping, shows_errors.into())).collect_view()}
            </div>
            <div class="import-actions">
                <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || if busy.get() { busy_words.get() } else { words::PREVIEW.to_owned() }}
                </button>
                <button type="button" class="button" on:click=move |_| on_edit.run(())>{words::EDIT_ROWS}</button>
            </div>
        </form>
    }
}

fn column_select(
    field: Field,
    table: Signal<Table>,
    mapping: RwSignal<Mapping>,
    shows_errors: Signal<bool>,
) -> AnyView {
    let Ids { select, error: error_id, preview } = ids(field);
    let column = move || mapping.with(|mapping| mapping.get(field));
    let error = move || mapping.with(|mapping| mapping.error(field)).filter(|_| shows_errors.get());
    let option = move |(index, name): (usize, Option<&str>)| {
        view! {
            <option value=index.to_string() prop:selected=move || column() == Some(index)>
                {words::column(name, index)}
            </option>
        }
        .into_any()
    };
    let options = move || {
        table.with(|table| table.columns().into_iter().enumerate().map(option).collect::<Vec<_>>())
    };
    let cells = move || {
        let cell = |cell: &str| match cell {
            "" => view! { <li class="import-empty">{words::EMPTY_CELL}</li> }.into_any(),
            cell => view! { <li>{cell.to_owned()}</li> }.into_any(),
        };
        let column = column()?;
        let cells =
            table.with(|table| table.preview(column).into_iter().map(cell).collect::<Vec<_>>());
        Some(view! { <p class="field-hint">{words::FIRST_ROWS}</p><ul>{cells}</ul> })
    };
    view! {
        <div class="field" class:invalid=move || error().is_some()>
            <div class="field-label"><label for=select>{words::field(field)}</label></div>
            <div class="field-input">
                <select
                    id=select
                    aria-required=field.is_required().then_some("true")
                    aria-invalid=move || error().is_some().then_some("true")
                    aria-describedby=format!("{error_id} {preview}")
                    on:change:target=move |event| {
                        let column = event.target().value().parse().ok();
                        mapping.update(|mapping| mapping.set(field, column));
                    }
                >
                    <option value="" prop:selected=move || column().is_none()>{words::no_column(field)}</option>
                    {options}
                </select>
            </div>
            <p class="field-error" id=error_id role="alert">{move || error().map(words::mapping_error)}</p>
            <div class="import-preview" id=preview>{cells}</div>
        </div>
    }
    .into_any()
}

/// The ids of the elements of a field.
struct Ids {
    select: &'static str,
    error: &'static str,
    preview: &'static str,
}

fn ids(field: Field) -> Ids {
    let (select, error, preview) = match field {
        Field::Name => ("import-name", "import-name-error", "import-name-preview"),
        Field::PictureUrl => ("import-picture", "import-picture-error", "import-picture-preview"),
        Field::Id => ("import-id", "import-id-error", "import-id-preview"),
    };
    Ids { select, error, preview }
}
