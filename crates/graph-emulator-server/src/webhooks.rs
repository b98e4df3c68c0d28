//! Delivers webhook events to bots.
//!
//! The emulator derives events and keeps them while they are pending. The deliverer starts a task
//! for the next event of each person, so that one person's events are sent in order and those of
//! others in parallel. It holds no lock while it sends: a bot may call Graph before it responds.
//!
//! An event is sent when the request that led to it is committed, and it is pending until its
//! outcome is committed, so that it is delivered at least once across restarts.

mod client;
mod delivery;
mod verification;

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, atomic::AtomicBool},
};

use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
};

use self::client::WebhookClient;
use crate::{
    Limits,
    store::{ConversationKey, Store, SubscriptionStatus},
};

/// Sends pending events, until it is dropped.
pub(crate) struct Deliverer {
    shared: Arc<Shared>,
    /// The subscriptions that [`Shared::subscriptions_changed`] has announced.
    subscriptions: Vec<SubscriptionStatus>,
    generation: u64,
    /// Number of the first event that is not queued.
    next: u64,
    /// Events behind the one that is being sent, for every conversation where there is one.
    queues: HashMap<ConversationKey, VecDeque<u64>>,
    deliveries: JoinSet<ConversationKey>,
    /// Subscriptions that are being verified, by their revision.
    verifying: HashSet<u64>,
    verifications: JoinSet<u64>,
}

/// What all tasks need.
struct Shared {
    store: Arc<Store>,
    client: WebhookClient,
    limits: Limits,
    /// A permit for each concurrent request.
    permits: Semaphore,
    subscriptions_changed: watch::Sender<()>,
    /// `true` after a request that failed, so that the log has one line until one succeeds.
    is_failing: AtomicBool,
}

impl Deliverer {
    pub(crate) fn new(store: Arc<Store>, limits: Limits) -> Self {
        let client = WebhookClient::new(limits.webhook_response);
        let permits = Semaphore::new(MAX_CONCURRENT);
        let subscriptions_changed = watch::Sender::new(());
        let is_failing = AtomicBool::new(false);
        let shared = Shared { store, client, limits, permits, subscriptions_changed, is_failing };
        Self {
            shared: Arc::new(shared),
            subscriptions: Vec::new(),
            generation: 0,
            next: 0,
            queues: HashMap::new(),
            deliveries: JoinSet::new(),
            verifying: HashSet::new(),
            verifications: JoinSet::new(),
        }
    }

    /// Delivers events, forever.
    pub(crate) async fn run(mut self) {
        let store = Arc::clone(&self.shared.store);
        self.read_changes().await;
        loop {
            tokio::select! {
                () = store.webhooks_changed() => self.read_changes().await,
                Some(delivered) = self.deliveries.join_next() => match delivered {
                    Ok(key) => self.start_next(key),
                    Err(_) => self.start_over().await,
                },
                Some(Ok(revision)) = self.verifications.join_next() => {
                    self.verifying.remove(&revision);
                    self.read_changes().await;
                }
            }
        }
    }

    /// Queues events that are new, and verifies URLs that are not verified.
    async fn read_changes(&mut self) {
        let changes = loop {
            let changes = self.shared.store.webhook_changes(self.generation, self.next).await;
            let Some(changes) = changes else {
                // The journal could not be written, and the events are gone.
                self.forget();
                tokio::time::sleep(self.shared.limits.webhook_retry).await;
                continue;
            };
            if changes.generation == self.generation {
                break changes;
            }
            self.forget();
            self.generation = changes.generation;
        };
        self.next = changes.next;
        for (number, key) in changes.events {
            if let Some(queue) = self.queues.get_mut(&key) {
                queue.push_back(number);
            } else {
                self.queues.insert(key.clone(), VecDeque::new());
                self.deliver(number, key);
            }
        }
        for status in &changes.subscriptions {
            if status.needs_verification && self.verifying.insert(status.revision) {
                self.verifications
                    .spawn(verification::verify(Arc::clone(&self.shared), status.revision));
            }
        }
        if self.subscriptions != changes.subscriptions {
            self.subscriptions = changes.subscriptions;
            self.shared.subscriptions_changed.send_replace(());
        }
    }

    /// Starts the next delivery of a conversation.
    fn start_next(&mut self, key: ConversationKey) {
        match self.queues.get_mut(&key).and_then(VecDeque::pop_front) {
            Some(number) => self.deliver(number, key),
            None => drop(self.queues.remove(&key)),
        }
    }

    fn deliver(&mut self, number: u64, key: ConversationKey) {
        let (shared, generation) = (Arc::clone(&self.shared), self.generation);
        self.deliveries.spawn(async move {
            delivery::deliver(&shared, generation, number).await;
            key
        });
    }

    /// Reads all events again.
    async fn start_over(&mut self) {
        self.forget();
        self.read_changes().await;
    }

    /// Aborts all deliveries and forgets all events, which stay pending in the emulator.
    fn forget(&mut self) {
        self.deliveries = JoinSet::new();
        self.queues.clear();
        self.next = 0;
    }
}

/// Maximum number of concurrent requests to bots.
const MAX_CONCURRENT: usize = 64;
