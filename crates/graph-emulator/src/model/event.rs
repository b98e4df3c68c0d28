//! What is told of a change, to whoever watches.

use serde_json::Value;

use crate::model::change::Change;

/// Something that happened: the change's name and all of it that is no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    name: String,
    data: Value,
}

impl Event {
    /// `None` for changes of the setup. They contain tokens; read them at `/_emulator/pages`
    /// instead.
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

    /// Such as `persona_created`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What happened, with pictures as somebody fetches them who reached the emulator by `origin`.
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

const PUBLISHED: &[&str] = &[
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

    #[test]
    fn an_event_has_the_changes_name_and_a_picture_that_can_be_fetched() {
        let created = r#"{"change":"persona_created","page_id":"1","persona":{"id":"2","name":"Adam","profile_picture_url":"/_emulator/pictures/adam.svg"},"at":0}"#;
        let event = Event::of(&change(created)).unwrap();
        assert_eq!(event.name(), "persona_created");
        let data = event.data("http://a");
        let picture = "http://a/_emulator/pictures/adam.svg";
        assert_eq!(data["persona"]["profile_picture_url"], picture);
        assert_eq!((&data["at"], data.get("change")), (&0.into(), None));
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
