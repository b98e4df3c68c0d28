//! Attachments of messages: files and templates.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets>

use serde_json::Value;

use super::{
    saved_attachment::{self, ReusableFile},
    template,
};
use crate::{
    endpoints::{call::Call, field::Field},
    error::GraphError,
    http::File,
    json,
    model::{PageRecord, UploadedFile},
};

/// A valid attachment.
pub(super) struct CheckedAttachment {
    /// The attachment as the outbox has it.
    pub(super) value: Value,
    /// The reusable file, if it is one.
    pub(super) reusable: Option<ReusableFile>,
    pub(super) asks_for_feedback: bool,
}

/// Checks `message[attachment]`.
pub(super) fn check(
    call: &Call<'_>,
    page: &PageRecord,
    attachment: &Field<'_>,
) -> Result<CheckedAttachment, GraphError> {
    attachment.check_object()?;
    attachment.check_keys(KEYS)?;
    let kind = attachment.required("type")?.one_of(TYPES)?;
    let payload = attachment.required("payload")?;
    payload.check_object()?;
    let mut value = attachment.value.clone();
    if kind == "template" {
        // Graph uses this name in messages about all templates.
        let template = Field::new("name_placeholder", payload.value);
        let template_type = template::check(call, page, &template)?;
        let asks_for_feedback = template_type == "customer_feedback";
        return Ok(CheckedAttachment { value, reusable: None, asks_for_feedback });
    }
    payload.check_keys(FILE_KEYS)?;
    let file = call.params.file("filedata");
    let (url, file) = match (payload.member("attachment_id"), payload.member("url"), file) {
        (Some(id), None, None) => {
            saved_attachment::check(call, page, &id, kind)?;
            return Ok(CheckedAttachment { value, reusable: None, asks_for_feedback: false });
        }
        (None, Some(url), None) => (Some(url.url()?.to_owned()), None),
        (None, None, Some(file)) => {
            check_file(file, kind)?;
            let file = describe(file);
            if let Some(attachment) = value.as_object_mut() {
                attachment.insert("file".to_owned(), json::to_value(&file));
            }
            (None, Some(file))
        }
        (None, None, None) => return Err(GraphError::no_file()),
        _ => return Err(GraphError::several_files()),
    };
    let reusable = payload.flag("is_reusable")?.then_some(ReusableFile { kind, url, file });
    Ok(CheckedAttachment { value, reusable, asks_for_feedback: false })
}

/// Checks an upload: one reusable file.
pub(crate) fn check_upload(call: &Call<'_>, page: &PageRecord) -> Result<ReusableFile, GraphError> {
    let message = Value::Object(call.params.object("message")?);
    let attachment = Field::new("message", &message).required("attachment")?;
    attachment.check_object()?;
    attachment.required("type")?.one_of(FILES)?;
    let reusable = check(call, page, &attachment)?.reusable;
    let is_reusable = attachment.required("payload")?.required("is_reusable")?;
    reusable.ok_or_else(|| GraphError::not_reusable(&is_reusable.path))
}

/// Checks `message[attachments]`: one to thirty images.
pub(super) fn check_images(attachments: &Field<'_>) -> Result<Vec<Value>, GraphError> {
    let images = attachments.items(1, 30)?;
    for image in &images {
        image.check_keys(KEYS)?;
        image.required("type")?.one_of(&["image"])?;
        let payload = image.required("payload")?;
        payload.check_keys(FILE_KEYS)?;
        payload.required("url")?.url()?;
    }
    Ok(images.into_iter().map(|image| image.value.clone()).collect())
}

fn describe(file: &File) -> UploadedFile {
    UploadedFile {
        name: file.name.clone(),
        mime_type: file.kind.clone(),
        size: file.size,
        width: file.dimensions.map(|(width, _)| width),
        height: file.dimensions.map(|(_, height)| height),
    }
}

fn check_file(file: &File, kind: &str) -> Result<(), GraphError> {
    if file.size > MOST_BYTES {
        return Err(GraphError::file_too_large());
    }
    let start = file.kind.split('/').next().unwrap_or_default();
    if kind != "file" && !start.eq_ignore_ascii_case(kind) {
        return Err(GraphError::wrong_file_type());
    }
    Ok(())
}

