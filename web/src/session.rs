//! The connection: as which Page, over which client. The only holder of the token.

mod drafts;
mod roster;
mod sent;

use leptos::prelude::*;
use messenger_personas::{Graph, Page};
use messenger_personas_fetch::{Client, Fetch};

pub(crate) use self::{
    drafts::{Drafts, Letter},
    roster::{Roster, RosterState},
    sent::Sent,
};
use crate::{model::face::Face, text::Place};

/// What is connected, and what was learnt over it. Gone when the tab is reloaded.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    connection: RwSignal<Option<Connection>, LocalStorage>,
    /// The Page's personas.
    pub(crate) roster: Roster,
    /// What was sent from here to people whose conversation cannot be read.
    pub(crate) sent: Sent,
    /// What is being written.
    pub(crate) drafts: Drafts,
}

impl Session {
    /// Provides a session without a connection to everything below.
    pub(crate) fn provide() -> Self {
        let session = Self {
            connection: RwSignal::new_local(None),
            roster: Roster::new(),
            sent: Sent::new(),
            drafts: Drafts::new(),
        };
        provide_context(session);
        session
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// Connects. The answer to whether `graph` speaks as `page` is the caller's.
    pub(crate) fn connect(self, graph: Graph, page: Page, place: Place) {
        self.forget();
        let client = Client::new(graph, Fetch::global());
        self.connection.set(Some(Connection { client, connected: Connected { page, place } }));
    }

    /// Forgets the token and everything that was read with it.
    pub(crate) fn forget(self) {
        self.connection.set(None);
        self.roster.clear();
        self.sent.clear();
        self.drafts.clear();
    }

    /// As which Page, if connected.
    pub(crate) fn connected(self) -> Option<Connected> {
        self.connection
            .with(|connection| connection.as_ref().map(|connection| connection.connected.clone()))
    }

    /// What asks Graph, if connected.
    pub(crate) fn client(self) -> Option<Client<Fetch>> {
        self.connection.with_untracked(|connection| Some(connection.as_ref()?.client.clone()))
    }
}

/// As which Page, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connected {
    pub(crate) page: Page,
    pub(crate) place: Place,
}

impl Connected {
    pub(crate) fn on_emulator(&self) -> bool {
        self.place == Place::Emulator
    }

    pub(crate) fn face(&self) -> Face {
        Face::from(&self.page)
    }
}

struct Connection {
    client: Client<Fetch>,
    connected: Connected,
}
