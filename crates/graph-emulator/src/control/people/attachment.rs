//! Files and stickers that people send.

use messenger_personas::WebUrl;
use serde_json::{Value, json};

use crate::{control::context::ControlError, http::Params};

/// The parameter `attachment`, as webhooks describe it.
pub(super) fn read(params: &Params) -> Result<Option<Value>, ControlError> {
    if !params.has("attachment") {
        return Ok(None);
    }
    let attachment = params.object("attachment").map_err(|_| error(USAGE))?;
    if let Some(name) = attachment.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
        return Err(error(&format!("an attachment has no {name:?}: {USAGE}")));
    }
    let member = |name: &str| attachment.get(name).filter(|value| !value.is_null());
    let kind = member("type").and_then(Value::as_str);
    let Some(kind) = kind.filter(|kind| KINDS.contains(kind)) else {
        return Err(error(USAGE));
    };
    let Some(url) = member("url").and_then(Value::as_str) else {
        return Err(error(USAGE));
    };
    if let Err(problem) = WebUrl::parse(url) {
        return Err(error(&problem.to_string()));
    }
    let sticker_id =
        match (kind, member("sticker_id")) {
            ("sticker", None) => Some(json!(THUMBS_UP)),
            ("sticker", Some(id)) => Some(json!(sticker_id(id).ok_or_else(|| {
                error("sticker_id must be a number, such as 369239263222822")
            })?)),
            (_, Some(_)) => {
                return Err(error("only an attachment of the type sticker has a sticker_id"));
            }
            (_, None) => None,
        };
    Ok(Some(match sticker_id {
        Some(id) => json!({"type": kind, "payload": {"url": url, "sticker_id": id}}),
        None => json!({"type": kind, "payload": {"url": url}}),
    }))
}

fn sticker_id(id: &Value) -> Option<u64> {
    id.as_u64().or_else(|| id.as_str()?.parse().ok())
}

fn error(message: &str) -> ControlError {
    ControlError(400, message.to_owned())
}

const USAGE: &str = "say what the person sends: {\"attachment\": {\"type\": \"image\", \"url\": \
                     \"https://…\"}}, with the type image, video, audio, file or sticker";
const KINDS: &[&str] = &["image", "video", "audio", "file", "sticker"];
const MEMBERS: &[&str] = &["type", "url", "sticker_id"];
/// Messenger's own sticker, in its small size.
const THUMBS_UP: u64 = 369_239_263_222_822;

#[cfg(test)]
mod tests {
    use messenger_personas::ReceivedMessage;
    use serde_json::{Value, json};

    use crate::test_support::TestClient;

    fn send(client: &mut TestClient, body: &Value) -> Value {
        let target = format!("/_emulator/people/{}/messages", client.late_psid);
        client.post(&target, body)
    }

    fn read(client: &mut TestClient, message: &Value) -> Value {
        let id = message["message_id"].as_str().unwrap();
        client.get(&format!("/{id}?fields=from{{id}},message,attachments,sticker,tags"))
    }

    #[test]
    fn a_person_sends_a_picture_which_the_page_reads() {
        let mut client = TestClient::demo();
        let attachment = json!({"type": "image", "url": "https://a.example/cat.jpg"});
        let sent = send(&mut client, &json!({ "attachment": attachment }));
        let expected = json!([{"type": "image", "payload": {"url": "https://a.example/cat.jpg"}}]);
        assert_eq!((&sent["attachments"], &sent["text"]), (&expected, &Value::Null));
        let target = format!("/_emulator/people/{}/messages", client.late_psid);
        assert_eq!(client.get(&target)["messages"][1], sent);
        let message = read(&mut client, &sent);
        assert_eq!(message["from"], json!({"id": client.late_psid}));
        assert_eq!(message["tags"]["data"], json!([{"name": "inbox"}, {"name": "source:mobile"}]));
        let image = &message["attachments"]["data"][0];
        assert_eq!(image["image_data"]["url"], "https://a.example/cat.jpg");
        assert_eq!(client.get("/_emulator/pages")["pages"][0]["people"][3]["window_open"], true);
    }

