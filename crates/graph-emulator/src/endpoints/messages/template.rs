//! Templates.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/templates>

mod feedback;
mod receipt;

use messenger_personas::FacebookUrl;

use super::{button, saved_attachment};
use crate::{
    endpoints::{call::Call, field::Field},
    error::GraphError,
    model::PageRecord,
};

/// Checks the payload of a template and returns its type.
pub(super) fn check(
    call: &Call<'_>,
    page: &PageRecord,
    template: &Field<'_>,
) -> Result<&'static str, GraphError> {
    let given = template.required("template_type")?;
    let Some(kind) = TYPES.iter().copied().find(|kind| given.value.as_str() == Some(kind)) else {
        return Err(GraphError::invalid_template_type());
    };
    template.flag("sharable")?;
    match kind {
        "generic" => generic(template),
        "button" => {
            template.check_keys(&["template_type", "sharable", "text", "buttons"])?;
            template.required("text")?.text_within(640)?;
            button::check_all(&template.required("buttons")?)
        }
        "media" => media(call, page, template),
        "receipt" => receipt::check(template),
        "product" => product(template),
        "coupon" => coupon(template),
        _ => feedback::check(template),
    }?;
    Ok(kind)
}

fn generic(template: &Field<'_>) -> Result<(), GraphError> {
    template.check_keys(&["template_type", "sharable", "image_aspect_ratio", "elements"])?;
    template.optional_one_of("image_aspect_ratio", &["horizontal", "square"])?;
    for element in template.required("elements")?.items(1, 10)? {
        element.check_keys(ELEMENT_KEYS)?;
        let more = ["subtitle", "image_url", "default_action", "buttons"];
        let Some(title) = element
            .member("title")
            .filter(|_| more.iter().any(|name| element.member(name).is_some()))
        else {
            return Err(GraphError::incomplete_element());
        };
        title.text_within(80)?;
        element.optional_text("subtitle", 80)?;
        element.optional_url("image_url")?;
        if let Some(action) = element.member("default_action") {
            action.check_keys(ACTION_KEYS)?;
            action.required("type")?.one_of(&["web_url"])?;
            button::check_link(&action)?;
        }
        if let Some(buttons) = element.member("buttons") {
            button::check_all(&buttons)?;
        }
    }
    Ok(())
}

fn media(call: &Call<'_>, page: &PageRecord, template: &Field<'_>) -> Result<(), GraphError> {
    template.check_keys(LIST_KEYS)?;
    for element in template.required("elements")?.items(1, 1)? {
        element.check_keys(&["media_type", "attachment_id", "url", "buttons"])?;
        let media_type = element.required("media_type")?;
        let Some(kind) =
            ["image", "video"].into_iter().find(|kind| media_type.value.as_str() == Some(kind))
        else {
            return Err(GraphError::invalid_media_type());
        };
        match (element.member("attachment_id"), element.member("url")) {
            (Some(id), None) => saved_attachment::check(call, page, &id, kind)?,
            (None, Some(url)) => {
                if FacebookUrl::parse(url.url()?).is_err() {
                    return Err(GraphError::not_a_facebook_url());
                }
            }
            _ => return Err(GraphError::not_one_media_source()),
        }
        if let Some(buttons) = element.member("buttons") {
            button::check_all(&buttons)?;
        }
    }
    Ok(())
}

fn product(template: &Field<'_>) -> Result<(), GraphError> {
    template.check_keys(LIST_KEYS)?;
    for element in template.required("elements")?.items(1, 10)? {
        element.check_keys(&["id"])?;
        let id = element.required("id")?;
        let is_id = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !id.value.is_u64() && !id.value.as_str().is_some_and(is_id) {
            return Err(GraphError::invalid_product_id());
        }
    }
    Ok(())
}

fn coupon(template: &Field<'_>) -> Result<(), GraphError> {
    template.check_keys(COUPON_KEYS)?;
    template.required("title")?.text_within(80)?;
    template.optional_text("subtitle", 80)?;
    for name in ["coupon_url", "image_url"] {
        template.optional_url(name)?;
    }
    for name in ["coupon_url_button_title", "coupon_pre_message", "payload"] {
        template.member(name).map_or(Ok(()), |text| text.text().map(drop))?;
    }
    match (template.member("coupon_code"), template.member("coupon_url")) {
        (Some(code), _) if code.text()?.contains(char::is_whitespace) => {
            Err(code.error("must not have spaces"))
        }
        (None, None) => Err(GraphError::coupon_without_code()),
        _ => Ok(()),
    }
}

/// `item_url` is an older form of `default_action`.
const ELEMENT_KEYS: &[&str] =
    &["title", "subtitle", "image_url", "item_url", "default_action", "buttons"];
