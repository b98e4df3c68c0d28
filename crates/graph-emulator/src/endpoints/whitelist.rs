//! Domains on which a Page can use the Messenger Extensions SDK.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api/domain-whitelisting>

use messenger_personas::WebUrl;
use serde_json::Value;

use crate::{endpoints::field::Field, error::GraphError, model::PageRecord};

/// Checks the URLs of a message, at any depth, that are to be opened with Messenger Extensions.
pub(crate) fn check(page: &PageRecord, message: &[Value]) -> Result<(), GraphError> {
    message.iter().try_for_each(|value| {
        if let Some(url) = extensions_url(&Field::new("message", value))?
            && !contains(page, url)
        {
            return Err(GraphError::url_not_whitelisted());
        }
        match value {
            Value::Array(items) => check(page, items),
            Value::Object(members) => {
                members.values().try_for_each(|member| check(page, std::slice::from_ref(member)))
            }
            _ => Ok(()),
        }
    })
}

/// The URL of a link with `messenger_extensions`.
pub(crate) fn extensions_url<'a>(link: &Field<'a>) -> Result<Option<&'a str>, GraphError> {
    let Some(url) = link.value.get("url").and_then(Value::as_str) else { return Ok(None) };
    Ok(link.flag("messenger_extensions")?.then_some(url))
}

/// `true` if the Page has whitelisted the domain of `url`, including the subdomain.
pub(crate) fn contains(page: &PageRecord, url: &str) -> bool {
    let host = |url: &str| WebUrl::parse(url).ok().map(|url| url.host());
    let domains = page.messenger_profile.get("whitelisted_domains").and_then(Value::as_array);
    let mut domains = domains.into_iter().flatten().filter_map(Value::as_str);
    host(url).is_some_and(|of_url| domains.any(|domain| host(domain) == Some(of_url.clone())))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes, template};

    #[test]
    fn messenger_extensions_need_a_whitelisted_domain() {
        let mut client = TestClient::demo();
        let link = |url: &str| json!({"type": "web_url", "url": url, "messenger_extensions": true});
        let button = |url: &str| {
            let mut button = link(url);
            button["title"] = json!("Shop");
            template(&json!({"template_type": "button", "text": "?", "buttons": [button]}))
        };
        let element = |url: &str| {
            let element = json!({"title": "A", "subtitle": "B", "default_action": link(url)});
            template(&json!({"template_type": "generic", "elements": [element]}))
        };
        let (shop, other) = ("https://shop.example/hats?a=b", "https://www.shop.example/hats");
        let answer = client.send_text("", &element(shop));
        assert_eq!(codes(&answer), (100, Some(2_018_063)));
        assert_eq!(
            answer["error"]["message"],
            "(#100) The URL provided is not whitelisted for messenger extensions"
        );
        let domains =
            json!({"whitelisted_domains": ["https://a.example", "https://Shop.example/"]});
        client.post("/me/messenger_profile", &domains);
        for message in [button(shop), element(shop)] {
            assert!(client.send_text("", &message)["message_id"].is_string(), "{message}");
        }
        for message in [button(other), element(other)] {
            assert_eq!(codes(&client.send_text("", &message)), (100, Some(2_018_063)));
        }
        let mut plain = button(other);
        plain["message"]["attachment"]["payload"]["buttons"][0]["messenger_extensions"] =
            Value::Bool(false);
        assert!(client.send_text("", &plain)["message_id"].is_string());
    }
}
