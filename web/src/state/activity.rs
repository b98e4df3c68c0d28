//! The exchanges with Graph of a connection, and what they say about rate limits.

use std::sync::Arc;

use leptos::prelude::*;
use messenger_personas::{PageId, RetryPolicy};
use messenger_personas_client::{Exchange, Options};

use super::Connection;
use crate::{
    clock::now_millis,
    model::activity::{
        ActivityLog, Entry,
        replay::Replay,
        usage::{Limit, Limits},
    },
};

/// What was sent to Graph since the connection was made. In memory only, without tokens.
#[derive(Clone, Copy)]
pub(crate) struct Activity {
    connection: Connection,
    log: RwSignal<ActivityLog>,
    limits: RwSignal<Limits>,
}

impl Activity {
    /// Provides an empty one to everything below, and records what clients of the connection send
    /// until the owner is disposed.
    pub(crate) fn provide() -> Self {
        let connection = Connection::current();
        let log = ArcRwSignal::new(ActivityLog::default());
        let limits = ArcRwSignal::new(Limits::default());
        let activity = Self { connection, log: log.clone().into(), limits: limits.clone().into() };
        provide_context(activity);
        // A request can end later than the connection.
        connection.on_exchange(move |page_id: &PageId, exchange: &Exchange<'_>| {
            let now = now_millis();
            if let Some(entry) = log.try_update(|log| log.add(page_id, now, exchange)) {
                limits.maybe_update(|limits| limits.update(&entry, now));
            }
        });
        on_cleanup(move || connection.ignore_exchanges());
        activity
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// The newest first.
    pub(crate) fn entries(self) -> Vec<Arc<Entry>> {
        self.log.with(|log| log.entries().cloned().collect())
    }

    /// Forgets all exchanges.
    pub(crate) fn clear(self) {
        self.log.update(ActivityLog::clear);
    }

    /// The rate limits of a Page, the one that is used most first.
    pub(crate) fn limits(self, page_id: &PageId) -> Vec<(Limit, u32)> {
        self.limits.with(|limits| limits.of(page_id))
    }

    /// Until when Graph refuses requests of a Page, in milliseconds since 1970.
    pub(crate) fn refused_until(self, page_id: &PageId) -> Option<u64> {
        self.limits.with(|limits| limits.refused_until(page_id))
    }

    /// The time of [`refused_until`](Self::refused_until) is over.
    pub(crate) fn end_wait(self) {
        self.limits.update(Limits::end_wait);
    }

    /// Sends the request of an entry once more. Returns the new entry.
    pub(crate) fn replay(self, entry: &Entry) -> impl Future<Output = Option<Arc<Entry>>> + use<> {
        let once = Options { retry: RetryPolicy::never(), ..Options::default() };
        let client = self.connection.client().map(|client| client.with_options(once));
        let request = client.zip(Replay::of(entry));
        let log = ArcRwSignal::from(self.log);
        let (method, path) = (entry.method, entry.version_and_path().1.to_owned());
        async move {
            let (client, request) = request?;
            let newest = log.with_untracked(|log| log.entries().next().map(|entry| entry.id));
            // What became of it is recorded like all else.
            drop(client.send(&request).await);
            log.with_untracked(|log| {
                let since = log.entries().take_while(|entry| Some(entry.id) > newest);
                let mut replays = since
                    .filter(|entry| entry.method == method && entry.version_and_path().1 == path);
                replays.next().cloned()
            })
        }
    }
}