const ACTION_KEYS: &[&str] = &[
    "type",
    "url",
    "webview_height_ratio",
    "messenger_extensions",
    "fallback_url",
    "webview_share_button",
];
const LIST_KEYS: &[&str] = &["template_type", "sharable", "elements"];
const COUPON_KEYS: &[&str] = &[
    "template_type",
    "sharable",
    "title",
    "subtitle",
    "coupon_code",
    "coupon_url",
    "coupon_url_button_title",
    "coupon_pre_message",
    "image_url",
    "payload",
];
const TYPES: &[&str] =
    &["generic", "button", "media", "receipt", "product", "coupon", "customer_feedback"];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes, template};

    fn sent(payload: &Value) -> (u64, Option<u64>) {
        codes(&TestClient::demo().send_text("", &template(payload)))
    }

    #[test]
    fn an_unknown_template_type_fails() {
        for payload in [json!({"template_type": "list"}), json!({"template_type": 5}), json!({})] {
            assert_eq!(sent(&payload), (100, None), "{payload}");
        }
    }

    #[test]
    fn a_generic_template_has_its_limits() {
        let element = json!({"title": "é".repeat(80), "subtitle": "é".repeat(80)});
        let with = |name: &str, value: Value| {
            let mut element = element.clone();
            element[name] = value;
            json!([element])
        };
        let button = json!({"type": "account_unlink"});
        for (elements, expected) in [
            (json!(vec![element.clone(); 10]), (0, None)),
            (with("image_url", json!("https://a.example/b")), (0, None)),
            (with("buttons", json!([button, button, button])), (0, None)),
            (
                with("default_action", json!({"type": "web_url", "url": "https://a.example"})),
                (0, None),
            ),
            (json!([]), (194, None)),
            (json!(vec![element.clone(); 11]), (105, None)),
            (json!([{"title": "A"}]), (100, Some(2_018_035))),
            (json!([{"subtitle": "A"}]), (100, Some(2_018_035))),
            (with("title", json!("")), (100, None)),
            (with("title", json!("é".repeat(81))), (100, None)),
            (with("subtitle", json!("é".repeat(81))), (100, None)),
            (with("image_url", json!("a.png")), (100, None)),
            (with("buttons", json!([button, button, button, button])), (105, None)),
            (with("default_action", json!({"type": "postback"})), (100, None)),
            (json!([1]), (100, Some(2_018_035))),
        ] {
            let payload = json!({"template_type": "generic", "elements": elements});
            assert_eq!(sent(&payload), expected, "{payload}");
        }
    }

    #[test]
    fn a_button_template_has_its_limits() {
        let buttons = json!([{"type": "account_unlink"}]);
        for (text, expected) in [
            (json!("é".repeat(640)), (0, None)),
            (json!("é".repeat(641)), (100, None)),
            (json!(""), (100, None)),
            (json!(null), (100, None)),
        ] {
            let payload = json!({"template_type": "button", "text": text, "buttons": buttons});
            assert_eq!(sent(&payload), expected);
        }
        assert_eq!(sent(&json!({"template_type": "button", "text": "A"})), (100, None));
    }

    #[test]
    fn a_media_template_needs_a_facebook_url() {
        let url = "https://www.facebook.com/photo.php?fbid=5";
        for (element, expected) in [
            (json!({"media_type": "image", "url": url}), (0, None)),
            (json!({"media_type": "gif", "url": url}), (100, Some(2_018_182))),
            (json!({"media_type": "image", "url": "https://a.example"}), (100, Some(2_018_185))),
            (json!({"media_type": "image", "attachment_id": "5"}), (100, Some(2_018_074))),
            (json!({"media_type": "image"}), (100, Some(2_018_187))),
        ] {
            let payload = json!({"template_type": "media", "elements": [element]});
            assert_eq!(sent(&payload), expected, "{payload}");
            let payload = json!({"template_type": "media", "elements": [element, element]});
            assert_eq!(sent(&payload), (105, None));
        }
    }

    #[test]
    fn products_have_numeric_ids() {
        for (id, expected) in
            [(json!("12"), (0, None)), (json!(12), (0, None)), (json!("x"), (100, Some(2_018_320)))]
        {
            let payload = json!({"template_type": "product", "elements": [{"id": id}]});
            assert_eq!(sent(&payload), expected);
        }
    }

    #[test]
    fn a_coupon_has_a_code_or_a_url() {
        for (payload, expected) in [
            (json!({"title": "A", "coupon_code": "10PERCENT"}), (0, None)),
            (json!({"title": "A", "coupon_url": "https://a.example"}), (0, None)),
            (json!({"title": "A"}), (100, None)),
            (json!({"coupon_code": "A"}), (100, None)),
            (json!({"title": "A", "coupon_code": "10 PERCENT"}), (100, None)),
            (json!({"title": "é".repeat(81), "coupon_code": "A"}), (100, None)),
        ] {
            let mut payload = payload;
            payload["template_type"] = json!("coupon");
            assert_eq!(sent(&payload), expected, "{payload}");
        }
    }
}
