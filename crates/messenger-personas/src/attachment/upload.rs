//! `POST /{page-id}/message_attachments`
//!
//! Has Meta fetch a file and keep it for messages to come. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets

use alloc::format;

use serde::{Deserialize, Serialize};

use crate::{
    ApiRequest, AttachmentId, GraphRequest, Idempotency, Json, PageId, WebUrl,
    attachment::{FileKind, FileSource},
};

/// Uploads a file by its address, to be sent any number of times within 90 days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadAttachment {
    /// The Page that may send it.
    pub page_id: PageId,
    /// What kind of file it is.
    pub kind: FileKind,
    /// Where Meta fetches it.
    pub url: WebUrl,
}

impl UploadAttachment {
    /// Uploads this file.
    #[must_use]
    pub fn new(page_id: PageId, kind: FileKind, url: WebUrl) -> Self {
        Self { page_id, kind, url }
    }
}

impl GraphRequest for UploadAttachment {
    type Output = UploadedAttachment;

    fn api_request(&self) -> ApiRequest {
        #[derive(Serialize)]
        struct Message {
            attachment: File,
        }
        #[derive(Serialize)]
        struct File {
            r#type: FileKind,
            payload: FileSource,
        }
        let source = FileSource::Url { url: self.url.clone(), is_reusable: true };
        let message = Message { attachment: File { r#type: self.kind, payload: source } };
        ApiRequest::post(format!("{}/message_attachments", self.page_id))
            .json("message", Json::of(&message))
    }

    /// A second file at Meta harms nobody, but it would be one.
    fn idempotency(&self) -> Idempotency {
        Idempotency::NonIdempotent
    }
}

/// What Graph answers to [`UploadAttachment`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedAttachment {
    /// The file, as messages name it.
    pub attachment_id: AttachmentId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let upload = UploadAttachment {
            page_id: PageId::parse("134").unwrap(),
            kind: FileKind::Image,
            url: WebUrl::parse("https://a.example/b").unwrap(),
        };
        let json = r#"{"attachment":{"type":"image","payload":{"url":"https://a.example/b","is_reusable":true}}}"#;
        assert_eq!(
            header(&upload),
            format!(r#"POST /134/message_attachments {{"message":{json}}}"#)
        );
        assert_eq!(
            form(&upload),
            "POST /134/message_attachments message=%7B%22attachment%22%3A%7B%22type%22%3A%22image\
             %22%2C%22payload%22%3A%7B%22url%22%3A%22https%3A%2F%2Fa.example%2Fb%22%2C%22\
             is_reusable%22%3Atrue%7D%7D%7D&method=post&access_token=TOKEN"
        );
        let uploaded = answered(&upload, r#"{"attachment_id":"1857777774821032"}"#).unwrap();
        assert_eq!(uploaded.attachment_id.as_str(), "1857777774821032");
    }
}
