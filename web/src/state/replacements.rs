//! Replacements that were begun and are not finished.

use std::collections::BTreeMap;

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use crate::{model::replacement::Replacement, tab_storage};

/// By the id of the persona that is to go. They stay while one looks at other screens; those that are
/// half done stay with the tab, whatever is connected: who was created and who is to go is not to
/// be guessed from a list.
#[derive(Clone, Copy)]
pub(crate) struct Replacements(RwSignal<BTreeMap<PersonaId, Replacement>>);

impl Replacements {
    /// Provides those that the tab kept to everything below.
    pub(crate) fn provide() -> Self {
        let kept = tab_storage::read(KEY).map(|text| Replacement::read(&text)).unwrap_or_default();
        let kept = kept.into_iter().map(|it| (it.old.id.clone(), it)).collect();
        let replacements = Self(RwSignal::new(kept));
        provide_context(replacements);
        replacements
    }

    /// The ones that were provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// How far the replacement of `old` is; it begins now if it has not.
    pub(crate) fn of(self, old: &Persona) -> Replacement {
        let begun = self.0.with(|all| all.get(&old.id).cloned());
        begun.unwrap_or_else(|| Replacement::of(old.clone()))
    }

    /// The new persona, if the old one is still to go.
    pub(crate) fn half_done(self, old: &PersonaId) -> Option<Persona> {
        self.0.with(|all| all.get(old)?.new.clone())
    }

    /// Keeps how far it is.
    pub(crate) fn keep(self, replacement: Replacement) {
        self.change(|all| drop(all.insert(replacement.old.id.clone(), replacement)));
    }

    /// It is finished, or given up.
    pub(crate) fn end(self, old: &PersonaId) {
        self.change(|all| drop(all.remove(old)));
    }

    fn change(self, change: impl FnOnce(&mut BTreeMap<PersonaId, Replacement>)) {
        let text = self.0.try_update(|all| {
            change(all);
            Replacement::write(all.values())
        });
        // Without a connection any more there is nothing to keep.
        if let Some(text) = text {
            tab_storage::write(KEY, text.filter(|text| text != "[]").as_deref());
        }
    }
}

const KEY: &str = "personas.replacements";
