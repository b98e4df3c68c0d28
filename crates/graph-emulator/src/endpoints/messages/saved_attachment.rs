//! Attachments that a Page uploaded or sent before, and sends again by their `attachment_id`.

use serde_json::Value;

use super::field::Field;
use crate::{endpoints::call::Call, error::GraphError, model::PageRecord};

/// A file that the Page wants to send again.
pub(crate) struct ReusableFile {
    pub(crate) kind: &'static str,
    pub(crate) url: Option<String>,
}

/// The file must be one that this Page kept, and of this kind.
pub(super) fn own(
    call: &Call<'_>,
    page: &PageRecord,
    id: &Field<'_>,
    kind: &str,
) -> Result<(), GraphError> {
    let given = match id.value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    let Some(attachment) = call.state.attachment(&given, &page.id, call.now) else {
        return Err(GraphError::unknown_attachment());
    };
    if attachment.kind != kind {
        return Err(GraphError::wrong_file_type());
    }
    Ok(())
}
