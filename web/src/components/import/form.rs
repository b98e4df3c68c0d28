//! A file or pasted rows.

use leptos::{ev::SubmitEvent, prelude::*};

use super::files::DropZone;
use crate::{
    model::import::{
        file::{DecodedFile, FileError},
        parse::ParseError,
    },
    text::import as words,
};

/// A drop zone, a text field for rows, and a button that leads to the preview.
#[component]
pub(crate) fn ImportForm(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] text_error: Signal<Option<ParseError>>,
    #[prop(into)] file_error: Signal<Option<FileError>>,
    /// Whether the rows are being compared with the Page.
    #[prop(into)]
    busy: Signal<bool>,
    /// The button in the meantime.
    #[prop(into)]
    busy_words: Signal<String>,
    /// Called with each change of the text.
    #[prop(into)]
    on_input: Callback<String>,
    #[prop(into)] on_file: Callback<Result<DecodedFile, FileError>>,
    #[prop(into)] on_submit: Callback<()>,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            on_submit.run(());
        }
    };
    let has_error = move || text_error.with(Option::is_some);
    view! {
        <form class="card stack" aria-labelledby="import-title" on:submit=submit novalidate>
            <h2 id="import-title">{words::IMPORT}</h2>
            <DropZone error=file_error on_read=on_file />
            <div class="field" class:invalid=has_error>
                <div class="field-label"><label for=ROWS>{words::PASTE_ROWS}</label></div>
                <textarea
                    id=ROWS
                    class="mono import-rows"
                    rows="8"
                    wrap="off"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    placeholder=words::ROWS_PLACEHOLDER
                    aria-invalid=move || has_error().then_some("true")
                    aria-describedby="import-rows-error import-rows-hint"
                    prop:value=text
                    on:input:target=move |event| on_input.run(event.target().value())
                ></textarea>
                <p class="field-error" id="import-rows-error" role="alert">
                    {move || text_error.get().map(words::parse_error)}
                </p>
                <p class="field-hint" id="import-rows-hint">{words::ROWS_HINT}</p>
            </div>
            <div class="import-actions">
                <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || if busy.get() { busy_words.get() } else { words::PREVIEW.to_owned() }}
                </button>
            </div>
        </form>
    }
}

/// The id of the text field.
pub(crate) const ROWS: &str = "import-rows";
