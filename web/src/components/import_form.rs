//! Rows that are pasted, or read from a file.

use leptos::{ev::SubmitEvent, prelude::*};

use super::import_files::RowsFile;
use crate::text::import as words;

/// A file or a text of rows, and a button that checks them.
#[component]
pub(crate) fn ImportForm(
    text: RwSignal<String>,
    /// What is wrong with the rows, in words.
    mistake: RwSignal<Option<String>>,
    /// Whether the check is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// What the button says meanwhile.
    #[prop(into)]
    busy_words: Signal<String>,
    #[prop(into)] on_check: Callback<()>,
    /// The rows are others than before.
    #[prop(into)]
    on_edit: Callback<()>,
) -> impl IntoView {
    let check = move || {
        if !busy.get_untracked() {
            on_check.run(());
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        check();
    };
    let on_read = move |read: Result<String, String>| match read {
        Ok(read) => {
            on_edit.run(());
            text.set(read);
            check();
        }
        Err(reason) => mistake.set(Some(reason)),
    };
    view! {
        <form class="card stack" on:submit=on_submit novalidate>
            <RowsFile on_read />
            <div class="field" class:wrong=move || mistake.with(Option::is_some)>
                <div class="field-label"><label for=ROWS>{words::ROWS}</label></div>
                <textarea
                    id=ROWS
                    class="mono import-rows"
                    rows="8"
                    wrap="off"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    placeholder=words::ROWS_PLACEHOLDER
                    aria-invalid=move || mistake.with(Option::is_some).then_some("true")
                    aria-describedby=move || {
                        if mistake.with(Option::is_some) { "import-rows-error import-rows-hint" } else { "import-rows-hint" }
                    }
                    prop:value=text
                    on:input:target=move |event| {
                        text.set(event.target().value());
                        mistake.set(None);
                        on_edit.run(());
                    }
                ></textarea>
                <p class="field-error" id="import-rows-error" role="alert">{mistake}</p>
                <p class="field-hint" id="import-rows-hint">
                    {words::ROWS_HINT}
                </p>
            </div>
            <div class="import-actions">
                <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || if busy.get() { busy_words.get() } else { words::CHECK.to_owned() }}
                </button>
            </div>
        </form>
    }
}

/// The id of the field that rows are pasted into.
pub(crate) const ROWS: &str = "import-rows";
