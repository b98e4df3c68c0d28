//! The connection: as which Pages, over which clients. The only holder of tokens.

mod creations;
mod deletions;
mod doubts;
mod drafts;
mod importing;
mod keeping;
mod personas;
mod replacements;
mod sent;
mod tabs;
mod used;

use leptos::prelude::*;
use messenger_personas::{Graph, Page, PageId, Persona, PersonaId};
use messenger_personas_client::{Client, FetchClient};

pub(crate) use self::{
    creations::{CreationKey, Creations},
    deletions::Deletions,
    doubts::Doubt,
    drafts::{ComposerState, Drafts},
    importing::{Importing, InputError, Stage, all_personas},
    personas::PersonaStore,
    replacements::Replacements,
    sent::Sent,
    tabs::Tabs,
    used::Used,
};
use crate::{
    emulator::Emulator,
    model::{page_change::PageChange, profile::Profile},
    text::Place,
};

/// What is connected, and what was learnt over it. Gone when the tab is reloaded, unless the
/// connection is kept for it.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    connection: RwSignal<Option<Connection>, LocalStorage>,
    /// The Page's personas.
    pub(crate) personas: PersonaStore,
    /// The personas that are being replaced.
    pub(crate) replacements: Replacements,
    /// The creates that are pending or failed.
    pub(crate) creations: Creations,
    /// The creates that were never answered.
    pub(crate) doubts: doubts::Doubts,
    /// The personas that are being deleted.
    pub(crate) deletions: Deletions,
    /// What was sent from here to people whose conversation cannot be read.
    pub(crate) sent: Sent,
    drafts: Drafts,
    importing: StoredValue<Importing>,
    /// Who spoke from here.
    pub(crate) used: Used,
    /// The console's other tabs.
    pub(crate) tabs: Tabs,
}

