//! Which personas spoke from this console.

use std::collections::HashSet;

use leptos::prelude::*;
use messenger_personas::PersonaId;

/// The personas that sent something since the connection was made. Bots do not count: nobody tells
/// the console of them.
#[derive(Clone, Copy)]
pub(crate) struct Used(RwSignal<HashSet<PersonaId>>);

impl Used {
    /// Provides an empty one to everything below.
    pub(crate) fn provide() -> Self {
        let used = Self(RwSignal::default());
        provide_context(used);
        used
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// A persona has spoken.
    pub(crate) fn spoke(self, id: &PersonaId) {
        self.0.maybe_update(|used| used.insert(id.clone()));
    }

    /// Who has spoken.
    pub(crate) fn ids(self) -> HashSet<PersonaId> {
        self.0.get()
    }
}
