//! `POST`, `GET` and `DELETE /{page-id}/messenger_profile`
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api>

mod persistent_menu;
mod property;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        field::Field,
    },
    error::GraphError,
    json::{self, Object},
    model::{Change, PageRecord},
};

/// Sets properties. Others keep their values.
pub(crate) fn set(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    check_platform(call)?;
    if let Some(name) = DEPRECATED.iter().find(|name| call.params.has(name)) {
        return Err(GraphError::deprecated_property(name));
    }
    let mut properties = BTreeMap::new();
    for (name, check) in PROPERTIES {
        let Some(value) = value(call, name) else { continue };
        check(page, &Field::new(name, &value))?;
        properties.insert((*name).to_owned(), value);
    }
    if properties.is_empty() {
        return Err(GraphError::no_profile_property());
    }
    let has = |name: &str| properties.contains_key(name);
    if has("persistent_menu")
        && !has("get_started")
        && !page.messenger_profile.contains_key("get_started")
    {
        return Err(GraphError::menu_without_get_started());
    }
    let change = Change::MessengerProfileSet { page_id: page.id.clone(), properties };
    Ok(Output::new(call, &json!({"result": "success"})).with_changes([change]))
}

/// Returns the properties that `fields` lists and that are set.
pub(crate) fn get(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    check_platform(call)?;
    let value = |name| Some((name, page.messenger_profile.get(name)?.clone()));
    let properties: Vec<_> = names(call)?.into_iter().filter_map(value).collect();
    let data = (!properties.is_empty()).then_some(Object(properties));
    Ok(Output::new(call, &Object(vec![("data", json::to_value(&Vec::from_iter(data)))])))
}

/// Removes the properties that `fields` lists.
pub(crate) fn delete(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    check_platform(call)?;
    let names = names(call)?;
    let keeps = |name: &str| page.messenger_profile.contains_key(name) && !names.contains(&name);
    if names.contains(&"get_started") && keeps("persistent_menu") {
        return Err(GraphError::menu_without_get_started());
    }
    let properties = names.into_iter().map(str::to_owned).collect();
    let change = Change::MessengerProfileDeleted { page_id: page.id.clone(), properties };
    Ok(Output::new(call, &json!({"result": "success"})).with_changes([change]))
}

/// Profiles of Instagram are not emulated.
fn check_platform(call: &Call<'_>) -> Result<(), GraphError> {
    match call.params.text("platform") {
        Some(platform) if !platform.eq_ignore_ascii_case("messenger") => {
            Err(GraphError::not_one_of("platform", &["messenger"]))
        }
        _ => Ok(()),
    }
}

/// The parameter as JSON, if it is there.
fn value(call: &Call<'_>, name: &str) -> Option<Value> {
    let text = call.params.text(name)?;
    let structured = json::parse_lenient(&text).filter(|it| it.is_object() || it.is_array());
    Some(structured.unwrap_or_else(|| Value::String(text.into_owned())))
}

/// The properties that `fields` lists: `a,b`, or a list.
fn names(call: &Call<'_>) -> Result<Vec<&'static str>, GraphError> {
    let listed = call.params.comma_separated("fields").unwrap_or_default();
    let names: Vec<_> = listed.split(',').collect();
    let is_listed = names.iter().any(|name| !name.trim().is_empty());
    let names: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let name = name.trim();
            if let Some(name) = DEPRECATED.iter().find(|it| **it == name) {
                return Err(GraphError::deprecated_property(name));
            }
            let known = PROPERTIES.iter().map(|(known, _)| *known).find(|known| *known == name);
            known.ok_or_else(|| {
                let all: Vec<_> = PROPERTIES.iter().map(|(known, _)| *known).collect();
                GraphError::not_one_of(&format!("fields[{index}]"), &all)
            })
        })
        .collect::<Result<_, _>>()?;
    if is_listed { Ok(names) } else { Err(GraphError::required("fields")) }
}

