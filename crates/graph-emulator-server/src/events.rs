//! `GET /_emulator/events`: what happens, as server-sent events, while it happens.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use graph_emulator::Change;
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
        match self.pieces.try_send(event.written(&self.origin)) {
            Ok(()) => true,
            Err(TrySendError::Closed(_)) => false,
            Err(TrySendError::Full(_)) => {
                self.ending.announce(End::Close);
                false
            }
        }
    }
}

/// Something that happened: the change's name and all of it that is no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    name: String,
    data: Value,
}

impl Event {
    fn of(change: &Change) -> Option<Self> {
        let mut data = serde_json::to_value(change).ok()?;
        let members = data.as_object_mut()?;
        let Some(Value::String(name)) = members.remove("change") else { return None };
        if !TOLD.contains(&name.as_str()) {
            return None;
        }
        hide_tokens(&mut data);
        Some(Self { name, data })
    }

    /// The event in the stream's format, with pictures that can be fetched.
    fn written(&self, origin: &str) -> Bytes {
        let mut data = self.data.clone();
        if let Some(Value::String(url)) = data.pointer_mut("/persona/profile_picture_url")
            && url.starts_with('/')
        {
            url.insert_str(0, origin);
        }
        format!("event: {}\ndata: {data}\n\n", self.name).into()
    }
}

/// Takes out every member that is called a token, however deep.
fn hide_tokens(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.contains("token"));
            members.values_mut().for_each(hide_tokens);
        }
        Value::Array(items) => items.iter_mut().for_each(hide_tokens),
        _ => {}
    }
}

/// The name of a change, as the journal has it.
pub(crate) fn name(change: &Change) -> String {
    let value = serde_json::to_value(change).unwrap_or_default();
    value.get("change").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// How many events may wait for one listener.
const MOST_WAITING: usize = 256;
/// What is told. What sets the scene holds tokens, and is read at `/_emulator/pages` instead.
const TOLD: &[&str] = &[
    "reset",
    "persona_created",
    "persona_deleted",
    "message_sent",
    "message_received",
    "page_reacted",
    "person_reacted",
    "person_blocked",
    "attachment_kept",
    "thread_owner_set",
    "typing_started",
    "typing_stopped",
    "seen",
    "clock_advanced",
    "clock_frozen",
    "fault_armed",
    "fault_used",
    "fault_passed",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn change(json: &str) -> Change {
        serde_json::from_str(json).unwrap()
    }

    const CREATED: &str = r#"{"change":"persona_created","page_id":"1","persona":{"id":"2","name":"Adam","profile_picture_url":"/_emulator/pictures/adam.svg"},"at":0}"#;

    #[test]
    fn an_event_has_the_changes_name_and_a_picture_that_can_be_fetched() {
        let event = Event::of(&change(CREATED)).unwrap();
        let text = String::from_utf8(event.written("http://a").to_vec()).unwrap();
        assert!(text.starts_with("event: persona_created\ndata: {"), "{text}");
        assert!(text.contains(r#""profile_picture_url":"http://a/_emulator/pictures/adam.svg""#));
        assert!(text.ends_with("}\n\n") && text.lines().count() == 3, "{text}");
    }

    #[test]
    fn tokens_are_not_told() {
        for json in [
            r#"{"change":"user_token_added","access_token":"SECRET"}"#,
            r#"{"change":"page_added","page_id":"1","name":"A","access_token":"SECRET","picture_url":"/a"}"#,
        ] {
            assert_eq!(Event::of(&change(json)), None);
        }
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

    #[test]
    fn no_event_has_a_token_in_it_however_deep() {
        let mut value = serde_json::json!({
            "carried": {"recipient": {"notification_messages_token": "T"}, "tag": null},
            "list": [{"access_token": "T", "kept": 1}],
        });
        hide_tokens(&mut value);
        let left = serde_json::json!({
            "carried": {"recipient": {}, "tag": null},
            "list": [{"kept": 1}],
        });
        assert_eq!(value, left);
    }
}
