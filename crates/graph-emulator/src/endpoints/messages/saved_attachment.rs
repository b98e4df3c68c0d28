//! Reusable attachments, sent by their `attachment_id`.

use serde_json::Value;

use crate::{
    endpoints::{call::Call, field::Field},
    error::GraphError,
    model::{PageRecord, UploadedFile},
};

/// A reusable file.
pub(crate) struct ReusableFile {
    pub(crate) kind: &'static str,
    pub(crate) url: Option<String>,
    /// What was uploaded.
    pub(crate) file: Option<UploadedFile>,
}

/// Checks that the Page has this attachment and that it is of this type.
pub(super) fn check(
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
