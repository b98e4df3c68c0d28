//! Creates that were never answered.

use std::collections::BTreeMap;

use leptos::prelude::*;
use messenger_personas::{CreatePersona, PageId, PersonaId};

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

/// By the Page, and the persona that was to be replaced or none. They stay while one looks at other
/// screens and works for other Pages, so that nothing is created a second time.
#[derive(Clone, Copy)]
pub(crate) struct Doubts(RwSignal<BTreeMap<Place, Doubt>>);

type Place = (PageId, Option<PersonaId>);

impl Doubts {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    pub(super) fn clear(self) {
        self.0.set(BTreeMap::new());
    }

    /// What is in doubt there.
    pub(crate) fn of(self, place: &Place) -> Option<Doubt> {
        self.0.with(|all| all.get(place).cloned())
    }

    /// From now on it is in doubt.
    pub(crate) fn add(self, place: Place, doubt: Doubt) {
        self.0.update(|all| drop(all.insert(place, doubt)));
    }

    /// It is known now what became of it.
    pub(crate) fn end(self, place: &Place) {
        self.0.update(|all| drop(all.remove(place)));
    }
}
