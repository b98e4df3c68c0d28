//! What is kept of an uploaded file.

use serde::{Deserialize, Serialize};

/// The description of an uploaded file. Its bytes are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedFile {
    /// File name.
    pub name: String,
    /// MIME type; empty if the upload named none.
    #[serde(rename = "type", default)]
    pub mime_type: String,
    /// Size in bytes.
    #[serde(default)]
    pub size: usize,
    /// Width in pixels, of an image whose header has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height in pixels, of an image whose header has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}
