//! `POST /{page-id}/message_attachments`
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets>

use serde_json::json;

use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        messages,
    },
    json::Object,
    model::{Change, PageRecord},
};

/// Saves a reusable attachment for 90 days. The file itself is neither downloaded nor stored.
pub(crate) fn upload(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let reusable = messages::check_upload(call, page)?;
    let attachment_id = call.state.next_attachment_id();
    let answer = Output::new(call, &Object(vec![("attachment_id", json!(attachment_id))]));
    Ok(answer.with_changes([Change::AttachmentKept {
        attachment_id,
        page_id: page.id.clone(),
        kind: reusable.kind.to_owned(),
        url: reusable.url,
        file: reusable.file,
        at: call.now,
    }]))
}

#[cfg(test)]
mod tests {
    use messenger_personas::PageId;
    use serde_json::{Value, json};

    use crate::{
        model::Timestamp,
        test_support::{TestClient, codes},
    };

    fn body(kind: &str, payload: &Value) -> Value {
        json!({"message": {"attachment": {"type": kind, "payload": payload}}})
    }

    /// Whether the Page can send it after `later_ms`.
    fn is_there(client: &TestClient, id: &str, page_id: &str, later_ms: u64) -> bool {
        let page_id = PageId::parse(page_id).unwrap();
        let now: Timestamp = client.now.after_ms(later_ms);
        client.emulator.state().attachment(id, &page_id, now).is_some()
    }

    #[test]
    fn an_upload_is_available_to_its_page_for_90_days() {
        let mut client = TestClient::demo();
        let payload = json!({"url": "https://example.com/a.jpg", "is_reusable": true});
        let answer = client.post("/me/message_attachments", &body("image", &payload));
        let id = answer["attachment_id"].as_str().unwrap();
        assert_eq!(answer, json!({"attachment_id": id}));
        assert_eq!(id.len(), 16);
        let (own, other) = (client.page_id.clone(), client.other_page_id.clone());
        let days_90 = 90 * 24 * 3_600_000;
        assert!(is_there(&client, id, &own, days_90 - 1));
        assert!(!is_there(&client, id, &own, days_90));
        assert!(!is_there(&client, id, &other, 0));
        assert!(!is_there(&client, "1", &own, 0));
        let next = client.post("/me/message_attachments", &body("file", &payload));
        assert_ne!(next["attachment_id"], id);
        let listed = client.get("/_emulator/attachments");
        let first = &listed["attachments"][0];
        assert_eq!((&first["attachment_id"], &first["type"]), (&json!(id), &json!("image")));
        assert_eq!(first["url"], "https://example.com/a.jpg");
        assert_eq!(first["is_there"], true);
        assert_eq!(listed["attachments"][1]["type"], "file");
    }

    #[test]
    fn each_invalid_upload_has_its_message() {
        let mut client = TestClient::demo();
        let url = "https://example.com/a.jpg";
        for (body, part) in [
            (json!({}), "The parameter message is required"),
            (json!({"message": {"text": "Hi"}}), "message[attachment] is required"),
            (json!({"message": {"attachment": "x"}}), "message[attachment] must be"),
            (
                json!({"message": {"attachment": {"payload": {"url": url}}}}),
                "message[attachment][type] is required",
            ),
            (body("template", &json!({"url": url})), "must be one of {image, audio, video, file}"),
            (body("image", &json!({"is_reusable": true})), "Must upload exactly one file"),
            (
                body("image", &json!({"is_reusable": true, "url": "a.jpg"})),
                "[payload][url] should represent a valid URL",
            ),
            (body("image", &json!({"url": url})), "[payload][is_reusable] is required"),
            (
                body("image", &json!({"url": url, "is_reusable": false})),
                "[payload][is_reusable] must be true",
            ),
        ] {
            let answer = client.post("/me/message_attachments", &body);
            assert_eq!(codes(&answer).0, 100, "{body}");
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains(part), "{message}");
        }
        assert_eq!(client.get("/_emulator/attachments"), json!({"attachments": []}));
    }
}
