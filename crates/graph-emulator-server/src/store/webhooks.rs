//! What the deliverer of webhooks reads from the state, and its outcomes.

use graph_emulator::{
    Change, Emulator, Verification, WebhookAttempts, WebhookOutcome, WebhookReach,
};
use messenger_personas::{PageId, Psid};

use super::{Inner, Store, to_json};
use crate::writer::{CommitReceiver, Job};

/// A conversation, whose events are delivered in order.
pub(crate) type ConversationKey = (PageId, Psid);

/// What the deliverer does not know yet.
pub(crate) struct WebhookChanges {
    pub(crate) generation: u64,
    /// Number of the next event.
    pub(crate) next: u64,
    /// The numbers of pending events, in order.
    pub(crate) events: Vec<(u64, ConversationKey)>,
    pub(crate) subscriptions: Vec<SubscriptionStatus>,
}

/// A subscription, and whether its URL has to be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SubscriptionStatus {
    pub(crate) revision: u64,
    pub(crate) needs_verification: bool,
}

/// What to do for an event.
pub(crate) enum NextRequest {
    /// Nothing: it was delivered or dropped, or the state was reset.
    Gone,
    /// Wait until the subscription of the Page is verified.
    Unverified,
    /// Send it.
    Send {
        /// The URL for the log.
        name: String,
        request: WebhookRequest,
    },
}

/// The request with an event.
pub(crate) struct WebhookRequest {
    pub(crate) url: String,
    pub(crate) signatures: [(&'static str, String); 2],
    pub(crate) body: String,
}

/// A subscription that is not verified.
pub(crate) struct Unverified {
    pub(crate) url: String,
    /// The URL for the log.
    pub(crate) name: String,
    pub(crate) verify_token: String,
    /// Why the URL may not be called.
    pub(crate) forbidden: Option<String>,
}

impl Store {
    /// Completes after a request or a verification that the deliverer has to know.
    pub(crate) async fn webhooks_changed(&self) {
        self.webhooks_changed.notified().await;
    }

    /// The pending events from this number on, or all if there was a reset, when they are
    /// committed. `None` if they cannot be committed.
    pub(crate) async fn webhook_changes(
        &self,
        generation: u64,
        from: u64,
    ) -> Option<WebhookChanges> {
        let (changes, commit) = {
            let mut inner = self.lock();
            let emulator = &inner.emulator;
            let is_known = emulator.webhook_generation() == generation;
            let events = emulator.pending_webhooks(if is_known { from } else { 0 });
            let events =
                events.map(|event| (event.number, (event.page_id.clone(), event.psid.clone())));
            let subscriptions = emulator.webhook_subscriptions().iter().map(|active| {
                let needs_verification = active.subscription.url.is_some()
                    && active.verification != Verification::Verified;
                SubscriptionStatus { revision: active.revision, needs_verification }
            });
            let changes = WebhookChanges {
                generation: emulator.webhook_generation(),
                next: emulator.next_webhook_number(),
                events: events.collect(),
                subscriptions: subscriptions.collect(),
            };
            (changes, self.enqueue(&mut inner, &[]))
        };
        let is_committed = match commit {
            Some(commit) => commit.await == Ok(true),
            None => true,
        };
        is_committed.then_some(changes)
    }

    /// What to do for an event now.
    pub(crate) fn next_webhook_request(&self, generation: u64, number: u64) -> NextRequest {
        let inner = self.lock();
        let emulator = &inner.emulator;
        if emulator.webhook_generation() != generation {
            return NextRequest::Gone;
        }
        let Some(event) = emulator.pending_webhook(number) else { return NextRequest::Gone };
        let active = emulator.webhook_subscription_of(&event.page_id);
        let active = active.filter(|active| active.verification == Verification::Verified);
        let Some(url) = active.and_then(|active| active.subscription.url.as_ref()) else {
            return NextRequest::Unverified;
        };
        let request = WebhookRequest {
            url: url.as_str().to_owned(),
            signatures: emulator.sign(event.body.as_bytes()),
            body: event.body.clone(),
        };
        NextRequest::Send { name: url.to_string(), request }
    }

    /// Commits the outcome of an event. `true` if the event is no longer pending.
    pub(crate) async fn finish_webhook(
        &self,
        generation: u64,
        number: u64,
        outcome: WebhookOutcome,
        attempts: WebhookAttempts,
    ) -> bool {
        let commit = {
            let mut inner = self.lock();
            if !is_pending(&inner.emulator, generation, number) {
                return true;
            }
            let at = inner.emulator.now(self.clock.now());
            let change = Change::WebhookFinished { number, outcome, attempts, at };
            let commit = self.enqueue(&mut inner, std::slice::from_ref(&change));
            inner.emulator.apply(change);
            commit
        };
        match commit {
            Some(commit) => commit.await == Ok(true),
            None => true,
        }
    }

    /// Records a request that did not deliver an event.
    pub(crate) fn record_webhook_attempt(
        &self,
        generation: u64,
        number: u64,
        attempts: WebhookAttempts,
        error: Option<String>,
    ) {
        let mut inner = self.lock();
        if is_pending(&inner.emulator, generation, number) {
            inner.emulator.record_webhook_attempt(number, attempts, error);
        }
    }

    /// The subscription with this revision, if it is not verified.
    pub(crate) fn unverified_webhook(&self, revision: u64) -> Option<Unverified> {
        let inner = self.lock();
        let mut active = inner.emulator.webhook_subscriptions().iter();
        let active = active.find(|active| {
            active.revision == revision && active.verification != Verification::Verified
        })?;
        let url = active.subscription.url.as_ref()?;
        Some(Unverified {
            url: url.as_str().to_owned(),
            name: url.to_string(),
            verify_token: active.subscription.verify_token.clone(),
            forbidden: url.check(self.webhook_reach).err().map(|error| error.to_string()),
        })
    }

    /// Records the verification of the subscription with this revision.
    pub(crate) fn record_verification(&self, revision: u64, verification: Verification) {
        self.lock().emulator.record_webhook_verification(revision, verification);
    }

    /// Queues changes for the journal. `None` if there is no journal, or if everything is
    /// committed.
    fn enqueue(&self, inner: &mut Inner, changes: &[Change]) -> Option<CommitReceiver> {
        let events = self.events.events_of(changes);
        let lines = changes.iter().map(to_json).collect();
        inner.writer.as_mut()?.enqueue(Job::new(lines, events))
    }
}

/// Which URLs a server can call.
pub(super) fn reach(allow_remote: bool) -> WebhookReach {
    if allow_remote { WebhookReach::AnyHost } else { WebhookReach::Loopback }
}

fn is_pending(emulator: &Emulator, generation: u64, number: u64) -> bool {
    emulator.webhook_generation() == generation && emulator.pending_webhook(number).is_some()
}
