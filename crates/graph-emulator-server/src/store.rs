//! The emulator's state, and the journal that makes it durable.
//!
//! Requests are handled one after the other, in memory. With a journal, changes are queued in the
//! same order, and one thread writes everything that is queued in one transaction, so that
//! concurrent requests share one sync to disk. A response is returned when all changes that it can
//! depend on are committed. This includes reads.

mod webhooks;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak, mpsc};

use graph_emulator::{Change, Delivery, Emulator, Reply, Request, Seed, Timestamp, WebhookReach};
use messenger_personas::HttpResponse;
use tokio::sync::Notify;

pub(crate) use self::webhooks::{
    ConversationKey, NextRequest, SubscriptionStatus, Unverified, WebhookRequest,
};
use crate::{
    Log, Options, StartError,
    clock::Clock,
    event_publisher::EventPublisher,
    journal::Journal,
    request_log::LogNotes,
    writer::{CommitReceiver, Job, Writer},
};

/// An emulator that handles requests and commits their changes.
pub(crate) struct Store {
    inner: Arc<Mutex<Inner>>,
    clock: Clock,
    log: Log,
    pub(crate) events: Arc<EventPublisher>,
    webhooks_changed: Notify,
    webhook_reach: WebhookReach,
}

impl Store {
    /// Opens the journal, if there is one, and applies the seed if the journal is empty.
    pub(crate) fn open(options: &Options) -> Result<Self, StartError> {
        let clock = Clock::start(options.clock);
        let webhook_reach = webhooks::reach(options.allow_remote);
        let factory = EmulatorFactory {
            seed: options.load_seed()?,
            rehost_pictures: options.rehost_pictures,
            webhook_reach,
        };
        let mut emulator = factory.create_empty();
        let events = Arc::new(EventPublisher::new());
        let mut is_empty = true;
        let mut journal = match &options.data {
            None => None,
            Some(path) => Some(Journal::open(path, |change| {
                is_empty = false;
                emulator.apply(change);
            })?),
        };
        let changes = if is_empty { emulator.reset(clock.now()) } else { emulator.setup_changes() };
        if !changes.is_empty() {
            if let (Some(journal), Some(path)) = (&mut journal, &options.data) {
                journal
                    .append(changes.iter().map(to_json))
                    .map_err(|reason| StartError::Journal { path: path.clone(), reason })?;
            }
            for change in changes {
                emulator.apply(change);
            }
        }
        let inner = Inner { emulator, writer: None, is_broken: false };
        let store = Self {
            inner: Arc::new(Mutex::new(inner)),
            clock,
            log: options.log,
            events,
            webhooks_changed: Notify::new(),
            webhook_reach,
        };
        if let Some(journal) = journal {
            let rollback = Rollback { inner: Arc::downgrade(&store.inner), factory };
            let events = Arc::clone(&store.events);
            let on_failure = move |journal: &Journal, jobs: &mut Vec<Job>, queue: &_| {
                rollback.run(journal, jobs, queue);
            };
            store.lock().writer = Some(Writer::start(journal, events, on_failure)?);
        }
        Ok(store)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Handles `request`, and returns the reply when everything that it depends on is committed.
    pub(crate) async fn handle(&self, request: &Request) -> CommittedReply {
        let (reply, commit) = self.handle_uncommitted(request);
        if let Some(commit) = commit
            && commit.await != Ok(true)
        {
            return journal_failed().into();
        }
        reply
    }

    fn handle_uncommitted(&self, request: &Request) -> (CommittedReply, Option<CommitReceiver>) {
        let mut inner = self.lock();
        if inner.is_broken {
            return (journal_failed().into(), None);
        }
        let Inner { emulator, writer, .. } = &mut *inner;
        let record = |Reply { response, changes, .. }: &Reply| {
            let notes = LogNotes::new(self.log, changes, response);
            let events = self.events.events_of(changes);
            let commit = if let Some(writer) = writer {
                writer.enqueue(Job::new(changes.iter().map(to_json).collect(), events))
            } else {
                self.events.publish(events);
                None
            };
            (notes, commit)
        };
        let revision = emulator.webhook_revision();
        let (response, delivery, (notes, commit)) =
            emulator.handle_with(request, self.clock.now(), record);
        if emulator.webhook_revision() != revision {
            self.webhooks_changed.notify_one();
        }
        (CommittedReply { response, delivery, notes }, commit)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        lock(&self.inner)
    }
}

/// A reply whose changes are committed.
pub(crate) struct CommittedReply {
    pub(crate) response: HttpResponse,
    /// How the connection sends the response.
    pub(crate) delivery: Delivery,
    /// What the request log adds.
    pub(crate) notes: Option<LogNotes>,
}

impl From<HttpResponse> for CommittedReply {
    fn from(response: HttpResponse) -> Self {
        Self { response, delivery: Delivery::Whole, notes: None }
    }
}

/// The state behind the lock.
struct Inner {
    emulator: Emulator,
    /// `None` without a journal.
    writer: Option<Writer>,
    /// A write failed, and the journal could not be read either.
    is_broken: bool,
}

/// Creates emulators without any changes applied.
struct EmulatorFactory {
    seed: Seed,
    rehost_pictures: bool,
    webhook_reach: WebhookReach,
}

impl EmulatorFactory {
    fn create_empty(&self) -> Emulator {
        let emulator =
            Emulator::from_changes(self.seed.clone(), []).delivering_webhooks(self.webhook_reach);
        if self.rehost_pictures { emulator.rehosting_pictures() } else { emulator }
    }
}

/// Restores the state from the journal after a failed write.
struct Rollback {
    inner: Weak<Mutex<Inner>>,
    factory: EmulatorFactory,
}

impl Rollback {
    /// Replays the journal, in which `jobs` are missing. The lock is held meanwhile, so that no
    /// request is handled. Queued jobs depend on the failed ones, so they are moved to `jobs` and
    /// fail too.
    fn run(&self, journal: &Journal, jobs: &mut Vec<Job>, queue: &mpsc::Receiver<Job>) {
        let Some(inner) = self.inner.upgrade() else { return };
        let mut inner = lock(&inner);
        jobs.extend(queue.try_iter());
        let mut emulator = self.factory.create_empty();
        if let Err(reason) = journal.replay(|change| emulator.apply(change)) {
            tracing::error!("the journal cannot be read either, so every request fails: {reason}");
            inner.is_broken = true;
        }
        inner.emulator = emulator;
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}

fn to_json(change: &Change) -> String {
    serde_json::to_string(change).unwrap_or_default()
}

fn journal_failed() -> HttpResponse {
    let message = "nothing was changed: the emulator cannot write its journal; the reason is on \
                   its standard error";
    HttpResponse::json(500, serde_json::json!({"error": {"message": message}}).to_string())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::SeedChoice;

    fn options(name: &str) -> (Options, PathBuf) {
        let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let data = Some(folder.join("a.db"));
        (Options { data, seed: SeedChoice::Demo, ..Options::default() }, folder)
    }

    fn create(name: &str) -> Request {
        let token = "EAABemulatorDemoJaspersMarketTokenZDZD";
        let query = format!("name={name}&profile_picture_url=https://a.example/b");
        let target = format!("/me/personas?{query}&access_token={token}");
        Request::new("POST", "http://127.0.0.1", &target)
    }

    fn list() -> Request {
        Request { method: "GET".to_owned(), ..create("A") }
    }

    #[tokio::test]
    async fn a_failed_write_changes_nothing() {
        let (options, folder) = options("full");
        let store = Store::open(&options).unwrap();
        let before = store.handle(&list()).await.response;
        let writer = |run: fn(&Writer)| run(store.lock().writer.as_ref().unwrap());
        writer(Writer::start_failing);
        let long = "A".repeat(40);
        let (first, second) =
            tokio::join!(async { store.handle(&create(&long)).await.response }, async {
                store.handle(&create("B")).await.response
            });
        assert_eq!((first.status, second.status), (500, 500));
        writer(Writer::stop_failing);
        assert_eq!(store.handle(&list()).await.response.body, before.body);
        let created = store.handle(&create("C")).await.response;
        assert_eq!(created.status, 200);
        let after = store.handle(&list()).await.response;
        drop(store);
        let store = Store::open(&options).unwrap();
        assert_eq!(store.handle(&list()).await.response.body, after.body);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn no_change_is_written_as_an_empty_text() {
        let (options, folder) = options("texts");
        let store = Store::open(&options).unwrap();
        store.handle(&create("A")).await;
        drop(store);
        let connection = rusqlite::Connection::open(folder.join("a.db")).unwrap();
        let count: i64 = connection
            .query_row("SELECT count(*) FROM change WHERE json = ''", [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 0);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
