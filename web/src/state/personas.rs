//! The Page's personas, and loading them.

use std::{sync::Arc, time::Duration};

use futures_util::future::{AbortHandle, abortable};
use gloo_timers::future::sleep;
use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{ListPersonas, PageId, Paging, Persona, PersonaId, RetryPolicy};
use messenger_personas_client::{Options, PaginationError, Paginator};

use super::{Connection, LocalData, Tabs};
use crate::model::{
    page_change::PageChange,
    persona_list::{LoadState, PersonaList},
    rate_limit::LONGEST_SILENT_WAIT,
    search::Entry,
};

/// The personas of the Page that is worked on, as far as they are loaded.
#[derive(Clone, Copy)]
pub(crate) struct PersonaStore {
    connection: Connection,
    page_id: StoredValue<PageId>,
    tabs: Tabs,
    local_data: LocalData,
    list: RwSignal<PersonaList>,
    state: RwSignal<LoadState>,
    task: StoredValue<Option<AbortHandle>>,
}

impl PersonaStore {
    /// Provides the personas of a Page to everything below. Loading ends with the owner.
    pub(crate) fn provide(page_id: PageId) -> Self {
        let store = Self {
            connection: Connection::current(),
            page_id: StoredValue::new(page_id),
            tabs: Tabs::current(),
            local_data: LocalData::current(),
            list: RwSignal::default(),
            state: RwSignal::new(LoadState::Idle),
            task: StoredValue::new(None),
        };
        provide_context(store);
        on_cleanup(move || store.abort());
        store
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// The personas that are loaded, in Graph's order.
    pub(crate) fn rows(self) -> Vec<Persona> {
        self.list.with(|list| list.rows().iter().map(|row| row.persona.clone()).collect())
    }

    /// All of them, with what a search needs.
    pub(crate) fn entries(self) -> Vec<Arc<Entry>> {
        self.list.with(|list| list.rows().to_vec())
    }

    /// How many personas are loaded.
    pub(crate) fn count(self) -> usize {
        self.list.with(|list| list.rows().len())
    }

    /// The persona with this id, if it is loaded.
    pub(crate) fn find(self, id: &PersonaId) -> Option<Persona> {
        self.list.with(|list| list.find(id).cloned())
    }

    /// Whether a persona was deleted here.
    pub(crate) fn is_deleted(self, id: &PersonaId) -> bool {
        self.list.with(|list| list.is_deleted(id))
    }

    /// The progress of loading.
    pub(crate) fn state(self) -> LoadState {
        self.state.get()
    }

    /// Whether every persona is loaded.
    pub(crate) fn is_complete(self) -> bool {
        self.state.with(LoadState::is_complete)
    }

    /// Loads the list from its start. While Graph limits the requests it waits for that to end.
    pub(crate) fn load(self) {
        if !matches!(self.state.get_untracked(), LoadState::Limited { .. }) {
            self.list.update(PersonaList::restart);
            self.start();
        }
    }

    /// Loads the list if nothing was requested yet, or continues after an error.
    pub(crate) fn load_once(self) {
        if matches!(self.state.get_untracked(), LoadState::Idle | LoadState::Failed(_)) {
            self.resume();
        }
    }

    /// Continues where an error or the user stopped it.
    pub(crate) fn resume(self) {
        if !self.state.with_untracked(LoadState::is_under_way) {
            self.start();
        }
    }

    /// Continues if it failed.
    pub(crate) fn resume_failed(self) {
        if matches!(self.state.get_untracked(), LoadState::Failed(_)) {
            self.start();
        }
    }

    /// Stops loading. What is loaded stays.
    pub(crate) fn stop(self) {
        if self.state.with_untracked(LoadState::is_under_way) {
            self.abort();
            self.state.set(LoadState::Stopped);
        }
    }

    /// Adds a persona that was created, here and in other tabs.
    pub(crate) fn created(self, persona: Persona) {
        self.post(vec![persona.id.clone()], Vec::new());
        self.list.update(|list| list.insert(persona));
    }

    /// Gives the labels and the note of a persona to the one that replaces it.
    pub(crate) fn replaced(self, old: PersonaId, new: PersonaId) {
        self.local_data.carry_over(old, new);
    }

    /// Reads labels and notes again.
    pub(crate) fn read_local_data(self) {
        self.local_data.read();
    }

    /// Removes personas that were deleted, here and in other tabs.
    pub(crate) fn deleted(self, ids: Vec<PersonaId>) {
        for id in &ids {
            self.remove_deleted(id);
        }
        self.local_data.remove(ids.clone());
        self.post(Vec::new(), ids);
    }

    /// Removes a persona that was deleted.
    pub(super) fn remove_deleted(self, id: &PersonaId) {
        self.list.update(|list| list.delete(id));
    }

    /// Graph does not have a persona.
    pub(crate) fn missing(self, id: &PersonaId) {
        self.list.update(|list| list.remove(id));
    }

    fn post(self, created: Vec<PersonaId>, deleted: Vec<PersonaId>) {
        let page = self.page_id.get_value();
        self.tabs.post(&PageChange { page, created, deleted, local_data: false });
    }

    fn abort(self) {
        if let Some(task) = self.task.try_update_value(Option::take).flatten() {
            task.abort();
        }
    }

    fn start(self) {
        // The list itself is wrong then, and is of no use from where it failed.
        let is_list_error = self.state.with_untracked(|state| {
            matches!(state, LoadState::Failed(error) if !matches!(error, PaginationError::Request(_)))
        });
        if is_list_error {
            self.list.update(PersonaList::restart);
        }
        let Some(client) = self.connection.client() else { return };
        self.abort();
        self.state.set(LoadState::Loading);
        // The client would wait silently. Here the user sees for how long.
        let retry = RetryPolicy { max_backoff: LONGEST_SILENT_WAIT, ..RetryPolicy::default() };
        let client = client.with_options(Options { retry, ..Options::default() });
        let first = Paging::limit(LISTING);
        let paging = self.list.with_untracked(|list| match list.next() {
            Some(cursor) => first.after(cursor.clone()),
            None => first,
        });
        let mut paginator = Paginator::new(
            client,
            ListPersonas { paging, ..ListPersonas::new(self.page_id.get_value()) },
        );
        let (task, handle) = abortable(async move {
            let mut limits = 0;
            loop {
                match paginator.next().await {
                    Ok(listing) => {
                        limits = 0;
                        let has_more =
                            self.list.try_update(|list| list.add(listing)).unwrap_or_default();
                        if !has_more {
                            return self.state.set(LoadState::Complete);
                        }
                    }
                    Err(error) => {
                        let now = now();
                        let state = LoadState::after_error(error, limits, now);
                        self.state.set(state.clone());
                        let LoadState::Limited { until } = state else { return };
                        limits += 1;
                        sleep(Duration::from_millis(until - now)).await;
                        self.state.set(LoadState::Loading);
                    }
                }
            }
        });
        self.task.set_value(Some(handle));
        spawn_local(async move {
            // An aborted task has nothing to say.
            let _ = task.await;
        });
    }
}

/// Milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is after 1970")]
fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// How many personas to request at a time.
const LISTING: u32 = 100;
