//! `GET /_emulator/events`: what happens, as server-sent events, while it happens.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use graph_emulator::{Change, Event};
use hyper::body::Bytes;
use serde_json::Value;
use tokio::sync::mpsc::{self, error::TrySendError};

use crate::delivery::{End, Ending};

/// Who listens.
#[derive(Debug, Default)]
pub(crate) struct Listeners {
    all: Mutex<Vec<Listener>>,
    count: AtomicUsize,
}

impl Listeners {
    /// The pieces of a stream for somebody who reached the emulator by `origin`. `ending` ends
    /// their connection when they read too slowly.
    pub(crate) fn add(&self, origin: &str, ending: &Ending) -> mpsc::Receiver<Bytes> {
        let (pieces, stream) = mpsc::channel(MOST_WAITING);
        // An event source that hears nothing at all does not know that it is connected.
        let _ = pieces.try_send(Bytes::from_static(b": events of graph-emulator\n\n"));
        let mut all = self.all();
        all.push(Listener { pieces, origin: origin.to_owned(), ending: ending.clone() });
        self.count.store(all.len(), Ordering::Release);
        stream
    }

    /// What is to be told of `changes`; nothing if nobody listens.
    pub(crate) fn told(&self, changes: &[Change]) -> Vec<Event> {
        if self.count.load(Ordering::Acquire) == 0 {
            return Vec::new();
        }
        changes.iter().filter_map(Event::of).collect()
    }

    /// Tells everybody. Who has not read the last ones is dropped, not waited for.
    pub(crate) fn tell(&self, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        let mut all = self.all();
        all.retain(|listener| events.iter().all(|event| listener.take(event)));
        self.count.store(all.len(), Ordering::Release);
    }

    /// Ends all streams.
    pub(crate) fn dismiss(&self) {
        self.all().clear();
    }

    fn all(&self) -> MutexGuard<'_, Vec<Listener>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct Listener {
    pieces: mpsc::Sender<Bytes>,
    origin: String,
    ending: Ending,
}

impl Listener {
    /// Whether they still listen.
    fn take(&self, event: &Event) -> bool {
        match self.pieces.try_send(written(event, &self.origin)) {
            Ok(()) => true,
            Err(TrySendError::Closed(_)) => false,
            Err(TrySendError::Full(_)) => {
                self.ending.announce(End::Close);
                false
            }
        }
    }
}

/// `event` in the stream's format, for somebody who reached the emulator by `origin`.
fn written(event: &Event, origin: &str) -> Bytes {
    format!("event: {}\ndata: {}\n\n", event.name(), event.data(origin)).into()
}

/// The name of a change, as the journal has it.
pub(crate) fn name(change: &Change) -> String {
    let value = serde_json::to_value(change).unwrap_or_default();
    value.get("change").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// How many events may wait for one listener.
const MOST_WAITING: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    fn change(json: &str) -> Change {
        serde_json::from_str(json).unwrap()
    }

    const CREATED: &str = r#"{"change":"persona_created","page_id":"1","persona":{"id":"2","name":"Adam","profile_picture_url":"/_emulator/pictures/adam.svg"},"at":0}"#;

    #[test]
    fn an_event_is_a_name_a_line_of_json_and_an_empty_line() {
        let event = Event::of(&change(CREATED)).unwrap();
        let text = String::from_utf8(written(&event, "http://a").to_vec()).unwrap();
        assert!(text.starts_with("event: persona_created\ndata: {"), "{text}");
        assert!(text.ends_with("}\n\n") && text.lines().count() == 3, "{text}");
    }

    #[test]
    fn who_does_not_read_is_dropped_and_the_others_hear_all() {
        let listeners = Listeners::default();
        let (slow, quick) = (Ending::default(), Ending::default());
        let _unread = listeners.add("http://a", &slow);
        let mut read = listeners.add("http://a", &quick);
        for _ in 0..=MOST_WAITING {
            listeners.tell(&listeners.told(&[change(CREATED)]));
            while read.try_recv().is_ok() {}
        }
        assert_eq!(listeners.all().len(), 1);
        listeners.tell(&listeners.told(&[change(CREATED)]));
        assert!(read.try_recv().is_ok());
    }

    #[test]
    fn nothing_is_made_for_nobody() {
        let listeners = Listeners::default();
        assert!(listeners.told(&[change(CREATED)]).is_empty());
        drop(listeners.add("http://a", &Ending::default()));
        listeners.tell(&listeners.told(&[change(CREATED)]));
        assert!(listeners.told(&[change(CREATED)]).is_empty());
    }
}
