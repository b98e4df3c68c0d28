//! The state and the file that keeps it, so that no answer leaves before it is durable.
//!
//! Requests are carried out one after the other, in memory. With a journal, what changed is queued
//! in that order, and one thread writes all that waits in one transaction: many requests share the
//! wait for the disk. An answer leaves when everything it may rest on is written, reads included.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use graph_emulator::{Change, Emulator, Reply, Request, Seed, Timestamp};
use messenger_personas::HttpResponse;
use tokio::sync::oneshot;

use crate::{
    Log, Options, StartError,
    clock::Clock,
    delivery::Delivery,
    events::Listeners,
    journal::Journal,
    writer::{Job, Writer},
};

/// A state to call.
pub(crate) struct Store {
    kept: Arc<Mutex<Kept>>,
    clock: Clock,
    log: Log,
    pub(crate) listeners: Arc<Listeners>,
}

impl Store {
    /// The state that the file holds, or the seed's if it holds none.
    pub(crate) fn open(options: &Options) -> Result<Self, StartError> {
        let clock = Clock::start(options.clock);
        let blank = Blank { seed: options.seed.load()?, rehost_pictures: options.rehost_pictures };
        let mut emulator = blank.emulator();
        let listeners = Arc::new(Listeners::default());
        let mut is_empty = true;
        let mut journal = match &options.data {
            None => None,
            Some(path) => Some(Journal::open(path, |change| {
                is_empty = false;
                emulator.apply(change);
            })?),
        };
        if is_empty {
            let changes = emulator.reset(clock.now());
            if let (Some(journal), Some(path)) = (&mut journal, &options.data) {
                journal
                    .append(changes.iter().map(written))
                    .map_err(|reason| StartError::Journal { path: path.clone(), reason })?;
            }
            for change in changes {
                emulator.apply(change);
            }
        }
        let kept = Kept { emulator, writer: None, is_lost: false };
        let store = Self { kept: Arc::new(Mutex::new(kept)), clock, log: options.log, listeners };
        if let Some(journal) = journal {
            let rescue = Rescue { kept: Arc::downgrade(&store.kept), blank };
            let listeners = Arc::clone(&store.listeners);
            store.kept().writer = Some(Writer::start(journal, listeners, rescue)?);
        }
        Ok(store)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The answer to `request`, when it may leave.
    pub(crate) async fn answer(&self, request: &Request) -> Answered {
        let (answered, durable) = self.carry_out(request);
        if let Some(durable) = durable
            && durable.await != Ok(true)
        {
            return lost().into();
        }
        answered
    }

    fn carry_out(&self, request: &Request) -> (Answered, Option<Durable>) {
        let mut kept = self.kept();
        if kept.is_lost {
            return (lost().into(), None);
        }
        let Kept { emulator, writer, .. } = &mut *kept;
        let keep = |Reply { response, changes, .. }: &Reply| {
            let noted = self.log.noted(changes, response);
            let events = self.listeners.told(changes);
            let durable = if let Some(writer) = writer {
                writer.keep(Job::new(changes.iter().map(written).collect(), events))
            } else {
                self.listeners.tell(&events);
                None
            };
            (noted, durable)
        };
        let (response, delivery, (noted, durable)) =
            emulator.handle_with(request, self.clock.now(), keep);
        (Answered { response, delivery: delivery.into(), noted }, durable)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        held(&self.kept)
    }
}

/// An answer on its way out.
pub(crate) struct Answered {
    pub(crate) response: HttpResponse,
    /// What the socket does with it.
    pub(crate) delivery: Delivery,
    /// What the log has to say of it.
    pub(crate) noted: String,
}

impl From<HttpResponse> for Answered {
    fn from(response: HttpResponse) -> Self {
        Self { response, delivery: Delivery::Whole, noted: String::new() }
    }
}

/// Completes when what was queued is written, with whether it was.
pub(crate) type Durable = oneshot::Receiver<bool>;

/// The state, and who writes it down.
struct Kept {
    emulator: Emulator,
    writer: Option<Writer>,
    /// The state is ahead of the file, and could not be put back.
    is_lost: bool,
}

/// What an empty emulator is made of.
struct Blank {
    seed: Seed,
    rehost_pictures: bool,
}

impl Blank {
    fn emulator(&self) -> Emulator {
        let emulator = Emulator::from_changes(self.seed.clone(), []);
        if self.rehost_pictures { emulator.rehosting_pictures() } else { emulator }
    }
}

/// Puts the state back to what the file holds, after something could not be written.
pub(crate) struct Rescue {
    kept: Weak<Mutex<Kept>>,
    blank: Blank,
}

impl Rescue {
    /// `jobs` was not written. Nothing new is carried out meanwhile; what was queued behind it
    /// rests on it and is lost too.
    pub(crate) fn put_back(
        &self,
        journal: &Journal,
        jobs: &mut Vec<Job>,
        queue: &std::sync::mpsc::Receiver<Job>,
    ) {
        let Some(kept) = self.kept.upgrade() else { return };
        let mut kept = held(&kept);
        jobs.extend(queue.try_iter());
        let mut emulator = self.blank.emulator();
        if let Err(reason) = journal.replay(|change| emulator.apply(change)) {
            eprintln!("the journal cannot be read either, so nothing is answered: {reason}");
            kept.is_lost = true;
        }
        kept.emulator = emulator;
    }
}

fn held(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

fn written(change: &Change) -> String {
    serde_json::to_string(change).unwrap_or_default()
}

fn lost() -> HttpResponse {
    let message = "nothing was done: the emulator cannot write its journal; its reason is on its \
                   standard error";
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

    fn listed() -> Request {
        Request { method: "GET".to_owned(), ..create("A") }
    }

    #[tokio::test]
    async fn what_cannot_be_written_was_not_done() {
        let (options, folder) = options("full");
        let store = Store::open(&options).unwrap();
        let before = store.answer(&listed()).await.response;
        let writer = |run: fn(&Writer)| run(store.kept().writer.as_ref().unwrap());
        writer(Writer::fail_from_now_on);
        let long = "A".repeat(40);
        let (refused, again) =
            tokio::join!(async { store.answer(&create(&long)).await.response }, async {
                store.answer(&create("B")).await.response
            });
        assert_eq!((refused.status, again.status), (500, 500));
        writer(Writer::work_again);
        assert_eq!(store.answer(&listed()).await.response.body, before.body);
        let created = store.answer(&create("C")).await.response;
        assert_eq!(created.status, 200);
        let after = store.answer(&listed()).await.response;
        drop(store);
        let store = Store::open(&options).unwrap();
        assert_eq!(store.answer(&listed()).await.response.body, after.body);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn a_change_that_is_an_empty_text_is_never_written() {
        let (options, folder) = options("texts");
        let store = Store::open(&options).unwrap();
        store.answer(&create("A")).await;
        drop(store);
        let connection = rusqlite::Connection::open(folder.join("a.db")).unwrap();
        let count: i64 = connection
            .query_row("SELECT count(*) FROM change WHERE json = ''", [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 0);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
