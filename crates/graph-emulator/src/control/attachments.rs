//! `/_emulator/attachments`

use messenger_personas::PageId;
use serde::Serialize;

use super::context::{Control, ControlError, Output};

/// `GET /_emulator/attachments`: reusable attachments, oldest first.
pub(super) fn list(control: &Control<'_>) -> Output {
    let attachments = control.state.attachments();
    let attachments = attachments.map(|(id, attachment)| Attachment {
        id,
        page_id: &attachment.page_id,
        r#type: &attachment.kind,
        url: attachment.url.as_deref(),
        kept_at: attachment.at.to_string(),
        ends_at: attachment.expires_at().to_string(),
        is_there: attachment.is_available(control.now),
    });
    Output::new(&Attachments { attachments: attachments.collect() })
}

/// `GET /_emulator/attachments/{id}`: where the URL of an uploaded file leads.
pub(super) fn bytes_not_kept() -> ControlError {
    let message = "the bytes of uploaded files are not kept, only their name, type and size; send a \
                   file by its URL to read it back";
    ControlError(410, message.to_owned())
}

#[derive(Serialize)]
struct Attachments<'a> {
    attachments: Vec<Attachment<'a>>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    #[serde(rename = "attachment_id")]
    id: &'a str,
    page_id: &'a PageId,
    r#type: &'a str,
    url: Option<&'a str>,
    kept_at: String,
    ends_at: String,
    is_there: bool,
}
