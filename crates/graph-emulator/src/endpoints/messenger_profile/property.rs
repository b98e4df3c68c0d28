//! The properties with few rules.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api>

use std::net::IpAddr;

use messenger_personas::WebUrl;

use crate::{endpoints::field::Field, error::GraphError, model::PageRecord};

/// `{"payload"}`
pub(super) fn get_started(_: &PageRecord, property: &Field<'_>) -> Result<(), GraphError> {
    property.check_object()?;
    property.check_keys(&["payload"])?;
    property.required("payload")?.text_within(MOST_PAYLOAD).map(drop)
}

/// `[{"locale","text"}]`
pub(super) fn greeting(_: &PageRecord, property: &Field<'_>) -> Result<(), GraphError> {
    let greetings = property.items(1, usize::MAX)?;
    for greeting in &greetings {
        greeting.check_object()?;
        greeting.check_keys(&["locale", "text"])?;
        greeting.required("text")?.text_within(MOST_GREETING)?;
    }
    check_locales(property, &greetings)
}

/// `[{"locale","call_to_actions":[{"question","payload"}]}]`, or the questions alone.
pub(super) fn ice_breakers(_: &PageRecord, property: &Field<'_>) -> Result<(), GraphError> {
    let items = property.items(1, usize::MAX)?;
    if items.iter().all(|item| item.member("call_to_actions").is_none()) {
        return property.items(1, MOST_QUESTIONS)?.iter().try_for_each(question);
    }
    for item in &items {
        item.check_object()?;
        item.check_keys(&["locale", "call_to_actions"])?;
        let questions = item.required("call_to_actions")?;
        questions.items(1, MOST_QUESTIONS)?.iter().try_for_each(question)?;
    }
    check_locales(property, &items)
}

fn question(question: &Field<'_>) -> Result<(), GraphError> {
    question.check_object()?;
    question.check_keys(&["question", "payload"])?;
    question.required("question")?.text()?;
    question.required("payload")?.text_within(MOST_PAYLOAD).map(drop)
}

/// `["https://…"]`
pub(super) fn whitelisted_domains(_: &PageRecord, property: &Field<'_>) -> Result<(), GraphError> {
    for domain in property.items(1, MOST_DOMAINS)? {
        domain.check_https_url()?;
        let host = WebUrl::parse(domain.url()?).map(|url| url.host()).unwrap_or_default();
        if !host.contains('.') || host.parse::<IpAddr>().is_ok() {
            return Err(domain.error("must have a fully qualified domain name"));
        }
    }
    Ok(())
}

/// `"https://…"`
pub(super) fn account_linking_url(_: &PageRecord, property: &Field<'_>) -> Result<(), GraphError> {
    property.check_https_url()
}

/// `[{"locale","commands":[{"name","description"}]}]`
pub(super) fn commands(_: &PageRecord, property: &Field<'_>) -> Result<(), GraphError> {
    let items = property.items(1, usize::MAX)?;
    for item in &items {
        item.check_object()?;
        item.check_keys(&["locale", "commands"])?;
        for command in item.required("commands")?.items(1, MOST_COMMANDS)? {
            command.check_object()?;
            command.check_keys(&["name", "description"])?;
            let name = command.required("name")?;
            if name.text_within(MOST_COMMAND_NAME)?.starts_with('/') {
                return Err(name.error("must not start with a slash"));
            }
            command.required("description")?.text_within(MOST_COMMAND_DESCRIPTION)?;
        }
    }
    check_locales(property, &items)
}

/// Each item has a locale, and one of them is the default.
pub(super) fn check_locales(property: &Field<'_>, items: &[Field<'_>]) -> Result<(), GraphError> {
    let mut has_default = false;
    for item in items {
        has_default |= item.required("locale")?.text()? == "default";
    }
    if has_default { Ok(()) } else { Err(property.error("must have the locale default")) }
}

