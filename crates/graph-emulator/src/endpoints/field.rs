//! Fields of a message, with the checks that many of them share.
//!
//! The messages of the errors were captured from Graph for some of the fields.

use messenger_personas::WebUrl;
use serde_json::Value;

use crate::{error::GraphError, json};

/// A value with its path in Graph's notation: `message[quick_replies][0][title]`.
pub(super) struct Field<'a> {
    pub(super) path: String,
    pub(super) value: &'a Value,
}

impl<'a> Field<'a> {
    pub(super) fn new(path: &str, value: &'a Value) -> Self {
        Self { path: path.to_owned(), value }
    }

    /// A member, unless it is missing or null.
    pub(super) fn member(&self, name: &str) -> Option<Field<'a>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Field { path: format!("{}[{name}]", self.path), value })
    }

    pub(super) fn required(&self, name: &str) -> Result<Field<'a>, GraphError> {
        self.member(name).ok_or_else(|| GraphError::required(&format!("{}[{name}]", self.path)))
    }

    pub(super) fn check_object(&self) -> Result<(), GraphError> {
        if self.value.is_object() { Ok(()) } else { Err(GraphError::not_an_object(&self.path)) }
    }

    /// # Errors
    /// If it is an object with other members than these.
    pub(super) fn check_keys(&self, known: &[&str]) -> Result<(), GraphError> {
        let Some(members) = self.value.as_object() else { return Ok(()) };
        let is_unknown = |key: &&str| !known.contains(key);
        let unknown: Vec<_> = members.keys().map(String::as_str).filter(is_unknown).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        Err(GraphError::invalid_keys(&unknown, &self.path))
    }

    /// The value as text. Fails if it is blank.
    pub(super) fn text(&self) -> Result<&'a str, GraphError> {
        self.value
            .as_str()
            .filter(|text| !text.trim().is_empty())
            .ok_or_else(|| GraphError::not_a_text(&self.path))
    }

    /// The value as text. Fails if it is blank or longer than `most` characters.
    pub(super) fn text_within(&self, most: usize) -> Result<&'a str, GraphError> {
        let text = self.text()?;
        if text.chars().count() > most {
            return Err(GraphError::too_long(&self.path, most));
        }
        Ok(text)
    }

    /// Checks an optional member: a text of at most `most` characters.
    pub(super) fn optional_text(&self, name: &str, most: usize) -> Result<(), GraphError> {
        self.member(name).map_or(Ok(()), |text| text.text_within(most).map(drop))
    }

    /// The value as URL.
    pub(super) fn url(&self) -> Result<&'a str, GraphError> {
        let address = self.value.as_str().unwrap_or_default();
        if has_placeholder(address) {
            return Err(GraphError::invalid_data());
        }
        WebUrl::parse(address).map_err(|_| GraphError::not_a_url(&self.path))?;
        Ok(address)
    }

    /// Checks an optional member: a URL.
    pub(super) fn optional_url(&self, name: &str) -> Result<(), GraphError> {
        self.member(name).map_or(Ok(()), |address| address.url().map(drop))
    }

    /// Checks that the value is a URL with the scheme `https`.
    pub(super) fn check_https_url(&self) -> Result<(), GraphError> {
        let address = self.url()?;
        if address.trim().to_ascii_lowercase().starts_with("https:") {
            return Ok(());
        }
        Err(GraphError::not_an_https_url(&self.path))
    }

    pub(super) fn items(&self, least: usize, most: usize) -> Result<Vec<Field<'a>>, GraphError> {
        let path = &self.path;
        let Some(items) = self.value.as_array() else {
            return Err(self.error("must be an array"));
        };
        if items.len() < least {
            return Err(GraphError::too_few_elements(path));
        }
        if items.len() > most {
            return Err(GraphError::too_many_elements(path));
        }
        let part = |(index, value)| Field { path: format!("{path}[{index}]"), value };
        Ok(items.iter().enumerate().map(part).collect())
    }

    pub(super) fn one_of(&self, values: &[&'static str]) -> Result<&'static str, GraphError> {
        values
            .iter()
            .copied()
            .find(|value| self.value.as_str() == Some(value))
            .ok_or_else(|| GraphError::not_one_of(&self.path, values))
    }

    /// Checks an optional member: one of the values.
    pub(super) fn optional_one_of(
        &self,
        name: &str,
        values: &[&'static str],
    ) -> Result<(), GraphError> {
        self.member(name).map_or(Ok(()), |value| value.one_of(values).map(drop))
    }

    /// An optional boolean member; `false` if it is missing.
    pub(super) fn flag(&self, name: &str) -> Result<bool, GraphError> {
        let Some(flag) = self.member(name) else { return Ok(false) };
        json::parse_bool(flag.value).ok_or_else(|| flag.error("must be a boolean"))
    }

    /// A non-negative integer, or a text with one.
    pub(super) fn number(&self) -> Option<u64> {
        match self.value {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_u64(),
        }
    }

    /// Whether the value is a non-negative number, also as text.
    pub(super) fn is_amount(&self) -> bool {
        let number = match self.value {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.clone(),
            _ => String::new(),
        };
        let (whole, part) = number.split_once('.').unwrap_or((&number, "0"));
        let is_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_digits(whole) && is_digits(part)
    }

    /// The error of a field that breaks `rule`, such as "must be an array".
    pub(super) fn error(&self, rule: &str) -> GraphError {
        GraphError::param(&self.path, rule)
    }
}

/// Whether a placeholder such as `${SHOP_URL}` was not replaced by its value.
fn has_placeholder(text: &str) -> bool {
    text.split_once("${").is_some_and(|(_, rest)| rest.contains('}'))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes, template};

    #[test]
    fn members_can_be_booleans_as_text() {
        let mut client = TestClient::demo();
        let url = "https://a.example/b.png";
        for (flag, is_kept) in [
            (json!(0), false),
            (json!(1), true),
            (json!("0"), false),
            (json!("1"), true),
            (json!("False"), false),
            (json!("True"), true),
        ] {
            let payload = json!({"url": url, "is_reusable": flag});
            let message = json!({"attachment": {"type": "image", "payload": payload}});
            let answer = client.send_text("", &json!({"message": message}));
            assert!(answer["message_id"].is_string(), "{flag}: {answer}");
            assert_eq!(answer["attachment_id"].is_string(), is_kept, "{flag}");
        }
        let payload = json!({"url": url, "is_reusable": "maybe"});
        let message = json!({"attachment": {"type": "image", "payload": payload}});
        let answer = client.send_text("", &json!({"message": message}));
        let path = "message[attachment][payload][is_reusable]";
        assert_eq!(answer["error"]["message"], format!("(#100) param {path} must be a boolean."));
    }

    #[test]
    fn a_url_with_a_placeholder_fails() {
        let mut client = TestClient::demo();
        for url in ["${SHOP_URL}/", "https://${HOST}/a", "https://a.example/${PATH}"] {
            let button = json!({"type": "web_url", "title": "Open", "url": url});
            let element = json!({"title": "A", "image_url": url});
            for message in [
                template(&json!({"template_type": "button", "text": "?", "buttons": [button]})),
                template(&json!({"template_type": "generic", "elements": [element]})),
                json!({"message": {"attachment": {"type": "image", "payload": {"url": url}}}}),
            ] {
                let answer = client.send_text("", &message);
                assert_eq!(codes(&answer), (100, Some(2_018_032)), "{message}");
                assert_eq!(answer["error"]["message"], "(#100) Invalid data");
            }
        }
        assert_eq!(client.get("/_emulator/outbox"), json!({"messages": []}));
    }

    /// Sends `message`, and returns the message of the error.
    fn error(message: &Value) -> String {
        let answer = TestClient::demo().send_text("", &json!({"message": message}));
        assert_eq!(codes(&answer), (100, None), "{message}: {answer}");
        answer["error"]["message"].as_str().unwrap().to_owned()
    }

    fn invalid(keys: &str, param: &str) -> String {
        format!("(#100) Invalid keys \"{keys}\" were found in param \"{param}\".")
    }

    #[test]
    fn unknown_members_of_a_message_and_a_quick_reply_are_named() {
        let reply = json!({"content_type": "text", "title": "A", "payload": "A", "id": "1"});
        for (message, keys, param) in [
            (json!({"text": "ok", "preview": "ok"}), "preview", "message"),
            (json!({"type": "web_url", "title": "A", "url": "b"}), "type, title, url", "message"),
            (json!({"text": "?", "quick_replies": [reply]}), "id", "message[quick_replies][0]"),
        ] {
            assert_eq!(error(&message), invalid(keys, param));
        }
    }

    #[test]
    fn unknown_members_are_named_at_every_depth() {
        let url = "https://a.example";
        let with_payload = |payload: Value| json!({"type": "template", "payload": payload});
        let element = json!({"title": "A", "subtitle": "B"});
        let generic = |element: &Value| {
            with_payload(json!({"template_type": "generic", "elements": [element]}))
        };
        let receipt = json!({
            "template_type": "receipt",
            "recipient_name": "Ana",
            "order_number": "1",
            "currency": "USD",
            "payment_method": "Cash",
            "summary": {"total_cost": 1},
            "elements": [{"title": "A", "price": 1}],
            "adjustments": [{"name": "A", "amount": 1}],
            "address": {"street_1": "A", "city": "B", "postal_code": "1", "state": "C",
                "country": "US"},
        });
        let feedback = json!({
            "template_type": "customer_feedback",
            "title": "Rate us",
            "subtitle": "Please",
            "button_title": "Rate",
            "business_privacy": {"url": url},
            "feedback_screens": [{"questions": [
                {"id": "q", "type": "csat", "follow_up": {"type": "free_form"}},
            ]}],
        });
        let button = json!({"type": "web_url", "title": "A", "url": url});
        let action = json!({"type": "web_url", "url": url});
        let buttons =
            with_payload(json!({"template_type": "button", "text": "?", "buttons": [button]}));
        let media = json!({"media_type": "image", "url": "https://www.facebook.com/a"});
        let media = with_payload(json!({"template_type": "media", "elements": [media]}));
        let mut acting = element.clone();
        acting["default_action"] = action;
        let product = with_payload(json!({"template_type": "product", "elements": [{"id": 1}]}));
        let coupon = json!({"template_type": "coupon", "title": "A", "coupon_code": "A"});
        for (attachment, pointer, param) in [
            (json!({"type": "image", "payload": {"url": url}}), "", "message[attachment]"),
            (
                json!({"type": "image", "payload": {"url": url}}),
                "/payload",
                "message[attachment][payload]",
            ),
            (generic(&element), "", "message[attachment]"),
            (generic(&element), "/payload", "name_placeholder"),
            (generic(&element), "/payload/elements/0", "name_placeholder[elements][0]"),
            (
                generic(&acting),
                "/payload/elements/0/default_action",
                "name_placeholder[elements][0][default_action]",
            ),
            (buttons.clone(), "/payload", "name_placeholder"),
            (buttons, "/payload/buttons/0", "name_placeholder[buttons][0]"),
            (media, "/payload/elements/0", "name_placeholder[elements][0]"),
            (product, "/payload/elements/0", "name_placeholder[elements][0]"),
            (with_payload(coupon), "/payload", "name_placeholder"),
            (with_payload(receipt.clone()), "/payload", "name_placeholder"),
            (with_payload(receipt.clone()), "/payload/summary", "name_placeholder[summary]"),
            (with_payload(receipt.clone()), "/payload/address", "name_placeholder[address]"),
            (with_payload(receipt.clone()), "/payload/elements/0", "name_placeholder[elements][0]"),
            (with_payload(receipt), "/payload/adjustments/0", "name_placeholder[adjustments][0]"),
            (with_payload(feedback.clone()), "/payload", "name_placeholder"),
            (
                with_payload(feedback.clone()),
                "/payload/business_privacy",
                "name_placeholder[business_privacy]",
            ),
            (
                with_payload(feedback.clone()),
                "/payload/feedback_screens/0",
                "name_placeholder[feedback_screens][0]",
            ),
            (
                with_payload(feedback.clone()),
                "/payload/feedback_screens/0/questions/0",
                "name_placeholder[feedback_screens][0][questions][0]",
            ),
            (
                with_payload(feedback),
                "/payload/feedback_screens/0/questions/0/follow_up",
                "name_placeholder[feedback_screens][0][questions][0][follow_up]",
            ),
        ] {
            let sent = json!({"message": {"attachment": attachment}});
            let answer = TestClient::demo().send_text("", &sent);
            assert!(answer["message_id"].is_string(), "{attachment}: {answer}");
            let mut attachment = attachment;
            let object = attachment.pointer_mut(pointer).unwrap();
            (object["zzz"], object["aaa"]) = (json!(1), json!(2));
            assert_eq!(error(&json!({"attachment": attachment})), invalid("zzz, aaa", param));
        }
    }

    #[test]
    fn unknown_members_outside_of_the_message_are_named() {
        let mut client = TestClient::demo();
        let mid = client.conversation()["messages"][0]["message_id"].clone();
        let psid = client.psid.clone();
        for (more, keys, param) in [
            (json!({"recipient": {"id": psid, "ids": 1}}), "ids", "recipient"),
            (json!({"reply_to": {"mid": mid, "id": 1}}), "id", "reply_to"),
            (json!({"thread_control": {"control": "pass"}}), "control", "thread_control"),
            (
                json!({"message": null, "sender_action": "react",
                    "payload": {"message_id": mid, "reaction": "❤", "emoji": "❤"}}),
                "emoji",
                "payload",
            ),
        ] {
            let answer = client.send_text("Hi", &more);
            assert_eq!(answer["error"]["message"], invalid(keys, param), "{more}");
        }
    }
}
