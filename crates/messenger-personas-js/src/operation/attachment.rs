//! Files for messages to come.

use messenger_personas::{PageId, UploadAttachment, WebUrl};
use wasm_bindgen::JsValue;

use super::{Operation, message::file_kind};
use crate::{fields::Fields, outcome::Failure};

pub(super) fn upload(input: JsValue, call: &str, page_id: &PageId) -> Result<Operation, Failure> {
    let fields = Fields::of(input, call, &["type", "url"])?;
    let (kind, url) = (file_kind(&fields)?, fields.parsed("url", WebUrl::parse)?);
    Ok(Operation::one(&UploadAttachment::new(page_id.clone(), kind, url), "uploaded"))
}
