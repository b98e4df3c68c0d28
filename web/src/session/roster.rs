//! The Page's personas, as far as they were loaded.

use std::{collections::HashSet, sync::Arc};

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{ListPersonas, Listing, Paging, Persona, PersonaId};
use messenger_personas_client::{FetchTransport, JsRuntime, PaginationError, Paginator};

use super::Session;
use crate::{
    model::search::Entry,
    text::{self, Task, Trouble},
};

/// The personas that were loaded, and whether there are more.
///
/// Rows stay while they are loaded anew; a refusal takes none away.
#[derive(Clone, Copy)]
pub(crate) struct Roster {
    rows: RwSignal<Vec<Arc<Entry>>>,
    /// Who was deleted from here. An answer that was under way may still have them.
    gone: RwSignal<HashSet<PersonaId>>,
    state: RwSignal<RosterState>,
    walk: StoredValue<Option<Paginator<FetchTransport, JsRuntime, ListPersonas>>, LocalStorage>,
    /// Counts the walks, so that an answer to an earlier one is not taken for a later one's.
    walks: StoredValue<u32>,
    /// How many rows, from the first, the walk at hand has found. Those behind are older.
    fresh: StoredValue<usize>,
    /// The walk goes on by itself until so many rows are there.
    goal: StoredValue<usize>,
}

impl Roster {
    pub(super) fn new() -> Self {
        Self {
            rows: RwSignal::default(),
            gone: RwSignal::default(),
            state: RwSignal::new(RosterState::Untouched),
            walk: StoredValue::new_local(None),
            walks: StoredValue::new(0),
            fresh: StoredValue::new(0),
            goal: StoredValue::new(AT_ONCE),
        }
    }

    /// The personas that were loaded, in Graph's order.
    pub(crate) fn rows(self) -> Vec<Persona> {
        self.rows.with(|rows| rows.iter().map(|row| row.persona.clone()).collect())
    }

    /// The same, ready to be searched.
    pub(crate) fn entries(self) -> Vec<Arc<Entry>> {
        self.rows.get()
    }

    /// How many personas were loaded.
    pub(crate) fn count(self) -> usize {
        self.rows.with(Vec::len)
    }

    /// The persona with this id, if it was loaded.
    pub(crate) fn find(self, id: &PersonaId) -> Option<Persona> {
        self.rows.with(|rows| {
            rows.iter().find(|row| row.persona.id == *id).map(|row| row.persona.clone())
        })
    }

    /// Where the loading stands.
    pub(crate) fn state(self) -> RosterState {
        self.state.get()
    }

    /// Loads the list anew, as far as it was loaded.
    pub(crate) fn load(self, session: Session) {
        let (Some(client), Some(connected)) = (session.client(), untrack(|| session.connected()))
        else {
            return;
        };
        let request = ListPersonas {
            paging: Paging::limit(LISTING),
            ..ListPersonas::new(connected.page.id.clone())
        };
        self.walk.set_value(Some(Paginator::new(client, request)));
        self.walks.update_value(|walks| *walks += 1);
        self.fresh.set_value(0);
        self.goal.set_value(self.rows.with_untracked(Vec::len).max(AT_ONCE));
        self.go_on(session);
    }

    /// Loads the list if nothing was loaded yet, or goes on where it was refused.
    pub(crate) fn load_once(self, session: Session) {
        match self.state.get_untracked() {
            RosterState::Untouched => self.load(session),
            RosterState::Refused(_) => self.again(session),
            _ => {}
        }
    }

    /// Goes on where a refusal stopped it.
    pub(crate) fn again(self, session: Session) {
        if self.walk.with_value(Option::is_some) {
            self.go_on(session);
        } else {
            self.load(session);
        }
    }

    /// Loads all the rest.
    pub(crate) fn more(self, session: Session) {
        self.goal.set_value(usize::MAX);
        self.go_on(session);
    }

    /// Loads no more than the listing that is on its way.
    pub(crate) fn pause(self) {
        self.goal.set_value(0);
    }

    /// A persona was created.
    pub(crate) fn created(self, persona: Persona) {
        self.missing(&persona.id);
        self.fresh.update_value(|fresh| *fresh += 1);
        self.rows.update(|rows| rows.insert(0, Arc::new(Entry::new(persona))));
    }

    /// A persona was deleted.
    pub(crate) fn deleted(self, id: &PersonaId) {
        self.gone.update(|gone| {
            gone.insert(id.clone());
        });
        self.missing(id);
    }

    /// Whether a persona was deleted from here.
    pub(crate) fn is_gone(self, id: &PersonaId) -> bool {
        self.gone.with(|gone| gone.contains(id))
    }

    /// A persona is not there any more, as far as can be told.
    pub(crate) fn missing(self, id: &PersonaId) {
        let is_it = |row: &Arc<Entry>| row.persona.id == *id;
        let Some(place) = self.rows.with_untracked(|rows| rows.iter().position(is_it)) else {
            return;
        };
        self.fresh.update_value(|fresh| *fresh -= usize::from(place < *fresh));
        self.rows.update(|rows| drop(rows.remove(place)));
    }

    pub(super) fn clear(self) {
        self.walks.update_value(|walks| *walks += 1);
        self.walk.set_value(None);
        self.fresh.set_value(0);
        self.rows.set(Vec::new());
        self.gone.set(HashSet::new());
        self.state.set(RosterState::Untouched);
    }

    fn go_on(self, session: Session) {
        // While a listing is on its way its walk is with the task below.
        let Some(mut walk) = self.walk.try_update_value(Option::take).flatten() else { return };
        let number = self.walks.get_value();
        self.state.set(RosterState::Loading);
        spawn_local(async move {
            loop {
                let answer = walk.next().await;
                if self.walks.get_value() != number {
                    return;
                }
                let state = match answer {
                    Ok(listing) => self.take_in(listing),
                    Err(error) => {
                        let place = untrack(|| session.connected()).map(|c| c.place);
                        let Some(place) = place else { return };
                        if matches!(error, PaginationError::Request(_)) {
                            self.walk.set_value(Some(walk));
                        }
                        let trouble = text::of_walk(Task::ListPersonas, &place, &error);
                        return self.state.set(RosterState::Refused(trouble));
                    }
                };
                let goes_on = state == RosterState::There { has_more: true }
                    && self.fresh.get_value() < self.goal.get_value();
                if !goes_on {
                    self.walk.set_value(Some(walk));
                    return self.state.set(state);
                }
            }
        });
    }

    /// What this walk found stands first, what an earlier one found stays behind it until the end.
    fn take_in(self, listing: Option<Listing<Persona>>) -> RosterState {
        let has_more = listing.as_ref().is_some_and(|listing| listing.has_more);
        let found = listing.map(|listing| listing.data).unwrap_or_default();
        self.rows.update(|rows| {
            let mut older = rows.split_off(self.fresh.get_value().min(rows.len()));
            let known: HashSet<_> = rows.iter().map(|row| &row.persona.id).collect();
            let is_new = |row: &Persona| {
                !known.contains(&row.id) && self.gone.with_untracked(|gone| !gone.contains(&row.id))
            };
            let new: Vec<_> = found.into_iter().filter(is_new).collect();
            let ids: HashSet<_> = new.iter().map(|row| &row.id).collect();
            older.retain(|row| has_more && !ids.contains(&row.persona.id));
            rows.extend(new.into_iter().map(|row| Arc::new(Entry::new(row))));
            self.fresh.set_value(rows.len());
            rows.append(&mut older);
        });
        RosterState::There { has_more }
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
/// How many rows are loaded before somebody asks for the rest: ten calls.
const AT_ONCE: usize = 1000;
