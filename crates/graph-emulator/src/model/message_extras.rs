//! What a message carries beside its text.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What was sent with a message, beside its text. What was not sent is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageExtras {
    /// The recipient as it was named, if it was not by a page-scoped id.
    pub recipient: Option<Value>,
    /// Files and templates, as they were sent.
    pub attachments: Vec<Value>,
    /// As they were sent.
    pub quick_replies: Vec<Value>,
    /// What comes back with the echo.
    pub metadata: Option<String>,
    /// Why it may come late.
    pub tag: Option<String>,
    /// How loud it comes.
    pub notification_type: Option<String>,
    /// The message that it answers.
    pub reply_to: Option<String>,
    /// Who is to answer from now on.
    pub thread_control: Option<Value>,
    /// The id under which its attachment can be sent again.
    pub attachment_id: Option<String>,
}

impl MessageExtras {
    pub(crate) const EMPTY: &Self = &Self {
        recipient: None,
        attachments: Vec::new(),
        quick_replies: Vec::new(),
        metadata: None,
        tag: None,
        notification_type: None,
        reply_to: None,
        thread_control: None,
        attachment_id: None,
    };

    /// Whether there was nothing but a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == Self::EMPTY
    }
}
