//! Labels of the personas that are selected in the list.

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use super::VisitNotice;
use crate::{
    announcer::Announcer, components::LabelDialog, model::labels::Label, shared::use_shared,
    state::LocalData, text::local_data as words,
};

/// A dialog that adds labels to the personas and removes them, while it is open.
#[component]
pub(in crate::screens) fn LabelSelected(
    open: RwSignal<bool>,
    #[prop(into)] chosen: Signal<Vec<Persona>>,
    /// Every label of the Page.
    #[prop(into)]
    labels: Signal<Vec<(Label, usize)>>,
) -> impl IntoView {
    let (data, announcer) = (LocalData::current(), Announcer::current());
    let ids = move || {
        chosen.with(|chosen| {
            chosen.iter().map(|persona| persona.id.clone()).collect::<Vec<PersonaId>>()
        })
    };
    let count = Signal::derive(move || chosen.with(Vec::len));
    // A label that was removed everywhere stays in the dialog until it is closed, and keeps the focus.
    let all = Memo::new(move |before: Option<&Vec<Label>>| {
        let mut all = before.filter(|_| open.get()).cloned().unwrap_or_default();
        labels.with(|labels| all.extend(labels.iter().map(|(label, _)| label.clone())));
        all.sort();
        all.dedup();
        all
    });
    let having = use_shared(move |_| {
        let having = data.label_counts(&ids());
        let count = |label: &Label| {
            having.iter().find(|(other, _)| other == label).map_or(0, |(_, count)| *count)
        };
        all.with(|all| all.iter().map(|label| (label.clone(), count(label))).collect::<Vec<_>>())
    });
    let add = move |label: Label| {
        let added = data.add_label(&untrack(ids), &label)?;
        announcer.say(words::labelled(label.as_str(), added));
        Ok(())
    };
    let remove = move |label: Label| {
        let removed = data.remove_label(&untrack(ids), &label);
        announcer.say(words::unlabelled(label.as_str(), removed));
    };
    view! {
        <LabelDialog open count labels=having on_add=add on_remove=remove>
            <VisitNotice />
        </LabelDialog>
    }
}
