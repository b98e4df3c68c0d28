//! `client.attachments`.

use messenger_personas::{FileKind, UploadAttachment};
use wasm_bindgen::prelude::*;

use crate::{
    client::Client,
    input::Body,
    request::Request,
    schema::{Kind, request::UPLOAD_ATTACHMENT, response},
};

#[wasm_bindgen]
impl Client {
    /// A request that uploads a file from a URL.
    #[wasm_bindgen(js_name = uploadAttachment)]
    pub fn upload_attachment(&self, body: &JsValue) -> Result<Request, JsValue> {
        let body = Body::check("attachments.upload", body, &Kind::Object(&UPLOAD_ATTACHMENT))?;
        let file = body.object("message").object("attachment");
        let kind = match file.text("type").as_deref() {
            Some("audio") => FileKind::Audio,
            Some("image") => FileKind::Image,
            Some("video") => FileKind::Video,
            _ => FileKind::File,
        };
        let url = file.object("payload").required("url")?;
        let upload = UploadAttachment::new(self.page_id.clone(), kind, url);
        Ok(Request::object(&upload, &response::UPLOADED))
    }
}
