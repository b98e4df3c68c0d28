//! Events: changes as published to listeners.

use serde_json::Value;

use crate::model::change::Change;

/// A change without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    name: String,
    data: Value,
}

impl Event {
    /// Converts a change. Returns `None` for changes that set up the emulator: they contain tokens
    /// and can be read at `/_emulator/pages`.
    #[must_use]
    pub fn of(change: &Change) -> Option<Self> {
        let mut data = serde_json::to_value(change).ok()?;
        let members = data.as_object_mut()?;
        let Some(Value::String(name)) = members.remove("change") else { return None };
        if !PUBLISHED.contains(&name.as_str()) {
            return None;
        }
        hide_tokens(&mut data);
        Some(Self { name, data })
    }

    /// The type of the change, such as `persona_created`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The members of the change. URLs of generated pictures start with `origin`.
    #[must_use]
    pub fn data(&self, origin: &str) -> Value {
        let mut data = self.data.clone();
        if let Some(Value::String(url)) = data.pointer_mut("/persona/profile_picture_url")
            && url.starts_with('/')
        {
            url.insert_str(0, origin);
        }
        data
    }
}

/// Removes members whose name contains "token", at any depth.
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

const PUBLISHED: &[&str] = &[
    "reset",
    "persona_created",
    "persona_deleted",
    "message_sent",
    "message_received",
    "postback_received",
    "person_read",
    "page_reacted",
    "person_reacted",
    "person_blocked",
    "attachment_kept",
    "thread_owner_set",
    "thread_control_requested",
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

    #[test]
    fn an_event_has_the_type_of_its_change_and_absolute_picture_urls() {
        let created = r#"{"change":"persona_created","page_id":"1","persona":{"id":"2","name":"Adam","profile_picture_url":"/_emulator/pictures/adam.svg"},"at":0}"#;
        let event = Event::of(&change(created)).unwrap();
        assert_eq!(event.name(), "persona_created");
        let data = event.data("http://a");
        let picture = "http://a/_emulator/pictures/adam.svg";
        assert_eq!(data["persona"]["profile_picture_url"], picture);
        assert_eq!((&data["at"], data.get("change")), (&0.into(), None));
    }

    #[test]
    fn changes_with_tokens_are_not_published() {
        for json in [
            r#"{"change":"user_token_added","access_token":"SECRET"}"#,
            r#"{"change":"page_added","page_id":"1","name":"A","access_token":"SECRET","picture_url":"/a"}"#,
        ] {
            assert_eq!(Event::of(&change(json)), None);
        }
    }

    #[test]
    fn nested_tokens_are_removed() {
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
