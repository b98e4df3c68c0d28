//! The preview: what an import would do.

use leptos::prelude::*;

use super::{STATE, rows::rows_card};
use crate::{
    components::{Glyph, Icon},
    model::import::{file::Encoding, plan::Kind},
    state::ImportRun,
    text::import as words,
};

/// How many rows are of which kind, and the button that starts the import.
pub(super) fn preview_part() -> AnyView {
    let importing = ImportRun::current();
    let (counts, new, changed) = importing.state.with_untracked(|state| {
        let run = state.run();
        (run.counts(), run.count(Kind::New), run.count(Kind::Changed))
    });
    let is_guessed = importing.encoding.get_untracked() == Encoding::Windows1252;
    let to_do = move || (new, if importing.replace.get() { changed } else { 0 });
    let nothing = move || to_do() == (0, 0);
    let start = move |_| {
        if !untrack(nothing) {
            importing.start();
        }
    };
    view! {
        <section class="card stack" aria-labelledby=STATE>
            <div>
                <h2 id=STATE tabindex="-1">{words::PREVIEW_TITLE}</h2>
                <p>{words::preview_lead(counts)}</p>
            </div>
            {is_guessed.then(|| view! {
                <p class="import-note"><Icon glyph=Glyph::Warning />{words::ENCODING_NOTE}</p>
            })}
            {(changed > 0).then(|| view! {
                <div class="field">
                    <label class="import-check">
                        <input
                            type="checkbox"
                            aria-describedby="import-replace-hint"
                            prop:checked=importing.replace
                            on:change:target=move |event| importing.replace.set(event.target().checked())
                        />
                        {words::replace(changed)}
                    </label>
                    <p class="field-hint" id="import-replace-hint">
                        {words::REPLACE_HINT}
                    </p>
                </div>
            })}
            <div class="import-actions">
                <button
                    type="button"
                    class="button primary"
                    aria-disabled=move || nothing().then_some("true")
                    on:click=start
                >
                    {move || { let (new, changed) = to_do(); words::start(new, changed) }}
                </button>
                <button type="button" class="button" on:click=move |_| importing.edit()>{words::EDIT_ROWS}</button>
            </div>
        </section>
        {rows_card(&importing, false)}
    }
    .into_any()
}
