//! Publishes what happens to all subscribers.

use std::sync::{Arc, PoisonError, RwLock};

use graph_emulator::{Change, Event};
use tokio::sync::broadcast;

/// Sends every event to all subscribers.
#[derive(Debug)]
pub(crate) struct EventPublisher {
    /// `None` after [`close`](Self::close).
    sender: RwLock<Option<broadcast::Sender<Arc<Event>>>>,
}

impl EventPublisher {
    pub(crate) fn new() -> Self {
        Self { sender: RwLock::new(Some(broadcast::Sender::new(MAX_WAITING))) }
    }

    /// The events of `changes`, or none if there are no subscribers.
    pub(crate) fn events_of(&self, changes: &[Change]) -> Vec<Event> {
        let has_subscribers =
            self.with_sender(|sender| sender.receiver_count() > 0).unwrap_or_default();
        if has_subscribers { changes.iter().filter_map(Event::of).collect() } else { Vec::new() }
    }

    /// Sends `events`. A subscriber that has not received the last [`MAX_WAITING`] events receives
    /// an error instead.
    pub(crate) fn publish(&self, events: Vec<Event>) {
        for event in events {
            // It fails if there are no subscribers any more.
            self.with_sender(|sender| drop(sender.send(Arc::new(event))));
        }
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Arc<Event>> {
        self.with_sender(broadcast::Sender::subscribe)
            .unwrap_or_else(|| broadcast::Sender::new(1).subscribe())
    }

    /// Ends all subscriptions.
    pub(crate) fn close(&self) {
        *self.sender.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn with_sender<T>(&self, f: impl FnOnce(&broadcast::Sender<Arc<Event>>) -> T) -> Option<T> {
        self.sender.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(f)
    }
}

/// Maximum number of events that wait for a subscriber: as many as one transaction of the journal
/// can publish at once.
const MAX_WAITING: usize = 1024;

#[cfg(test)]
mod tests {
    use tokio::sync::broadcast::error::TryRecvError;

    use super::*;

    fn created() -> Vec<Change> {
        let json = r#"{"change":"persona_created","page_id":"1","persona":{"id":"2","name":"Adam","profile_picture_url":"/_emulator/pictures/adam.svg"},"at":0}"#;
        vec![serde_json::from_str(json).unwrap()]
    }

    #[test]
    fn a_slow_subscriber_lags_and_the_others_receive_everything() {
        let publisher = EventPublisher::new();
        let (mut slow, mut quick) = (publisher.subscribe(), publisher.subscribe());
        for _ in 0..=MAX_WAITING {
            publisher.publish(publisher.events_of(&created()));
            assert_eq!(quick.try_recv().unwrap().name(), "persona_created");
        }
        assert_eq!(slow.try_recv(), Err(TryRecvError::Lagged(1)));
    }

    #[test]
    fn events_are_created_for_subscribers_only() {
        let publisher = EventPublisher::new();
        assert!(publisher.events_of(&created()).is_empty());
        let subscriber = publisher.subscribe();
        assert_eq!(publisher.events_of(&created()).len(), 1);
        drop(subscriber);
        assert!(publisher.events_of(&created()).is_empty());
    }

    #[test]
    fn subscriptions_end_when_the_server_stops() {
        let publisher = EventPublisher::new();
        let mut before = publisher.subscribe();
        publisher.publish(publisher.events_of(&created()));
        publisher.close();
        assert!(before.try_recv().is_ok());
        for mut subscriber in [before, publisher.subscribe()] {
            assert_eq!(subscriber.try_recv(), Err(TryRecvError::Closed));
        }
    }
}
