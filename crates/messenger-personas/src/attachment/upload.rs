//! `POST /{page-id}/message_attachments`
//!
//! Uploads a file from a URL for use in later messages. [Meta's documentation][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets

use serde::{Deserialize, Serialize};

use crate::{
    ApiRequest, AttachmentId, GraphRequest, Idempotency, Json, PageId, WebUrl,
    attachment::{FileKind, FileSource},
};

/// Uploads a file from a URL. The file can be sent any number of times within 90 days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadAttachment {
    /// Page that may send the file.
    pub page_id: PageId,
    /// File type.
    pub kind: FileKind,
    /// URL that Meta downloads.
    pub url: WebUrl,
}

impl UploadAttachment {
    /// Creates a request that uploads the file at `url`.
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
            .json("message", Json::encode(&message))
    }

    /// A repeated request creates a second attachment.
    fn idempotency(&self) -> Idempotency {
        Idempotency::NonIdempotent
    }
}

/// The response to [`UploadAttachment`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UploadedAttachment {
    /// Id of the uploaded file, for use in messages.
    pub attachment_id: AttachmentId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    #[test]
    fn the_request_is_encoded_in_both_call_styles() {
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
        let uploaded = parsed(&upload, r#"{"attachment_id":"1857777774821032"}"#).unwrap();
        assert_eq!(uploaded.attachment_id.as_str(), "1857777774821032");
    }
}