const KEYS: &[&str] = &["type", "payload"];
const FILE_KEYS: &[&str] = &["url", "attachment_id", "is_reusable"];
const FILES: &[&str] = &["image", "audio", "video", "file"];
const TYPES: &[&str] = &["image", "audio", "video", "file", "template"];
const MOST_BYTES: usize = 25 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{
        http::Request,
        test_support::{ORIGIN, TOKEN, TestClient, codes},
    };

    fn attached(kind: &str, payload: &serde_json::Value) -> serde_json::Value {
        json!({"message": {"attachment": {"type": kind, "payload": payload}}})
    }

    #[test]
    fn a_reusable_file_can_be_sent_again_for_90_days_by_its_page() {
        let mut client = TestClient::demo();
        let url = "https://a.example/b.png";
        let once = attached("image", &json!({"url": url, "is_reusable": true}));
        let answer = client.send_text("", &once);
        let id = answer["attachment_id"].as_str().unwrap().to_owned();
        assert_eq!(answer["recipient_id"], client.psid);
        assert!(answer["message_id"].is_string());
        let again = attached("image", &json!({"attachment_id": id}));
        assert!(client.send_text("", &again)["message_id"].is_string());
        let outbox = client.get("/_emulator/outbox");
        assert_eq!(outbox["messages"][0]["attachment_id"], id);
        assert_eq!(outbox["messages"][0]["attachments"], json!([once["message"]["attachment"]]));
        assert_eq!(outbox["messages"][0]["text"], json!(null));
        assert_eq!(outbox["messages"][1]["attachments"], json!([again["message"]["attachment"]]));
        let as_video = attached("video", &json!({"attachment_id": id}));
        assert_eq!(codes(&client.send_text("", &as_video)), (100, Some(2_018_047)));
        client.post("/_emulator/clock", &json!({"advance_seconds": 90 * 86_400}));
        let write = format!("/_emulator/people/{}/messages", client.psid);
        client.post(&write, &json!({"text": "Hi"}));
        assert_eq!(codes(&client.send_text("", &again)), (100, Some(2_018_074)));
    }

    #[test]
    fn several_images_are_one_message() {
        let mut client = TestClient::demo();
        let image = json!({"type": "image", "payload": {"url": "https://a.example/b.png"}});
        let images = json!(vec![image.clone(); 30]);
        assert!(
            client.send_text("", &json!({"message": {"attachments": images}}))["message_id"]
                .is_string()
        );
        assert_eq!(client.get("/_emulator/outbox")["messages"][0]["attachments"], images);
        for (message, expected) in [
            (json!({"attachments": []}), (194, None)),
            (json!({"attachments": vec![image.clone(); 31]}), (105, None)),
            (json!({"attachments": [{"type": "video", "payload": {}}]}), (100, None)),
            (json!({"attachments": [image], "text": "Hi"}), (100, Some(2_018_018))),
            (json!({"attachments": [image], "attachment": image}), (100, Some(2_018_018))),
        ] {
            assert_eq!(
                codes(&client.send_text("", &json!({"message": message}))),
                expected,
                "{message}"
            );
        }
    }

    #[test]
    fn each_invalid_attachment_has_its_codes() {
        let mut client = TestClient::demo();
        let url = json!({"url": "https://a.example"});
        for (message, expected) in [
            (json!({"attachment": {"payload": url}}), (100, None)),
            (json!({"attachment": {"type": "image"}}), (100, None)),
            (json!({"attachment": {"type": "gif", "payload": url}}), (100, None)),
            (json!({"attachment": {"type": "image", "payload": {}}}), (100, Some(2_018_005))),
            (json!({"attachment": {"type": "image", "payload": {"url": "nope"}}}), (100, None)),
            (
                json!({"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}),
                (100, Some(2_018_074)),
            ),
            (
                json!({"attachment": {"type": "image", "payload":
                    {"attachment_id": "1", "url": "https://a.example"}}}),
                (100, None),
            ),
            (json!({"attachment": "nope"}), (100, None)),
            (
                json!({"attachment": {"type": "file", "payload": url}, "text": "Hi"}),
                (100, Some(2_018_018)),
            ),
        ] {
            assert_eq!(
                codes(&client.send_text("", &json!({"message": message}))),
                expected,
                "{message}"
            );
        }
    }

    #[test]
    fn a_file_can_be_uploaded_with_the_message() {
        let mut client = TestClient::demo();
        let mut send = |kind: &str| {
            let message = json!({"attachment": {"type": kind, "payload": {"is_reusable": true}}});
            let field = |name: &str, value: &str| {
                format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            };
            let recipient = json!({"id": client.psid}).to_string();
            let file = "--b\r\nContent-Disposition: form-data; name=\"filedata\"; \
                filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n";
            let mut request =
                Request::new("POST", ORIGIN, &format!("/me/messages?access_token={TOKEN}"));
            let content_type = "multipart/form-data; boundary=b".to_owned();
            request.headers.push(("content-type".to_owned(), content_type));
            request.body = [
                field("recipient", &recipient),
                field("message", &message.to_string()),
                file.to_owned(),
            ]
            .concat()
            .into_bytes();
            serde_json::from_slice::<serde_json::Value>(&client.send(&request).body).unwrap()
        };
        let answer = send("image");
        assert!(answer["attachment_id"].is_string(), "{answer}");
        assert_eq!(codes(&send("video")), (100, Some(2_018_047)));
        assert_eq!(
            client.get("/_emulator/outbox")["messages"][0]["attachments"][0]["file"],
            json!({"name": "a.png", "type": "image/png", "size": 3})
        );
    }

    #[test]
    fn a_file_needs_a_file_name() {
        let mut client = TestClient::demo();
        let psid = client.psid.clone();
        let mut send = |header: &str, content: &[u8]| {
            let field = |name: &str, value: &str| {
                format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            };
            let message = r#"{"attachment":{"type":"file","payload":{}}}"#;
            let head =
                format!("--b\r\nContent-Disposition: form-data; name=\"filedata\"{header}\r\n\r\n");
            let mut request =
                Request::new("POST", ORIGIN, &format!("/me/messages?access_token={TOKEN}"));
            let content_type = "multipart/form-data; boundary=b".to_owned();
            request.headers.push(("content-type".to_owned(), content_type));
            request.body = [
                field("recipient[id]", &psid).as_bytes(),
                field("message", message).as_bytes(),
                head.as_bytes(),
                content,
                b"\r\n--b--\r\n",
            ]
            .concat();
            serde_json::from_slice::<serde_json::Value>(&client.send(&request).body).unwrap()
        };
        for (header, content) in [
            ("", &b"name,amount"[..]),
            ("\r\nContent-Type: application/octet-stream", b"\x89PNG\xff"),
        ] {
            let answer = send(header, content);
            assert_eq!(codes(&answer), (100, Some(2_018_005)));
            let words = "(#100) Incorrect number of files uploaded. Must upload exactly one file.";
            assert_eq!(answer["error"]["message"], words);
        }
        assert!(send("; filename=\"a.csv\"", b"name,amount")["message_id"].is_string());
    }
}