/// Characters of what comes back in a postback.
pub(super) const MOST_PAYLOAD: usize = 1000;
const MOST_GREETING: usize = 160;
const MOST_QUESTIONS: usize = 4;
const MOST_DOMAINS: usize = 50;
const MOST_COMMANDS: usize = 100;
const MOST_COMMAND_NAME: usize = 32;
const MOST_COMMAND_DESCRIPTION: usize = 64;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes};

    fn set(property: &str, value: &Value) -> (u64, Option<u64>) {
        codes(&TestClient::demo().post("/me/messenger_profile", &json!({ property: value })))
    }

    #[test]
    fn a_greeting_has_160_characters_and_a_default_locale() {
        let text = |count: usize| json!({"locale": "default", "text": "é".repeat(count)});
        for (greeting, expected) in [
            (json!([text(160)]), (0, None)),
            (json!([text(9), {"locale": "en_us", "text": "Hi"}]), (0, None)),
            (json!([text(161)]), (100, None)),
            (json!([{"locale": "en_US", "text": "Hi"}]), (100, None)),
            (json!([{"text": "Hi"}]), (100, None)),
            (json!([{"locale": "default", "text": ""}]), (100, None)),
            (json!([{"locale": "default", "text": "Hi", "payload": "A"}]), (100, None)),
            (json!([]), (194, None)),
            (json!({"locale": "default", "text": "Hi"}), (100, None)),
            (json!("Hi"), (100, None)),
        ] {
            assert_eq!(set("greeting", &greeting), expected, "{greeting}");
        }
    }

    #[test]
    fn a_get_started_button_has_a_payload() {
        for (button, expected) in [
            (json!({"payload": "é".repeat(1000)}), (0, None)),
            (json!({"payload": "é".repeat(1001)}), (100, None)),
            (json!({"payload": ""}), (100, None)),
            (json!({}), (100, None)),
            (json!({"payload": "A", "title": "Go"}), (100, None)),
            (json!([{"payload": "A"}]), (100, None)),
        ] {
            assert_eq!(set("get_started", &button), expected, "{button}");
        }
    }

    #[test]
    fn ice_breakers_have_up_to_four_questions_in_either_format() {
        let question = json!({"question": "Where are you?", "payload": "WHERE"});
        let of = |count: usize, locale: &str| json!({"call_to_actions": vec![question.clone(); count], "locale": locale});
        for (ice_breakers, expected) in [
            (json!(vec![question.clone(); 4]), (0, None)),
            (json!([of(4, "default"), of(1, "en_GB")]), (0, None)),
            (json!(vec![question.clone(); 5]), (105, None)),
            (json!([of(5, "default")]), (105, None)),
            (json!([of(1, "en_GB")]), (100, None)),
            (json!([of(1, "default"), question]), (100, None)),
            (json!([{"question": "Where are you?"}]), (100, None)),
            (json!([{"question": "Where?", "payload": "A", "title": "B"}]), (100, None)),
        ] {
            assert_eq!(set("ice_breakers", &ice_breakers), expected, "{ice_breakers}");
        }
    }

    #[test]
    fn domains_are_fully_qualified_and_have_https() {
        for (domain, expected) in [
            ("https://www.messenger.com/", (0, None)),
            ("https://shop.example:8443/a?b", (0, None)),
            ("http://shop.example", (100, None)),
            ("shop.example", (100, None)),
            ("https://localhost:3000", (100, None)),
            ("https://127.0.0.1", (100, None)),
            ("https://[::1]/", (100, None)),
            ("", (100, None)),
        ] {
            assert_eq!(set("whitelisted_domains", &json!([domain])), expected, "{domain}");
        }
        let domains = |count: usize| json!(vec!["https://shop.example"; count]);
        assert_eq!(set("whitelisted_domains", &domains(50)), (0, None));
        assert_eq!(set("whitelisted_domains", &domains(51)), (105, None));
        assert_eq!(set("account_linking_url", &json!("https://shop.example/login")), (0, None));
        assert_eq!(set("account_linking_url", &json!("http://shop.example/login")), (100, None));
    }

    #[test]
    fn commands_have_their_limits() {
        let of = |name: &str, description: &str| json!({"name": name, "description": description});
        let with = |commands: Value| json!([{"locale": "default", "commands": commands}]);
        for (commands, expected) in [
            (with(json!(vec![of(&"n".repeat(32), &"d".repeat(64)); 100])), (0, None)),
            (with(json!(vec![of("flights", "Find flights"); 101])), (105, None)),
            (with(json!([of(&"n".repeat(33), "d")])), (100, None)),
            (with(json!([of("n", &"d".repeat(65))])), (100, None)),
            (with(json!([of("/flights", "Find flights")])), (100, None)),
            (with(json!([])), (194, None)),
            (json!([{"locale": "zh_CN", "commands": [of("a", "b")]}]), (100, None)),
        ] {
            assert_eq!(set("commands", &commands), expected, "{commands}");
        }
    }
}
