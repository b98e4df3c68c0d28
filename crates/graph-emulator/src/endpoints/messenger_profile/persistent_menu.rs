//! The property `persistent_menu`.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/persistent-menu>

use super::property::{MOST_PAYLOAD, check_locales};
use crate::{
    endpoints::{field::Field, whitelist},
    error::GraphError,
    model::PageRecord,
};

/// `[{"locale","composer_input_disabled","disabled_surfaces","call_to_actions"}]`
pub(super) fn check(page: &PageRecord, property: &Field<'_>) -> Result<(), GraphError> {
    let menus = property.items(1, usize::MAX)?;
    for menu in &menus {
        menu.check_object()?;
        menu.check_keys(MENU)?;
        if let Some(surfaces) = menu.member("disabled_surfaces") {
            surfaces.items(0, usize::MAX)?.iter().try_for_each(|it| it.text().map(drop))?;
        }
        let is_input_disabled = menu.flag("composer_input_disabled")?;
        let items = match menu.member("call_to_actions") {
            Some(items) => items.items(0, usize::MAX)?,
            None if is_input_disabled => menu.required("call_to_actions")?.items(1, 1)?,
            None => Vec::new(),
        };
        if items.len() > MOST_ITEMS {
            return Err(GraphError::too_many_call_to_actions());
        }
        items.iter().try_for_each(|item| check_item(page, item))?;
    }
    check_locales(property, &menus)
}

fn check_item(page: &PageRecord, item: &Field<'_>) -> Result<(), GraphError> {
    item.check_object()?;
    let kind = item.required("type")?;
    if kind.value.as_str() == Some("nested") {
        return Err(GraphError::nested_menu());
    }
    let kind = kind.one_of(&["web_url", "postback"])?;
    item.check_keys(if kind == "postback" { POSTBACK } else { WEB_URL })?;
    item.required("title")?.text_within(MOST_TITLE)?;
    if kind == "postback" {
        return item.required("payload")?.text_within(MOST_PAYLOAD).map(drop);
    }
    item.optional_one_of("webview_height_ratio", &["compact", "tall", "full"])?;
    item.optional_one_of("webview_share_button", &["hide"])?;
    item.optional_url("fallback_url")?;
    let url = item.required("url")?;
    url.url()?;
    match (whitelist::extensions_url(item)?, item.member("fallback_url")) {
        (None, Some(fallback)) => Err(fallback.error("needs messenger_extensions to be true")),
        (Some(_), _) => {
            url.check_https_url()?;
            if whitelist::contains(page, url.url()?) {
                return Ok(());
            }
            Err(GraphError::profile_url_not_whitelisted())
        }
        (None, None) => Ok(()),
    }
}

const MOST_ITEMS: usize = 20;
const MOST_TITLE: usize = 30;
const MENU: &[&str] =
    &["locale", "composer_input_disabled", "disabled_surfaces", "call_to_actions"];
const POSTBACK: &[&str] = &["type", "title", "payload"];
const WEB_URL: &[&str] = &[
    "type",
    "title",
    "url",
    "webview_height_ratio",
    "messenger_extensions",
    "fallback_url",
    "webview_share_button",
];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes};

    fn set(client: &mut TestClient, menu: &Value) -> Value {
        let body = json!({"get_started": {"payload": "START"}, "persistent_menu": menu});
        client.post("/me/messenger_profile", &body)
    }

    fn with_items(items: &Value) -> Value {
        json!([{"locale": "default", "call_to_actions": items}])
    }

    #[test]
    fn a_persistent_menu_has_its_limits() {
        let mut client = TestClient::demo();
        let postback = |title: usize, payload: usize| {
            let (title, payload) = ("é".repeat(title), "p".repeat(payload));
            json!({"type": "postback", "title": title, "payload": payload})
        };
        let link = json!({"type": "web_url", "title": "A", "url": "http://a.example",
            "webview_height_ratio": "full", "webview_share_button": "hide"});
        for (menu, expected) in [
            (with_items(&json!(vec![postback(30, 1000); 20])), (0, None)),
            (with_items(&json!([link])), (0, None)),
            (json!([{"locale": "default"}]), (0, None)),
            (with_items(&json!(vec![postback(1, 1); 21])), (105, None)),
            (with_items(&json!([postback(31, 1)])), (100, None)),
            (with_items(&json!([postback(1, 1001)])), (100, None)),
            (with_items(&json!([{"type": "postback", "title": "A"}])), (100, None)),
            (with_items(&json!([{"type": "web_url", "title": "A"}])), (100, None)),
            (with_items(&json!([{"type": "phone_number", "title": "A"}])), (100, None)),
            (json!([{"locale": "default", "composer_input_disabled": true}]), (100, None)),
            (json!([{"locale": "en_US", "call_to_actions": [link]}]), (100, None)),
            (json!([]), (194, None)),
        ] {
            assert_eq!(codes(&set(&mut client, &menu)), expected, "{menu}");
        }
    }

    #[test]
    fn a_nested_menu_fails_with_11_and_unknown_keys_are_named() {
        let mut client = TestClient::demo();
        let nested = json!([{"type": "nested", "title": "A", "call_to_actions": []}]);
        let answer = set(&mut client, &with_items(&nested));
        assert_eq!(codes(&answer), (11, None));
        let button = json!({"type": "web_url", "title": "A", "url": "http://a.example"});
        let answer = set(&mut client, &json!([button]));
        let message = answer["error"]["message"].as_str().unwrap();
        let (keys, param) = message.split_once("\" were found in param ").unwrap();
        let mut keys: Vec<_> =
            keys.strip_prefix("(#100) Invalid keys \"").unwrap().split(", ").collect();
        keys.sort_unstable();
        assert_eq!((keys, param), (vec!["title", "type", "url"], "\"persistent_menu[0]\"."));
    }

    #[test]
    fn messenger_extensions_in_a_menu_need_a_domain_whitelisted_before() {
        let mut client = TestClient::demo();
        let item = json!({"type": "web_url", "title": "Shop", "url": "https://shop.example/hats",
            "messenger_extensions": true, "fallback_url": "https://a.example"});
        let menu = with_items(&json!([item]));
        let domains = json!({"whitelisted_domains": ["https://shop.example"]});
        let both = json!({"whitelisted_domains": ["https://shop.example"],
            "persistent_menu": menu, "get_started": {"payload": "START"}});
        let answer = client.post("/me/messenger_profile", &both);
        assert_eq!(codes(&answer), (100, Some(2_018_063)));
        assert_eq!(
            answer["error"]["message"],
            "(#100) The web URL provided is not whitelisted for messenger extensions"
        );
        assert_eq!(client.post("/me/messenger_profile", &domains)["result"], "success");
        assert_eq!(set(&mut client, &menu)["result"], "success");
        let mut plain = item;
        plain["messenger_extensions"] = json!(false);
        assert_eq!(codes(&set(&mut client, &with_items(&json!([plain])))), (100, None));
    }
}
