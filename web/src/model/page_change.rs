//! What the tabs of the console tell each other.

use messenger_personas::{PageId, PersonaId};
use serde::{Deserialize, Serialize};

/// Personas of a Page that were created or deleted. There is nothing in it but ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageChange {
    /// The Page.
    pub page: PageId,
    /// The new personas.
    #[serde(default)]
    pub created: Vec<PersonaId>,
    /// The personas that do not exist any more.
    #[serde(default)]
    pub deleted: Vec<PersonaId>,
    /// Whether labels, notes or the last use of personas changed in the browser's database.
    #[serde(default, skip_serializing_if = "is_false")]
    pub local_data: bool,
}

impl PageChange {
    /// A change of labels, notes or the last use of personas.
    #[must_use]
    pub fn of_local_data(page: PageId) -> Self {
        Self { page, created: Vec::new(), deleted: Vec::new(), local_data: true }
    }

    /// The message.
    #[must_use]
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Reads a message; `None` if it comes from another version of the console.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_ids_and_nothing_else() {
        let change = PageChange {
            page: PageId::parse("1").unwrap(),
            created: vec![PersonaId::parse("2").unwrap()],
            deleted: Vec::new(),
            local_data: false,
        };
        let text = change.write().unwrap();
        assert_eq!(text, r#"{"page":"1","created":["2"],"deleted":[]}"#);
        assert_eq!(PageChange::read(&text), Some(change));
        let change = PageChange::of_local_data(PageId::parse("1").unwrap());
        assert_eq!(PageChange::read(&change.write().unwrap()), Some(change));
    }

    #[test]
    fn other_messages_are_ignored() {
        for text in ["", "[]", "{}", r#"{"page":"../1"}"#, r#"{"page":"1","deleted":[true]}"#] {
            assert_eq!(PageChange::read(text), None, "{text}");
        }
    }
}
