//! Creates that were never answered.

use std::collections::BTreeMap;

use leptos::prelude::*;
use messenger_personas::{CreatePersona, PersonaId};

/// A create of which nobody knows what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// What was asked for.
    pub(crate) create: CreatePersona,
    /// Who is known to have been there before.
    pub(crate) known: Vec<PersonaId>,
    /// Whether that is everybody.
    pub(crate) is_all: bool,
}

/// By the persona that was to be replaced, or none. They stay while one looks at other screens, so
/// that nothing is created a second time.
#[derive(Clone, Copy)]
pub(crate) struct Doubts(RwSignal<BTreeMap<Option<PersonaId>, Doubt>>);

impl Doubts {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    pub(super) fn clear(self) {
        self.0.set(BTreeMap::new());
    }

    /// What is in doubt there.
    pub(crate) fn of(self, old: Option<&PersonaId>) -> Option<Doubt> {
        self.0.with(|all| all.get(&old.cloned()).cloned())
    }

    /// From now on it is in doubt.
    pub(crate) fn add(self, old: Option<PersonaId>, doubt: Doubt) {
        self.0.update(|all| drop(all.insert(old, doubt)));
    }

    /// It is known now what became of it.
    pub(crate) fn end(self, old: Option<&PersonaId>) {
        self.0.update(|all| drop(all.remove(&old.cloned())));
    }
}
