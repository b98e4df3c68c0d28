//! Replacements that were begun and are not finished.

use std::collections::BTreeMap;

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use crate::model::replacement::Replacement;

/// By the id of the persona that is to go. They stay while one looks at other screens.
#[derive(Clone, Copy)]
pub(crate) struct Replacements(RwSignal<BTreeMap<PersonaId, Replacement>>);

impl Replacements {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    pub(super) fn clear(self) {
        self.0.set(BTreeMap::new());
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
        self.0.update(|all| drop(all.insert(replacement.old.id.clone(), replacement)));
    }

    /// It is finished, or given up.
    pub(crate) fn end(self, old: &PersonaId) {
        self.0.update(|all| drop(all.remove(old)));
    }
}
