//! Replacements that were begun and are not finished.

use std::collections::BTreeMap;

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use crate::{model::replacement::Replacement, tab_storage};

/// By the id of the old persona, for as long as the connection. The tab stores those that are half done:
/// a list does not tell which persona replaces which.
#[derive(Clone, Copy)]
pub(crate) struct Replacements(RwSignal<BTreeMap<PersonaId, Replacement>>);

impl Replacements {
    /// Provides those that the tab kept to everything below.
    pub(crate) fn provide() -> Self {
        let kept =
            tab_storage::read(KEY).map(|text| Replacement::from_json(&text)).unwrap_or_default();
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

    /// The new persona, if it exists.
    pub(crate) fn new_persona(self, old: &PersonaId) -> Option<Persona> {
        self.0.with(|all| all.get(old)?.new_persona().cloned())
    }

    /// The new persona that replaces `old` is created.
    pub(crate) fn on_created(self, old: &PersonaId, new: Persona) {
        self.change(|all| {
            if let Some(replacement) = all.get_mut(old) {
                replacement.on_created(new);
            }
        });
    }

    /// Whether both personas exist.
    pub(crate) fn is_half_done(self, old: &PersonaId) -> bool {
        self.0.with(|all| all.get(old).is_some_and(Replacement::is_half_done))
    }

    /// The old persona is deleted.
    pub(crate) fn on_old_deleted(self, old: &PersonaId) {
        self.change(|all| {
            if let Some(replacement) = all.get_mut(old) {
                replacement.on_old_deleted();
            }
        });
    }

    /// Keeps how far it is.
    pub(crate) fn keep(self, replacement: Replacement) {
        self.change(|all| drop(all.insert(replacement.old.id.clone(), replacement)));
    }

    /// It is given up, or both personas stay.
    pub(crate) fn end(self, old: &PersonaId) {
        self.change(|all| drop(all.remove(old)));
    }

    fn change(self, change: impl FnOnce(&mut BTreeMap<PersonaId, Replacement>)) {
        let text = self.0.try_update(|all| {
            change(all);
            Replacement::to_json(all.values())
        });
        // Without a connection any more there is nothing to keep.
        if let Some(text) = text {
            tab_storage::write(KEY, text.filter(|text| text != "[]").as_deref());
        }
    }
}

const KEY: &str = "personas.replacements";
