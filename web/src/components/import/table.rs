//! The rows of an import, as a table.

use leptos::prelude::*;

use crate::text::{import as words, persona};

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownRow {
    /// The line that it begins on.
    pub(crate) number: usize,
    pub(crate) status: &'static str,
    /// How the status looks.
    pub(crate) tone: Tone,
    pub(crate) name: String,
    pub(crate) picture_url: String,
    pub(crate) details: String,
    /// Whether nothing is done because the persona exists.
    pub(crate) is_duplicate: bool,
}

/// How a status looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Accent,
    Good,
    Warn,
    Bad,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "verdict",
            Self::Accent => "verdict accent",
            Self::Good => "verdict good",
            Self::Warn => "verdict warn",
            Self::Bad => "verdict bad",
        }
    }
}

/// A table of rows, which are made by [`import_row`].
#[component]
pub(crate) fn ImportTable(#[prop(into)] rows: ViewFn) -> impl IntoView {
    view! {
        <table class="import-table">
            <caption class="visually-hidden">{words::TABLE}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::ROW}</th>
                    <th scope="col">{words::STATUS}</th>
                    <th scope="col">{persona::TITLE}</th>
                    <th scope="col">{words::DETAILS}</th>
                </tr>
            </thead>
            <tbody>{move || rows.run()}</tbody>
        </table>
    }
}

/// A row of the table.
pub(crate) fn import_row(row: ShownRow) -> AnyView {
    let name = if row.name.is_empty() { words::NO_NAME.to_owned() } else { row.name };
    view! {
        <tr class:import-duplicate=row.is_duplicate>
            <td class="import-number"><span class="import-word">{words::ROW}" "</span>{row.number}</td>
            <td><span class=row.tone.class()>{row.status}</span></td>
            <th scope="row">
                <span class="import-name">{name}</span>
                <span class="import-url truncate" title=row.picture_url.clone()>{row.picture_url.clone()}</span>
            </th>
            <td class="import-reason">{row.details}</td>
        </tr>
    }
    .into_any()
}
