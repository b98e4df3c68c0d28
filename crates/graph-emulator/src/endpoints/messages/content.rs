//! The parameter `message`.

use serde_json::{Map, Value};

use super::{attachment, quick_reply, saved_attachment::ReusableFile};
use crate::{
    endpoints::{call::Call, field::Field},
    error::GraphError,
    model::PageRecord,
};

/// The content of a message.
pub(super) struct Content {
    /// Empty if there is none.
    pub(super) text: String,
    pub(super) attachments: Vec<Value>,
    pub(super) quick_replies: Vec<Value>,
    pub(super) metadata: Option<String>,
    pub(super) reusable: Option<ReusableFile>,
    pub(super) asks_for_feedback: bool,
}

impl Content {
    pub(super) fn read(
        call: &Call<'_>,
        page: &PageRecord,
        message: Map<String, Value>,
    ) -> Result<Self, GraphError> {
        let value = Value::Object(message);
        let message = Field::new("message", &value);
        message.check_keys(KEYS)?;
        let text = match message.member("text") {
            Some(text) if text.value.as_str().is_none_or(|text| !text.trim().is_empty()) => {
                Some(text.text_within(MOST_TEXT)?.to_owned())
            }
            _ => None,
        };
        let (one, several) = (message.member("attachment"), message.member("attachments"));
        let parts = [text.is_some(), one.is_some(), several.is_some()];
        match parts.into_iter().filter(|is_there| *is_there).count() {
            0 => return Err(GraphError::message_empty()),
            1 => {}
            _ => return Err(GraphError::text_and_attachment()),
        }
        let mut content = Self {
            text: text.unwrap_or_default(),
            attachments: Vec::new(),
            quick_replies: Vec::new(),
            metadata: None,
            reusable: None,
            asks_for_feedback: false,
        };
        if let Some(one) = one {
            let checked = attachment::check(call, page, &one)?;
            content.attachments.push(checked.value);
            content.reusable = checked.reusable;
            content.asks_for_feedback = checked.asks_for_feedback;
        }
        if let Some(several) = several {
            content.attachments = attachment::check_images(&several)?;
        }
        if let Some(replies) = message.member("quick_replies") {
            quick_reply::check_all(&replies)?;
            content.quick_replies = replies.value.as_array().cloned().unwrap_or_default();
        }
        if let Some(metadata) = message.member("metadata") {
            content.metadata = Some(metadata.text_within(MOST_METADATA)?.to_owned());
        }
        Ok(content)
    }
}

/// The emulated members, other documented ones, and `persona_id`; the latter two are ignored.
const KEYS: &[&str] = &[
    "text",
    "attachment",
    "attachments",
    "quick_replies",
    "metadata",
    "sticker_id",
    "dynamic_text",
    "template",
    "persona_id",
];
/// Meta: "less than 2000 characters".
const MOST_TEXT: usize = 1999;
/// Meta: "less than 1000 characters".
const MOST_METADATA: usize = 999;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::test_support::TestClient;

    #[test]
    fn documented_members_that_are_not_emulated_are_ignored() {
        let mut client = TestClient::demo();
        let message = json!({"text": "Hi", "sticker_id": 1, "dynamic_text": {}, "template": {}});
        let answer = client.send_text("", &json!({"message": message}));
        assert!(answer["message_id"].is_string(), "{answer}");
    }
}
