//! Delivers one event.

use std::{sync::atomic::Ordering, time::Duration};

use axum::http::StatusCode;
use graph_emulator::{WebhookAttempts, WebhookOutcome};
use tokio::time::Instant;

use super::Shared;
use crate::store::NextRequest;

/// Sends the event until the bot answers with 200, the time limit has passed, or it is no longer
/// pending.
pub(super) async fn deliver(shared: &Shared, generation: u64, number: u64) {
    let mut subscriptions_changed = shared.subscriptions_changed.subscribe();
    let mut attempts = WebhookAttempts::default();
    let mut backoff = Backoff::start(shared);
    loop {
        subscriptions_changed.mark_unchanged();
        let (name, request) = match shared.store.next_webhook_request(generation, number) {
            NextRequest::Gone => return,
            NextRequest::Unverified => {
                // The sender is in `shared`, so this does not fail.
                let _ = subscriptions_changed.changed().await;
                backoff = Backoff::start(shared);
                continue;
            }
            NextRequest::Send { name, request } => (name, request),
        };
        let (result, duration) = {
            let _permit = shared.permits.acquire().await;
            let sent_at = Instant::now();
            (shared.client.post(request).await, sent_at.elapsed())
        };
        let status = result.as_ref().ok().map(StatusCode::as_u16);
        let ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        attempts = WebhookAttempts {
            count: attempts.count + 1,
            status,
            response_ms: status.is_some().then_some(ms),
        };
        if attempts.is_slow() {
            tracing::warn!(
                "webhook {name}: the response to event {number} took {ms} ms; Meta allows 5 seconds"
            );
        }
        let finish = |outcome| shared.store.finish_webhook(generation, number, outcome, attempts);
        if status == Some(200) {
            if shared.is_failing.swap(false, Ordering::Relaxed) {
                tracing::info!("webhook {name}: event {number} was delivered");
            }
            if finish(WebhookOutcome::Delivered).await {
                return;
            }
        } else {
            let error = match &result {
                Ok(status) => format!("the bot responded with status {}", status.as_u16()),
                Err(error) => error.clone(),
            };
            if backoff.started.elapsed() >= shared.limits.webhook_give_up {
                tracing::warn!("webhook {name}: event {number} is dropped: {error}");
                if finish(WebhookOutcome::Dropped).await {
                    return;
                }
            } else if !shared.is_failing.swap(true, Ordering::Relaxed) {
                tracing::warn!("webhook {name}: event {number} is sent again: {error}");
            }
            shared.store.record_webhook_attempt(generation, number, attempts, result.err());
        }
        tokio::select! {
            () = tokio::time::sleep(backoff.next_delay()) => {}
            _ = subscriptions_changed.changed() => backoff = Backoff::start(shared),
        }
    }
}

/// Delays between the requests for one event: none at first, and then longer and longer ones.
struct Backoff {
    started: Instant,
    retry: Duration,
    next: Duration,
}

impl Backoff {
    fn start(shared: &Shared) -> Self {
        let retry = shared.limits.webhook_retry;
        Self { started: Instant::now(), retry, next: Duration::ZERO }
    }

    fn next_delay(&mut self) -> Duration {
        let delay = self.next;
        self.next = if delay.is_zero() { self.retry } else { (delay * 2).min(MAX_DELAY) };
        delay
    }
}

pub(super) const MAX_DELAY: Duration = Duration::from_secs(10);