type Check = fn(&PageRecord, &Field<'_>) -> Result<(), GraphError>;

/// Every property, with the check of its value.
const PROPERTIES: &[(&str, Check)] = &[
    ("get_started", property::get_started),
    ("greeting", property::greeting),
    ("ice_breakers", property::ice_breakers),
    ("persistent_menu", persistent_menu::check),
    ("whitelisted_domains", property::whitelisted_domains),
    ("account_linking_url", property::account_linking_url),
    ("commands", property::commands),
];
const DEPRECATED: &[&str] = &["home_url", "target_audience"];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        http::Request,
        test_support::{ORIGIN, TOKEN, TestClient, codes},
    };

    const TARGET: &str = "/me/messenger_profile";
    const ALL: &str = "/me/messenger_profile?fields=get_started,greeting,ice_breakers,\
                       persistent_menu,whitelisted_domains,account_linking_url,commands";

    fn delete(client: &mut TestClient, fields: &Value) -> Value {
        let target = format!("{TARGET}?access_token={TOKEN}");
        let mut request = Request::new("DELETE", ORIGIN, &target);
        request.body = json!({ "fields": fields }).to_string().into_bytes();
        serde_json::from_slice(&client.send(&request).body).unwrap()
    }

    fn menu() -> Value {
        let item = json!({"type": "postback", "title": "Help", "payload": "HELP"});
        json!([{"locale": "default", "composer_input_disabled": false, "call_to_actions": [item]}])
    }

    #[test]
    fn properties_are_set_read_replaced_and_deleted() {
        let mut client = TestClient::demo();
        assert_eq!(client.get(ALL), json!({"data": []}));
        let success = json!({"result": "success"});
        let profile = json!({
            "get_started": {"payload": "START"},
            "greeting": [{"locale": "default", "text": "Hello {{user_first_name}}!"}],
            "persistent_menu": menu(),
            "whitelisted_domains": ["https://shop.example/"],
            "account_linking_url": "https://shop.example/login",
        });
        assert_eq!(client.post(TARGET, &profile), success);
        assert_eq!(client.get(ALL), json!({ "data": [profile] }));
        let page = format!("/{}/messenger_profile", client.page_id);
        let started = json!({"get_started": {"payload": "AGAIN"}});
        assert_eq!(client.post(&page, &started), success);
        let read = client.get(&format!("{page}?fields=get_started,commands"));
        assert_eq!(read, json!({ "data": [started] }));
        for fields in [json!(["greeting", "account_linking_url"]), json!("whitelisted_domains")] {
            assert_eq!(delete(&mut client, &fields), success);
        }
        assert_eq!(delete(&mut client, &json!(["greeting"])), success);
        let left = json!({"get_started": {"payload": "AGAIN"}, "persistent_menu": menu()});
        assert_eq!(client.get(ALL), json!({ "data": [left] }));
        client.post("/_emulator/reset", &json!({}));
        assert_eq!(client.get(ALL), json!({"data": []}));
    }

    #[test]
    fn a_persistent_menu_needs_a_get_started_button() {
        let mut client = TestClient::demo();
        let both = json!({"persistent_menu": menu(), "get_started": {"payload": "START"}});
        let answer = client.post(TARGET, &json!({"persistent_menu": menu()}));
        assert_eq!(codes(&answer), (100, Some(2_018_145)));
        assert_eq!(
            answer["error"]["message"],
            "(#100) You must set a Get Started button if you also wish to use persistent menu."
        );
        assert_eq!(client.post(TARGET, &both)["result"], "success");
        assert_eq!(client.post(TARGET, &json!({"persistent_menu": menu()}))["result"], "success");
        let refused = delete(&mut client, &json!(["get_started"]));
        assert_eq!(codes(&refused), (100, Some(2_018_145)));
        let deleted = delete(&mut client, &json!(["get_started", "persistent_menu"]));
        assert_eq!(deleted["result"], "success");
        assert_eq!(client.get(ALL), json!({"data": []}));
    }

    #[test]
    fn a_form_sets_properties_too() {
        let mut client = TestClient::demo();
        let mut request = Request::new("POST", ORIGIN, TARGET);
        let form = "application/x-www-form-urlencoded".to_owned();
        request.headers.push(("content-type".to_owned(), form));
        request.body = format!(
            "get_started={{'payload':'START'}}&account_linking_url=https://a.example&\
             access_token={TOKEN}"
        )
        .into_bytes();
        let answer: Value = serde_json::from_slice(&client.send(&request).body).unwrap();
        assert_eq!(answer, json!({"result": "success"}));
        let set = json!({"get_started": {"payload": "START"},
            "account_linking_url": "https://a.example"});
        assert_eq!(client.get(ALL)["data"], json!([set]));
    }

    #[test]
    fn unknown_and_deprecated_properties_fail() {
        let mut client = TestClient::demo();
        for (answer, expected) in [
            (client.get(TARGET), (100, None)),
            (client.get("/me/messenger_profile?fields="), (100, None)),
            (client.get("/me/messenger_profile?fields=greeting,foo"), (100, None)),
            (client.get("/me/messenger_profile?fields=home_url"), (11, None)),
            (client.get("/me/messenger_profile?fields=greeting&platform=instagram"), (100, None)),
            (client.post(TARGET, &json!({})), (100, None)),
            (client.post(TARGET, &json!({"foo": 1})), (100, None)),
            (client.post(TARGET, &json!({"home_url": {"url": "https://a.example"}})), (11, None)),
            (delete(&mut client, &json!([])), (100, None)),
            (delete(&mut client, &json!(["foo"])), (100, None)),
        ] {
            assert_eq!(codes(&answer), expected, "{answer}");
        }
        let answer = client.get("/me/messenger_profile?fields=greeting,foo");
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.starts_with("(#100) Param fields[1] must be one of {"), "{message}");
    }

    #[test]
    fn each_page_has_its_own_profile() {
        let mut client = TestClient::demo();
        client.post(TARGET, &json!({"get_started": {"payload": "START"}}));
        let other = "EAABemulatorDemoJaspersBakeryTokenZDZD";
        let target = format!("{TARGET}?fields=get_started&access_token={other}");
        let response = client.send(&Request::new("GET", ORIGIN, &target));
        assert_eq!(response.body, br#"{"data":[]}"#);
    }
}
