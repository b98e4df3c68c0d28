//! What an import does, a row each.

use leptos::prelude::*;

use crate::text::{import as words, persona};

/// What the table shows of a row.
#[derive(Clone, Debug)]
pub(crate) struct ShownRow {
    /// Where it is in the file.
    pub(crate) number: usize,
    /// The word for what it comes to.
    pub(crate) word: &'static str,
    /// What that means: a class of the stylesheet.
    pub(crate) tone: Tone,
    pub(crate) name: String,
    pub(crate) picture_url: String,
    /// Why, in sentences.
    pub(crate) reason: String,
}

/// What a word means.
#[derive(Clone, Copy, Debug)]
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
                    <th scope="col">{words::RESULT}</th>
                    <th scope="col">{persona::TITLE}</th>
                    <th scope="col">{words::REASON}</th>
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
        <tr>
            <td class="import-number"><span class="import-word">{words::ROW}" "</span>{row.number}</td>
            <td><span class=row.tone.class()>{row.word}</span></td>
            <th scope="row">
                <span class="import-name">{name}</span>
                <span class="import-url cut" title=row.picture_url.clone()>{row.picture_url.clone()}</span>
            </th>
            <td class="import-reason">{row.reason}</td>
        </tr>
    }
    .into_any()
}
