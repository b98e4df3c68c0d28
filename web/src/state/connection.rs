//! The connection: the Pages that can be worked on, and the clients for them. Only this holds tokens.

use std::rc::Rc;

use leptos::prelude::*;
use messenger_personas::{Graph, Page, PageId};
use messenger_personas_client::{Client, Exchange, FetchClient};

use crate::{
    emulator::Emulator,
    model::{
        profile::Profile,
        stored_connection::{StoredConnection, StoredPage},
        user_error::Endpoint,
    },
    tab_storage,
};

/// The Pages that are connected, and which of them is worked on. A reload of the tab ends it, unless
/// the user lets the tab keep it.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    pages: RwSignal<Option<Pages>, LocalStorage>,
    hook: StoredValue<Option<Rc<Hook>>, LocalStorage>,
}

/// Called with the Page and each exchange of its clients.
type Hook = dyn Fn(&PageId, &Exchange<'_>);

impl Connection {
    /// Provides a connection to everything below: the one that the tab kept, or one without Pages.
    pub(crate) fn provide() -> Self {
        let connection = Self {
            pages: RwSignal::new_local(Pages::restore()),
            hook: StoredValue::new_local(None),
        };
        provide_context(connection);
        connection
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// Connects to `pages`, and works on the one at `current`. The caller has checked their tokens.
    /// With `keep` the connection outlives a reload of this tab: returns whether it could be kept.
    pub(crate) fn connect(self, pages: Vec<PageConnection>, current: usize, keep: bool) -> bool {
        tab_storage::write(KEY, None);
        self.set(Pages { all: pages, current, is_kept: keep })
    }

    /// Works on another Page of the connection.
    pub(crate) fn switch(self, page_id: &PageId) {
        let Some(pages) = self.pages.get_untracked() else { return };
        let is_it = |page: &PageConnection| page.connected.page.id == *page_id;
        if let Some(current) = pages.all.iter().position(is_it) {
            self.set(Pages { current, ..pages });
        }
    }

    /// Takes another token for the same Page. Nothing else changes.
    pub(crate) fn renew(self, graph: Graph) {
        let Some(mut pages) = self.pages.get_untracked() else { return };
        if let Some(page) = pages.all.get_mut(pages.current) {
            page.graph = graph;
        }
        self.set(pages);
    }

    /// Forgets the tokens, and everything that the tab stored.
    pub(crate) fn disconnect(self) {
        tab_storage::clear();
        self.pages.set(None);
    }

    /// The Page that is worked on.
    pub(crate) fn connected(self) -> Option<Connected> {
        self.pages.with(|pages| Some(pages.as_ref()?.current()?.connected.clone()))
    }

    /// Whether `connected` is still worked on: a response may come after a switch.
    pub(crate) fn is_still(self, connected: &Connected) -> bool {
        untrack(|| self.connected()).as_ref() == Some(connected)
    }

    /// A Page of the connection, whether it is worked on or not.
    pub(crate) fn page(self, page_id: &PageId) -> Option<PageConnection> {
        self.pages.with_untracked(|pages| {
            let mut all = pages.iter().flat_map(|pages| &pages.all);
            all.find(|page| page.connected.page.id == *page_id).cloned()
        })
    }

    /// Every Page of the connection.
    pub(crate) fn pages(self) -> Vec<Page> {
        self.pages.with(|pages| {
            let all = pages.iter().flat_map(|pages| &pages.all);
            all.map(|page| page.connected.page.clone()).collect()
        })
    }

    /// A client for the Page that is worked on.
    pub(crate) fn client(self) -> Option<FetchClient> {
        let page = self.pages.with_untracked(|pages| pages.as_ref()?.current().cloned())?;
        Some(self.client_of(&page))
    }

    /// A client for a Page of the connection.
    pub(crate) fn client_of(self, page: &PageConnection) -> FetchClient {
        let client = Client::fetch(page.graph.clone());
        let Some(hook) = self.hook.get_value() else { return client };
        let page_id = page.connected.page.id.clone();
        client.on_exchange(move |exchange| hook(&page_id, exchange))
    }

    /// Calls `hook` with each exchange of the clients that are made from now on.
    pub(crate) fn on_exchange(self, hook: impl Fn(&PageId, &Exchange<'_>) + 'static) {
        self.hook.set_value(Some(Rc::new(hook)));
    }

    /// Calls no hook any more.
    pub(crate) fn ignore_exchanges(self) {
        self.hook.set_value(None);
    }

    /// Returns whether it is kept, if it should be.
    fn set(self, pages: Pages) -> bool {
        let is_done = !pages.is_kept || pages.keep();
        self.pages.set(Some(pages));
        is_done
    }
}

/// The Page that is worked on, and where its Graph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connected {
    pub(crate) page: Page,
    pub(crate) endpoint: Endpoint,
}

impl Connected {
    /// The one of the context, which all screens but connecting have.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    pub(crate) fn on_emulator(&self) -> bool {
        matches!(self.endpoint, Endpoint::Emulator(_))
    }

    /// The emulator that answers, if one does.
    pub(crate) fn emulator(&self) -> Option<Emulator> {
        match &self.endpoint {
            Endpoint::Emulator(origin) => Some(Emulator::at(origin.clone())),
            Endpoint::Live(_) => None,
        }
    }

    pub(crate) fn profile(&self) -> Profile {
        Profile::from(&self.page)
    }
}

/// A Page that can be worked on, and how to call Graph for it.
#[derive(Clone)]
pub(crate) struct PageConnection {
    pub(crate) connected: Connected,
    pub(crate) graph: Graph,
}

#[derive(Clone)]
struct Pages {
    all: Vec<PageConnection>,
    current: usize,
    is_kept: bool,
}

impl Pages {
    fn current(&self) -> Option<&PageConnection> {
        self.all.get(self.current)
    }

    /// Lets the tab keep them. Returns whether that worked.
    fn keep(&self) -> bool {
        let page = |page: &PageConnection| {
            let Connected { page: of, .. } = &page.connected;
            StoredPage::new(of.clone(), &page.graph, page.connected.on_emulator())
        };
        let pages = self.all.iter().map(page).collect();
        let stored = StoredConnection { current: self.current, pages };
        stored.write().is_some_and(|text| tab_storage::write(KEY, Some(&text)))
    }

    fn restore() -> Option<Self> {
        let stored = StoredConnection::read(&tab_storage::read(KEY)?)?;
        let open = |stored: StoredPage| {
            let on_emulator = stored.on_emulator;
            let (page, graph) = stored.open()?;
            let origin = graph.origin.clone();
            let endpoint =
                if on_emulator { Endpoint::Emulator(origin) } else { Endpoint::Live(origin) };
            Some(PageConnection { connected: Connected { page, endpoint }, graph })
        };
        let all = stored.pages.into_iter().map(open).collect::<Option<_>>()?;
        Some(Self { all, current: stored.current, is_kept: true })
    }
}

const KEY: &str = "personas.connection";
