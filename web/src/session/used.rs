//! Which personas spoke from this console.

use std::collections::HashSet;

use leptos::prelude::*;
use messenger_personas::PersonaId;

/// The personas that sent something since the connection was made. Bots do not count: nobody tells
/// the console of them.
#[derive(Clone, Copy)]
pub(crate) struct Used(RwSignal<HashSet<PersonaId>>);

impl Used {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    pub(super) fn clear(self) {
        self.0.set(HashSet::new());
    }

    /// A persona has spoken.
    pub(crate) fn spoke(self, id: &PersonaId) {
        if self.0.with_untracked(|used| !used.contains(id)) {
            self.0.update(|used| used.extend([id.clone()]));
        }
    }

    /// Who has spoken.
    pub(crate) fn ids(self) -> HashSet<PersonaId> {
        self.0.get()
    }
}
