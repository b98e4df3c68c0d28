//! Quick replies.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies>

use super::button::MOST_PAYLOAD;
use crate::{endpoints::field::Field, error::GraphError};

/// Checks a list of one to thirteen quick replies.
pub(super) fn check_all(replies: &Field<'_>) -> Result<(), GraphError> {
    replies.items(1, 13)?.iter().try_for_each(check)
}

fn check(reply: &Field<'_>) -> Result<(), GraphError> {
    reply.check_keys(&["content_type", "title", "payload", "image_url"])?;
    let types = &["text", "user_phone_number", "user_email"];
    if reply.required("content_type")?.one_of(types)? != "text" {
        return Ok(());
    }
    let Some(title) = reply.member("title") else {
        return Err(GraphError::quick_reply_without_title());
    };
    title.text_within(20)?;
    reply.optional_url("image_url")?;
    let Some(payload) = reply.member("payload") else {
        return Err(GraphError::quick_reply_without_payload());
    };
    let may_be_empty = reply.member("image_url").is_some();
    match payload.value.as_str() {
        _ if payload.value.is_number() => Ok(()),
        Some("") if may_be_empty => Ok(()),
        _ => payload.text_within(MOST_PAYLOAD).map(drop),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::test_support::{TestClient, codes};

    #[test]
    fn quick_replies_have_their_limits() {
        let reply = json!({"content_type": "text", "title": "Red", "payload": "RED"});
        let with = |name: &str, value: serde_json::Value| {
            let mut reply = reply.clone();
            reply[name] = value;
            json!([reply])
        };
        for (replies, expected) in [
            (json!(vec![reply.clone(); 13]), (0, None)),
            (
                json!([{"content_type": "user_email"}, {"content_type": "user_phone_number"}]),
                (0, None),
            ),
            (with("payload", json!(5)), (0, None)),
            (with("title", json!("é".repeat(20))), (0, None)),
            (
                json!([{"content_type": "text", "title": "A", "payload": "",
                "image_url": "https://a.example/b"}]),
                (0, None),
            ),
            (json!([]), (194, None)),
            (json!(vec![reply.clone(); 14]), (105, None)),
            (json!({}), (100, None)),
            (json!([{"title": "A", "payload": "A"}]), (100, None)),
            (with("content_type", json!("location")), (100, None)),
            (with("title", json!(null)), (100, Some(2_018_098))),
            (with("title", json!("é".repeat(21))), (100, None)),
            (with("payload", json!(null)), (100, Some(2_018_099))),
            (with("payload", json!("")), (100, None)),
            (with("payload", json!("p".repeat(1001))), (100, None)),
            (with("image_url", json!("nope")), (100, None)),
        ] {
            let mut client = TestClient::demo();
            let answer =
                client.send_text("", &json!({"message": {"text": "?", "quick_replies": replies}}));
            assert_eq!(codes(&answer), expected, "{replies}: {answer}");
            if expected.0 == 0 {
                assert_eq!(
                    client.get("/_emulator/outbox")["messages"][0]["quick_replies"],
                    replies
                );
            }
        }
    }

    #[test]
    fn quick_replies_alone_are_no_message() {
        let replies = json!([{"content_type": "user_email"}]);
        let answer =
            TestClient::demo().send_text("", &json!({"message": {"quick_replies": replies}}));
        assert_eq!(codes(&answer), (100, Some(2_018_034)));
    }
}