impl Session {
    /// Provides a session to everything below: the one that was kept, or one without a connection.
    pub(crate) fn provide() -> Self {
        let connection = RwSignal::new_local(None);
        let session = Self {
            connection,
            personas: PersonaStore::provide(connection),
            replacements: Replacements::restore(),
            creations: Creations::new(),
            doubts: doubts::Doubts::new(),
            deletions: Deletions::new(),
            sent: Sent::new(),
            drafts: Drafts::provide(),
            importing: StoredValue::new(Importing::new()),
            used: Used::new(),
            tabs: Tabs::new(),
        };
        provide_context(session);
        if let Some((seats, current)) = keeping::restore() {
            session.set(Connection { seats, current, is_kept: true });
        }
        session
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// Connects as the Page at `current` of `seats`. That their tokens speak as their Pages is the
    /// caller's to know. If `keep`, the connection outlives a reload of this tab.
    /// Answers whether it is kept, if it should be.
    pub(crate) fn connect(self, seats: Vec<Seat>, current: usize, keep: bool) -> bool {
        self.disconnect();
        self.set(Connection { seats, current, is_kept: keep })
    }

    /// Goes on as another Page of the connection. What is being written for this one stays.
    pub(crate) fn switch(self, page_id: &PageId) {
        let is_it = |seat: &Seat| seat.connected.page.id == *page_id;
        let Some(connection) = self.connection.get_untracked() else { return };
        let Some(current) = connection.seats.iter().position(is_it) else { return };
        self.clear();
        self.set(Connection { current, ..connection });
    }

    /// Goes on as the same Page with another token. Nothing else changes.
    pub(crate) fn renew(self, graph: Graph) {
        let Some(mut connection) = self.connection.get_untracked() else { return };
        if let Some(seat) = connection.seats.get_mut(connection.current) {
            seat.graph = graph;
        }
        self.set(connection);
    }

    /// Forgets the tokens and everything that was read or written with them.
    pub(crate) fn forget(self) {
        self.disconnect();
        self.replacements.forget();
        Deletions::forget_interrupted();
        self.doubts.clear();
    }

    fn disconnect(self) {
        self.connection.set(None);
        keeping::forget();
        self.clear();
        self.drafts.clear();
        self.creations.clear();
    }

    /// As which Page, if connected.
    pub(crate) fn connected(self) -> Option<Connected> {
        self.connection.with(|connection| Some(connection.as_ref()?.seat()?.connected.clone()))
    }

    /// Whether `connected` is still what is worked on: an answer may come after a switch.
    pub(crate) fn is_still(self, connected: &Connected) -> bool {
        untrack(|| self.connected()).as_ref() == Some(connected)
    }

    /// Adds a persona that was created to the list, here and in other tabs.
    pub(crate) fn created(self, persona: Persona) {
        self.post(vec![persona.id.clone()], Vec::new());
        self.personas.created(persona);
    }

    /// Removes personas that were deleted from the list, here and in other tabs.
    pub(crate) fn deleted(self, ids: Vec<PersonaId>) {
        for id in &ids {
            self.personas.deleted(id);
        }
        self.post(Vec::new(), ids);
    }

    fn post(self, created: Vec<PersonaId>, deleted: Vec<PersonaId>) {
        if let Some(connected) = untrack(|| self.connected()) {
            self.tabs.post(&PageChange { page: connected.page.id, created, deleted });
        }
    }

    /// What is lost if the connection ends now, or another Page is worked on.
    pub(crate) fn unfinished(self) -> Unfinished {
        untrack(|| Unfinished {
            imports: self.importing().is_running(),
            deletions: self.deletions.held(),
        })
    }

    /// Every Page of the connection.
    pub(crate) fn pages(self) -> Vec<Page> {
        self.connection.with(|connection| {
            let seats = connection.iter().flat_map(|connection| &connection.seats);
            seats.map(|seat| seat.connected.page.clone()).collect()
        })
    }

    /// What is being imported.
    pub(crate) fn importing(self) -> Importing {
        self.importing.get_value()
    }

    /// What asks Graph, if connected.
    pub(crate) fn client(self) -> Option<FetchClient> {
        self.connection.with_untracked(|connection| Some(connection.as_ref()?.seat()?.client()))
    }

    /// Answers whether the connection is kept, if it should be.
    fn set(self, connection: Connection) -> bool {
        let is_done = !connection.is_kept || keeping::keep(&connection.seats, connection.current);
        self.connection.set(Some(connection));
        is_done
    }

    fn clear(self) {
        self.personas.clear();
        self.deletions.clear();
        self.sent.clear();
        self.importing().clear();
        self.used.clear();
    }
}

/// What is not done yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unfinished {
    /// Whether an import is under way.
    pub(crate) imports: bool,
    /// How many personas are about to be deleted.
    pub(crate) deletions: usize,
}

/// As which Page, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connected {
    pub(crate) page: Page,
    pub(crate) place: Place,
}

impl Connected {
    /// The one of the context, which all screens but connecting have.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    pub(crate) fn on_emulator(&self) -> bool {
        matches!(self.place, Place::Emulator(_))
    }

    /// The emulator that answers, if one does.
    pub(crate) fn emulator(&self) -> Option<Emulator> {
        match &self.place {
            Place::Emulator(origin) => Some(Emulator::at(origin.clone())),
            Place::Live(_) => None,
        }
    }

    pub(crate) fn profile(&self) -> Profile {
        Profile::from(&self.page)
    }
}

/// A Page that can be worked on, and how it is reached.
#[derive(Clone)]
pub(crate) struct Seat {
    pub(crate) connected: Connected,
    pub(crate) graph: Graph,
}

impl Seat {
    fn client(&self) -> FetchClient {
        Client::fetch(self.graph.clone())
    }
}

#[derive(Clone)]
struct Connection {
    seats: Vec<Seat>,
    current: usize,
    is_kept: bool,
}

impl Connection {
    fn seat(&self) -> Option<&Seat> {
        self.seats.get(self.current)
    }
}
