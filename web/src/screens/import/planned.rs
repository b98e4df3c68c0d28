//! The dry run: what an import would do.

use leptos::prelude::*;

use super::{STATE, rows::rows_card};
use crate::{
    announcer::Announcer,
    model::{import_plan::Kind, import_run::ImportRun},
    session::Session,
    text::import as words,
};

/// What was found, and the button that carries it out.
pub(super) fn plan_part(session: Session, announcer: Announcer) -> AnyView {
    let importing = session.importing();
    let counted = importing.run.with_untracked(ImportRun::counts);
    let of = |wanted| counted.iter().find(|(kind, _)| *kind == wanted).map_or(0, |found| found.1);
    let (new, changed) = (of(Kind::New), of(Kind::Changed));
    let to_do = move || (new, if importing.replace.get() { changed } else { 0 });
    let nothing = move || to_do() == (0, 0);
    let start = move |_| {
        if !untrack(nothing) {
            importing.start(session, announcer);
        }
    };
    view! {
        <section class="card stack" aria-labelledby=STATE>
            <div>
                <h2 id=STATE tabindex="-1">{words::CHECKED}</h2>
                <p>{words::planned(counted)}</p>
            </div>
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
                <button type="button" class="button" on:click=move |_| importing.edit()>{words::CHANGE_ROWS}</button>
            </div>
        </section>
        {rows_card(importing, false)}
    }
    .into_any()
}
