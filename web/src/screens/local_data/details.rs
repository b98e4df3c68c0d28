//! What this browser keeps of one persona.

use leptos::prelude::*;
use messenger_personas::PersonaId;

use super::VisitNotice;
use crate::{
    announcer::Announcer,
    clock::use_minute,
    components::{LabelEditor, RelativeTime},
    model::{labels::Label, local_data::PersonaRecord},
    shared::use_shared,
    state::{Keeping, LocalData},
    text::local_data as words,
};

/// Labels, a note that is saved when the field is left, and when the persona was last used.
#[component]
pub(crate) fn LocalDetails(persona_id: PersonaId) -> impl IntoView {
    let data = LocalData::current();
    let keeping = data.keeping();
    let is_read = use_shared(move |_| keeping.get() != Keeping::Reading);
    view! {
        <section class="card local-details" aria-labelledby="local-details-title">
            <h2 id="local-details-title">{words::TITLE}</h2>
            <p class="field-hint">{words::HINT}</p>
            <VisitNotice />
            // What is typed before the records are there would be lost.
            {move || is_read.get().then(|| view! { <Fields id=persona_id.clone() /> })}
        </section>
    }
}

#[component]
fn Fields(id: PersonaId) -> impl IntoView {
    let (data, announcer) = (LocalData::current(), Announcer::current());
    let id = StoredValue::new(id);
    let now = use_minute();
    let record = use_shared(move |_| id.with_value(|id| data.record(id)));
    let labels = Memo::new(move |_| record.with(|record| record.labels.as_slice().to_vec()));
    let suggestions = use_shared(move |_| {
        let all = data.records().with(|records| records.label_counts(records.ids()));
        let unused = |label: &Label| labels.with(|labels| !labels.contains(label));
        all.into_iter().map(|(label, _)| label).filter(unused).collect::<Vec<_>>()
    });
    let add = move |label: Label| {
        let is_new = id.with_value(|id| data.add_label(std::slice::from_ref(id), &label))?;
        if is_new > 0 {
            announcer.say(words::label_added(label.as_str()));
        }
        Ok(())
    };
    let remove = move |label: Label| {
        id.with_value(|id| data.remove_label(std::slice::from_ref(id), &label));
        announcer.say(words::label_removed(label.as_str()));
    };
    let is_saved = RwSignal::new(false);
    let typed = StoredValue::new(None::<String>);
    let save = move || {
        let note = typed.try_update_value(Option::take).flatten();
        note.is_some_and(|note| id.with_value(|id| data.set_note(id, &note)))
    };
    // Back by a key leaves the screen without leaving the field.
    on_cleanup(move || {
        save();
    });
    let last_used = Memo::new(move |_| record.with(|record| record.last_used));
    view! {
        <LabelEditor labels suggestions on_add=add on_remove=remove />
        <div class="field">
            <div class="field-label">
                <label for="note">{words::NOTE}</label>
                <span class="field-hint" role="status">{move || is_saved.get().then_some(words::NOTE_SAVED)}</span>
            </div>
            <textarea
                id="note"
                rows="3"
                maxlength=PersonaRecord::MAX_NOTE
                placeholder=words::NOTE_PLACEHOLDER
                prop:value=move || record.with(|record| record.note().to_owned())
                on:input:target=move |event| {
                    typed.set_value(Some(event.target().value()));
                    is_saved.set(false);
                }
                on:change=move |_| {
                    if save() {
                        is_saved.set(true);
                    }
                }
            ></textarea>
        </div>
        <dl class="local-facts">
            <dt>{words::LAST_USED}</dt>
            <dd>{move || match last_used.get() {
                Some(time) => view! { <RelativeTime time now /> }.into_any(),
                None => words::NOT_USED.into_any(),
            }}</dd>
        </dl>
    }
}
