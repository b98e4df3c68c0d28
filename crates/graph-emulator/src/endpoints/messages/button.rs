//! Buttons of templates.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/buttons>

use messenger_personas::message::recipient::PhoneNumber;

use crate::{endpoints::field::Field, error::GraphError};

/// Checks a list of one to three buttons.
pub(super) fn check_all(buttons: &Field<'_>) -> Result<(), GraphError> {
    buttons.items(1, 3)?.iter().try_for_each(check)
}

fn check(button: &Field<'_>) -> Result<(), GraphError> {
    button.check_object()?;
    button.check_keys(KEYS)?;
    let kind = button.required("type")?.one_of(TYPES)?;
    match kind {
        "web_url" => {
            title(button)?;
            check_link(button)
        }
        "postback" => {
            title(button)?;
            let Some(payload) = button.member("payload") else {
                return Err(GraphError::button_without_payload());
            };
            payload.text_within(MOST_PAYLOAD).map(drop)
        }
        "phone_number" => {
            title(button)?;
            let number = button.required("payload")?;
            match PhoneNumber::parse(number.text()?) {
                Ok(_) => Ok(()),
                Err(_) => Err(number.error("must be a phone number such as +16505551234")),
            }
        }
        "account_link" => button.required("url")?.check_https_url(),
        "game_play" => {
            title(button)?;
            button.optional_text("payload", MOST_PAYLOAD)?;
            button.member("game_metadata").map_or(Ok(()), |it| it.check_object())
        }
        _ => Ok(()),
    }
}

/// Checks the properties that URL buttons share with the default action of a generic template.
pub(super) fn check_link(link: &Field<'_>) -> Result<(), GraphError> {
    let Some(url) = link.member("url") else {
        return Err(GraphError::button_without_url());
    };
    link.optional_one_of("webview_height_ratio", &["compact", "tall", "full"])?;
    link.optional_one_of("webview_share_button", &["hide"])?;
    if link.flag("messenger_extensions")? {
        link.optional_url("fallback_url")?;
        return url.check_https_url();
    }
    if let Some(fallback) = link.member("fallback_url") {
        return Err(fallback.error("needs messenger_extensions to be true"));
    }
    url.url().map(drop)
}

fn title(button: &Field<'_>) -> Result<(), GraphError> {
    let Some(title) = button.member("title") else {
        return Err(GraphError::button_without_title());
    };
    title.text_within(20).map(drop)
}

/// The members of all types of buttons. Those of another type are ignored.
const KEYS: &[&str] = &[
    "type",
    "title",
    "url",
    "webview_height_ratio",
    "messenger_extensions",
    "fallback_url",
    "webview_share_button",
    "payload",
    "game_metadata",
];
/// Maximum length of the payload of a button or quick reply.
pub(super) const MOST_PAYLOAD: usize = 1000;
const TYPES: &[&str] =
    &["web_url", "postback", "phone_number", "account_link", "account_unlink", "game_play"];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes, template};

    fn sent(buttons: &Value) -> (u64, Option<u64>) {
        let payload = json!({"template_type": "button", "text": "?", "buttons": buttons});
        let mut client = TestClient::demo();
        let domains = json!({"whitelisted_domains": ["https://shop.example"]});
        client.post("/me/messenger_profile", &domains);
        codes(&client.send_text("", &template(&payload)))
    }

    #[test]
    fn each_kind_of_button_is_accepted() {
        for button in [
            json!({"type": "web_url", "title": "A", "url": "http://a.example"}),
            json!({"type": "web_url", "title": "A", "url": "https://shop.example",
                "messenger_extensions": true, "fallback_url": "https://a.example/b",
                "webview_height_ratio": "tall", "webview_share_button": "hide"}),
            json!({"type": "postback", "title": "é".repeat(20), "payload": "p".repeat(1000)}),
            json!({"type": "phone_number", "title": "A", "payload": "+16505551234"}),
            json!({"type": "account_link", "url": "https://a.example"}),
            json!({"type": "account_unlink"}),
            json!({"type": "game_play", "title": "A", "game_metadata": {"player_id": "1"}}),
        ] {
            assert_eq!(sent(&json!([button])), (0, None), "{button}");
        }
    }

    #[test]
    fn each_invalid_button_has_its_codes() {
        for (button, expected) in [
            (json!({}), (100, None)),
            (json!({"type": "nested"}), (100, None)),
            (json!({"type": "web_url", "url": "https://a.example"}), (100, Some(2_018_053))),
            (json!({"type": "web_url", "title": "A"}), (100, Some(2_018_041))),
            (json!({"type": "web_url", "title": "A", "url": "nope"}), (100, None)),
            (
                json!({"type": "web_url", "title": "A", "url": "http://a.example",
                    "messenger_extensions": true}),
                (100, None),
            ),
            (
                json!({"type": "web_url", "title": "A", "url": "http://a.example",
                    "fallback_url": "https://a.example"}),
                (100, None),
            ),
            (json!({"type": "postback", "title": "A"}), (100, Some(2_018_040))),
            (json!({"type": "postback", "title": "", "payload": "p"}), (100, None)),
            (json!({"type": "postback", "title": "é".repeat(21), "payload": "p"}), (100, None)),
            (json!({"type": "postback", "title": "A", "payload": "p".repeat(1001)}), (100, None)),
            (json!({"type": "phone_number", "title": "A", "payload": "5551234"}), (100, None)),
            (json!({"type": "account_link", "url": "http://a.example"}), (100, None)),
        ] {
            assert_eq!(sent(&json!([button])), expected, "{button}");
        }
        let button = json!({"type": "account_unlink"});
        assert_eq!(sent(&json!([])), (194, None));
        assert_eq!(sent(&json!([button, button, button, button])), (105, None));
    }
}
