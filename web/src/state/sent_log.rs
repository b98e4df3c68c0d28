//! Which persona sent which message, which this browser keeps: Graph does not tell it.

use std::collections::HashMap;

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::PageId;

use super::Tabs;
use crate::{
    model::{
        page_change::PageChange,
        sent_log::{SentLog, SentRecord},
    },
    storage,
};

/// The logs of the Pages that were worked on. A send may end when another Page is worked on, so they
/// belong to the connection.
#[derive(Clone, Copy)]
pub(crate) struct SentLogs {
    logs: StoredValue<HashMap<PageId, ArcRwSignal<SentLog>>>,
    tabs: Tabs,
}

impl SentLogs {
    /// Provides logs to everything below.
    pub(crate) fn provide() -> Self {
        let logs = Self { logs: StoredValue::default(), tabs: Tabs::current() };
        provide_context(logs);
        logs
    }

    /// Those that were provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// The log of a Page. It is read from the database at the first use.
    pub(crate) fn of(self, page: &PageId) -> ArcRwSignal<SentLog> {
        if let Some(log) = self.logs.with_value(|logs| logs.get(page).cloned()) {
            return log;
        }
        let log = ArcRwSignal::new(SentLog::default());
        self.logs.update_value(|logs| drop(logs.insert(page.clone(), log.clone())));
        read(page.clone(), log.clone());
        log
    }

    /// Reads the log of a Page again, after another tab changed it.
    pub(crate) fn read(self, page: &PageId) {
        if let Some(log) = self.logs.with_value(|logs| logs.get(page).cloned()) {
            log.set(SentLog::default());
            read(page.clone(), log);
        }
    }

    /// Adds a message that was sent, and keeps it.
    pub(crate) fn add(self, page: PageId, record: SentRecord) {
        let mut forgotten = Vec::new();
        self.of(&page).update(|log| forgotten = log.add(record.clone()));
        let tabs = self.tabs;
        spawn_local(async move {
            // If it cannot be stored it is known until the tab is closed.
            if storage::write_sent(&page, record, &forgotten).await.is_ok() {
                tabs.post(&PageChange::of_local_data(page));
            }
        });
    }

    /// Forgets what is known of a Page, or of every Page. It is erased from the database elsewhere.
    pub(crate) fn clear(self, page: Option<&PageId>) {
        self.logs.with_value(|logs| {
            for (of, log) in logs {
                if page.is_none_or(|page| page == of) {
                    log.set(SentLog::default());
                }
            }
        });
    }
}

/// Adds what the database has to `log`.
fn read(page: PageId, log: ArcRwSignal<SentLog>) {
    // Not cancelled: the events of a request need its handlers.
    spawn_local(async move {
        if let Ok(stored) = storage::read_sent(&page).await {
            // What was sent meanwhile may not be stored yet.
            log.update(|log| log.add_stored(stored));
        }
    });
}
