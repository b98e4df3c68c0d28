//! The properties of a message other than its text.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The properties of a message other than its text. Those that were not sent are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageExtras {
    /// The recipient as sent, unless identified by a page-scoped id.
    pub recipient: Option<Value>,
    /// Files and templates as sent.
    pub attachments: Vec<Value>,
    /// Quick replies as sent.
    pub quick_replies: Vec<Value>,
    /// Metadata, which Graph returns with the echo.
    pub metadata: Option<String>,
    /// Message tag.
    pub tag: Option<String>,
    /// Push notification type.
    pub notification_type: Option<String>,
    /// Id of the message that it replies to.
    pub reply_to: Option<String>,
    /// Handover of the conversation, as sent.
    pub thread_control: Option<Value>,
    /// Id of the attachment, if it is reusable.
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

    /// Whether there is nothing but a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == Self::EMPTY
    }
}