    #[test]
    fn a_sticker_is_read_as_a_url_and_has_no_attachment() {
        let mut client = TestClient::demo();
        let url = "https://a.example/sticker.png";
        for (id, expected) in [
            (Value::Null, 369_239_263_222_822_u64),
            (json!(5), 5),
            (json!("144884852352448"), 144_884_852_352_448),
        ] {
            let attachment = json!({"type": "sticker", "url": url, "sticker_id": id});
            let sent = send(&mut client, &json!({ "attachment": attachment }));
            let payload = json!({"url": url, "sticker_id": expected});
            assert_eq!(sent["attachments"], json!([{"type": "sticker", "payload": payload}]));
            let message = read(&mut client, &sent);
            assert_eq!((&message["sticker"], &message["message"]), (&json!(url), &json!("")));
            assert_eq!(message.get("attachments"), None);
            let id = sent["message_id"].as_str().unwrap();
            assert_eq!(client.get(&format!("/{id}/attachments")), json!({"data": []}));
        }
    }

    #[test]
    fn what_people_send_is_read_by_the_core() {
        let mut client = TestClient::demo();
        for (kind, size) in [
            ("image", Some((960, 720))),
            ("video", Some((960, 720))),
            ("audio", None),
            ("file", None),
        ] {
            let url = format!("https://a.example/{kind}");
            let attachment = json!({"type": kind, "url": url});
            let sent = send(&mut client, &json!({"text": "Look", "attachment": attachment}));
            let message = read(&mut client, &sent);
            let message: ReceivedMessage = serde_json::from_value(message).unwrap();
            assert_eq!(message.message.as_deref(), Some("Look"));
            let file = &message.attachments.data[0];
            assert_eq!(file.url(), Some(&*url), "{kind}");
            assert!(file.id.is_some() && file.name.is_some() && file.size.is_some());
            let media = file.video_data.as_ref().or(file.image_data.as_ref());
            let pixels = media.and_then(|media| media.width.zip(media.height));
            assert_eq!(pixels, size, "{kind}");
        }
    }

    #[test]
    fn what_cannot_be_sent_is_named() {
        let mut client = TestClient::demo();
        let url = "https://a.example/b";
        for (attachment, part) in [
            (json!("x"), "say what the person sends"),
            (json!({}), "say what the person sends"),
            (json!({"type": "gif", "url": url}), "image, video, audio, file or sticker"),
            (json!({"type": "image"}), "\"url\""),
            (json!({"type": "image", "url": "cat.jpg"}), "http"),
            (json!({"type": "image", "url": url, "size": 5}), "no \"size\""),
            (json!({"type": "image", "url": url, "sticker_id": 5}), "only an attachment"),
            (json!({"type": "sticker", "url": url, "sticker_id": "x"}), "must be a number"),
        ] {
            let answer = send(&mut client, &json!({ "attachment": attachment }));
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn a_sticker_is_an_attachment_of_its_own_type() {
        let mut client = TestClient::subscribed("messages");
        let url = "https://a.example/b";
        let write = client.person_target("messages");
        for attachment in [
            json!({"type": "sticker", "url": url, "sticker_id": "144884852352448"}),
            json!({"type": "image", "url": url}),
        ] {
            client.post(&write, &json!({ "attachment": attachment }));
        }
        let attachments: Vec<_> = client
            .webhook_events()
            .into_iter()
            .map(|(_, event)| event["message"]["attachments"].clone())
            .collect();
        let payload = json!({"url": url, "sticker_id": 144_884_852_352_448_u64});
        assert_eq!(
            attachments,
            [
                json!([{"type": "sticker", "payload": payload}]),
                json!([{"type": "image", "payload": {"url": url}}]),
            ]
        );
    }
}
