//! Replacements that were begun and are not finished.

use std::collections::BTreeMap;

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use super::keeping;
use crate::model::replacement::Replacement;

/// By the id of the persona that is to go. They stay while one looks at other screens; those that are
/// half done stay with the tab, whatever is connected: who was created and who is to go is not to
/// be guessed from a list.
#[derive(Clone, Copy)]
pub(crate) struct Replacements(RwSignal<BTreeMap<PersonaId, Replacement>>);

impl Replacements {
    /// Those that the tab kept.
    pub(super) fn restore() -> Self {
        let kept = keeping::read(KEY).map(|text| Replacement::read(&text)).unwrap_or_default();
        Self(RwSignal::new(kept.into_iter().map(|it| (it.old.id.clone(), it)).collect()))
    }

    pub(super) fn forget(self) {
        self.0.set(BTreeMap::new());
        keeping::write(KEY, None);
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
        self.0.update(change);
        let text = self.0.with_untracked(|all| Replacement::write(all.values()));
        keeping::write(KEY, text.filter(|text| text != "[]").as_deref());
    }
}

const KEY: &str = "personas.replacements";
