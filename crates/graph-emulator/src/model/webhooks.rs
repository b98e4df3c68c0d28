//! Subscriptions, and the events that were or will be delivered.

use std::collections::{BTreeMap, VecDeque};

use messenger_personas::{PageId, Psid};

use crate::model::{
    time::Timestamp,
    webhook::{
        Verification, WebhookAttempts, WebhookEvent, WebhookField, WebhookOutcome, WebhookState,
        WebhookSubscription,
    },
};

/// Everything about webhooks in the state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Webhooks {
    subscriptions: Vec<ActiveSubscription>,
    /// Number of the next event.
    next: u64,
    pending: BTreeMap<u64, WebhookEvent>,
    /// The newest of the delivered and dropped ones.
    ended: VecDeque<WebhookEvent>,
    /// Number of events that were dropped because too many were pending.
    overflowed: u64,
    generation: u64,
    /// Increased by everything that a deliverer has to know.
    revision: u64,
}

/// A subscription, and whether its URL was verified.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ActiveSubscription {
    /// The subscription.
    pub subscription: WebhookSubscription,
    /// Another number for each change of the subscription.
    pub revision: u64,
    /// Whether its URL was verified.
    pub verification: Verification,
}

/// An event that is not numbered yet.
pub(super) struct Draft {
    pub(super) field: WebhookField,
    pub(super) page_id: PageId,
    pub(super) psid: Psid,
    pub(super) body: String,
    pub(super) at: Timestamp,
}

impl Webhooks {
    /// Webhooks after a reset.
    pub(super) fn after_reset(&self) -> Self {
        Self { generation: self.generation + 1, revision: self.revision + 1, ..Self::default() }
    }

    pub(crate) fn subscriptions(&self) -> &[ActiveSubscription] {
        &self.subscriptions
    }

    /// The subscription that events of this Page are sent to.
    pub(crate) fn subscription_of(&self, page_id: &PageId) -> Option<&ActiveSubscription> {
        let of = |page_id: Option<&PageId>| {
            self.subscriptions.iter().find(|it| it.subscription.page_id.as_ref() == page_id)
        };
        of(Some(page_id)).or_else(|| of(None))
    }

    /// `true` if an event of this field and Page is sent.
    pub(super) fn wants(&self, field: WebhookField, page_id: &PageId) -> bool {
        self.subscription_of(page_id).is_some_and(|it| it.subscription.fields.contains(&field))
    }

    /// Pending events in order.
    pub(crate) fn pending(&self) -> impl Iterator<Item = &WebhookEvent> {
        self.pending.values()
    }

    /// Pending events from this number on.
    pub(crate) fn pending_from(&self, number: u64) -> impl Iterator<Item = &WebhookEvent> {
        self.pending.range(number..).map(|(_, event)| event)
    }

    pub(crate) fn pending_event(&self, number: u64) -> Option<&WebhookEvent> {
        self.pending.get(&number)
    }

    /// The newest delivered and dropped events, in the order in which their outcome was known.
    pub(crate) fn ended(&self) -> impl Iterator<Item = &WebhookEvent> {
        self.ended.iter()
    }

    pub(crate) fn overflowed(&self) -> u64 {
        self.overflowed
    }

    pub(crate) fn next_number(&self) -> u64 {
        self.next
    }

    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) fn set(&mut self, subscription: WebhookSubscription) {
        self.subscriptions.retain(|it| it.subscription.page_id != subscription.page_id);
        self.revision += 1;
        self.subscriptions.push(ActiveSubscription {
            subscription,
            revision: self.revision,
            verification: Verification::Waiting,
        });
    }

    /// Removes a subscription. Pending events that no other one is for are dropped.
    pub(super) fn remove(&mut self, page_id: Option<&PageId>, at: Timestamp) {
        self.subscriptions.retain(|it| it.subscription.page_id.as_ref() != page_id);
        self.revision += 1;
        let orphans: Vec<u64> = self
            .pending
            .values()
            .filter(|event| self.subscription_of(&event.page_id).is_none())
            .map(|event| event.number)
            .collect();
        for number in orphans {
            self.end(number, at, |event| event.state = WebhookState::Dropped);
        }
    }

    pub(super) fn add(&mut self, drafts: Vec<Draft>) {
        for Draft { field, page_id, psid, body, at } in drafts {
            let number = self.next;
            self.next += 1;
            self.revision += 1;
            let event = WebhookEvent {
                number,
                generation: self.generation,
                page_id,
                psid,
                field,
                body,
                at,
                state: WebhookState::Pending,
                attempts: WebhookAttempts::default(),
                error: None,
                ended_at: None,
            };
            self.pending.insert(number, event);
            if self.pending.len() > MAX_PENDING
                && let Some((&oldest, _)) = self.pending.first_key_value()
            {
                self.overflowed += 1;
                self.end(oldest, at, |event| event.state = WebhookState::Dropped);
            }
        }
    }

    pub(super) fn finish(
        &mut self,
        number: u64,
        outcome: WebhookOutcome,
        attempts: WebhookAttempts,
        at: Timestamp,
    ) {
        self.end(number, at, |event| {
            event.attempts = attempts;
            match outcome {
                WebhookOutcome::Delivered => {
                    event.state = WebhookState::Delivered;
                    event.error = None;
                }
                WebhookOutcome::Dropped => event.state = WebhookState::Dropped,
            }
        });
    }

    /// Records a request that did not succeed. It is no part of the journal.
    pub(crate) fn record_attempt(
        &mut self,
        number: u64,
        attempts: WebhookAttempts,
        error: Option<String>,
    ) {
        if let Some(event) = self.pending.get_mut(&number) {
            event.attempts = attempts;
            event.error = error;
        }
    }

    /// Records the result of a verification, if the subscription is still the one that was
    /// verified. It is no part of the journal.
    pub(crate) fn record_verification(&mut self, revision: u64, verification: Verification) {
        if let Some(active) = self.subscriptions.iter_mut().find(|it| it.revision == revision) {
            active.verification = verification;
        }
    }

    fn end(&mut self, number: u64, at: Timestamp, change: impl FnOnce(&mut WebhookEvent)) {
        let Some(mut event) = self.pending.remove(&number) else { return };
        change(&mut event);
        event.ended_at = Some(at);
        if self.ended.len() == MAX_ENDED {
            self.ended.pop_front();
        }
        self.ended.push_back(event);
    }
}

/// Maximum number of pending events. The oldest one is dropped for a new one.
const MAX_PENDING: usize = 100_000;
/// Maximum number of delivered and dropped events that can be read.
const MAX_ENDED: usize = 1000;
