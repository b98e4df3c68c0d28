//! The Page's personas, as far as they were loaded.

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{ListPersonas, Paging, Persona, PersonaId};
use messenger_personas_fetch::{Fetch, Walk};

use super::Session;
use crate::text::{self, Task, Trouble};

/// The personas that were loaded, and whether there are more.
///
/// Rows stay while they are loaded anew; a refusal takes none away.
#[derive(Clone, Copy)]
pub(crate) struct Roster {
    rows: RwSignal<Vec<Persona>>,
    state: RwSignal<RosterState>,
    walk: StoredValue<Option<Walk<Fetch, ListPersonas>>, LocalStorage>,
    /// Counts the walks, so that an answer to an earlier one is not taken for a later one's.
    walks: StoredValue<u32>,
}

impl Roster {
    pub(super) fn new() -> Self {
        Self {
            rows: RwSignal::default(),
            state: RwSignal::new(RosterState::Untouched),
            walk: StoredValue::new_local(None),
            walks: StoredValue::new(0),
        }
    }

    /// The personas that were loaded, in Graph's order.
    pub(crate) fn rows(self) -> Vec<Persona> {
        self.rows.get()
    }

    /// The persona with this id, if it was loaded.
    pub(crate) fn find(self, id: &PersonaId) -> Option<Persona> {
        self.rows.with(|rows| rows.iter().find(|row| row.id == *id).cloned())
    }

    /// Where the loading stands.
    pub(crate) fn state(self) -> RosterState {
        self.state.get()
    }

    /// Loads the first listing anew.
    pub(crate) fn load(self, session: Session) {
        let (Some(client), Some(connected)) = (session.client(), untrack(|| session.connected()))
        else {
            return;
        };
        let request = ListPersonas {
            paging: Paging::limit(LISTING),
            ..ListPersonas::new(connected.page.id.clone())
        };
        self.walk.set_value(Some(Walk::new(client, request)));
        self.walks.update_value(|walks| *walks += 1);
        self.go_on(session, true);
    }

    /// Loads the first listing if nothing was loaded yet, or not all that was asked for.
    pub(crate) fn load_once(self, session: Session) {
        if matches!(self.state.get_untracked(), RosterState::Untouched | RosterState::Refused(_)) {
            self.load(session);
        }
    }

    /// Loads one more listing.
    pub(crate) fn more(self, session: Session) {
        self.go_on(session, false);
    }

    /// A persona was created.
    pub(crate) fn created(self, persona: Persona) {
        self.rows.update(|rows| {
            rows.retain(|row| row.id != persona.id);
            rows.insert(0, persona);
        });
    }

    /// A persona was deleted.
    pub(crate) fn deleted(self, id: &PersonaId) {
        self.rows.update(|rows| rows.retain(|row| row.id != *id));
    }

    pub(super) fn clear(self) {
        self.walks.update_value(|walks| *walks += 1);
        self.walk.set_value(None);
        self.rows.set(Vec::new());
        self.state.set(RosterState::Untouched);
    }

    fn go_on(self, session: Session, anew: bool) {
        // While a listing is on its way its walk is with the task below.
        let Some(mut walk) = self.walk.try_update_value(Option::take).flatten() else { return };
        let number = self.walks.get_value();
        self.state.set(RosterState::Loading);
        spawn_local(async move {
            let mut found = Vec::new();
            let state = loop {
                match walk.next().await {
                    Ok(Some(listing)) => {
                        found.extend(listing.data);
                        if found.is_empty() && listing.has_more {
                            continue;
                        }
                        break RosterState::There { has_more: listing.has_more };
                    }
                    Ok(None) => break RosterState::There { has_more: false },
                    Err(error) => {
                        let place = untrack(|| session.connected()).map(|c| c.place);
                        let Some(place) = place else { return };
                        let trouble = text::of_walk(Task::ListPersonas, &place, &error);
                        break RosterState::Refused(trouble);
                    }
                }
            };
            if self.walks.get_value() != number {
                return;
            }
            self.walk.set_value(Some(walk));
            self.take_in(found, anew && !matches!(state, RosterState::Refused(_)));
            self.state.set(state);
        });
    }

    fn take_in(self, found: Vec<Persona>, instead: bool) {
        self.rows.update(|rows| {
            if instead {
                rows.clear();
            }
            rows.retain(|row| found.iter().all(|new| new.id != row.id));
            rows.extend(found);
        });
    }
}

/// Where the loading of a roster stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RosterState {
    /// Nothing was asked yet.
    Untouched,
    /// A listing is on its way.
    Loading,
    /// All that was asked for is there.
    There {
        /// Whether Graph has more.
        has_more: bool,
    },
    /// Graph refused, or did not answer.
    Refused(Trouble),
}

/// How many personas to ask for at a time.
const LISTING: u32 = 100;
