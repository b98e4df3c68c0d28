//! `POST /{page-id}/pass_thread_control`, `take_`, `release_`, `request_`, `extend_`, and
//! `GET /{page-id}/thread_owner`
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing>

use messenger_personas::{AppId, Psid, Success};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    endpoints::call::{Call, HandlerResult, Output},
    error::GraphError,
    json::Object,
    model::{Change, PageRecord, PersonRecord, own_app},
};

/// Passes the control of a conversation to another app.
pub(crate) fn pass(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let person = recipient(call, page)?;
    let target = call.params.required("target_app_id")?;
    let target = AppId::parse(&target).map_err(|_| GraphError::not_an_id("target_app_id"))?;
    check_owner(call, person)?;
    Ok(set_owner(call, person, Some(target), OWNED_MS))
}

/// Takes the control of a conversation. Only the default app can do this.
pub(crate) fn take(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let person = recipient(call, page)?;
    if page.default_app != own_app() {
        return Err(GraphError::not_the_default_app());
    }
    Ok(set_owner(call, person, own_app(), OWNED_MS))
}

/// Releases the control of a conversation.
pub(crate) fn release(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let person = recipient(call, page)?;
    check_owner(call, person)?;
    Ok(set_owner(call, person, None, 0))
}

/// Requests the control of a conversation. No other app receives the request.
pub(crate) fn request(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    recipient(call, page)?;
    Ok(Output::new(call, &Success { success: true }))
}

/// Extends the control of a conversation.
pub(crate) fn extend(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let person = recipient(call, page)?;
    let seconds = call.params.required("duration")?.trim().parse::<u64>();
    let Some(seconds) = seconds.ok().filter(|seconds| (1..=A_WEEK).contains(seconds)) else {
        return Err(GraphError::invalid_duration());
    };
    check_owner(call, person)?;
    Ok(set_owner(call, person, own_app(), seconds.saturating_mul(1000)))
}

/// Returns the app that controls a conversation. Only the default app sees the id of another app.
pub(crate) fn owner(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let id = Value::from(call.params.required("recipient")?.trim());
    let person = call.find_person(page, &id, "recipient")?;
    let owner = call.state.thread_owner(person, call.now).map(|owner| {
        let is_default = page.default_app == own_app();
        let app_id = (is_default || Some(&owner.app_id) == own_app().as_ref())
            .then(|| ("app_id", json!(owner.app_id)));
        let expiration = ("expiration", json!(owner.until.unix_ms() / 1000));
        OwnerItem { thread_owner: Object(app_id.into_iter().chain([expiration]).collect()) }
    });
    Ok(Output::new(call, &OwnerList { data: owner.into_iter().collect() }))
}

/// Fails if the control plane gave the conversation to another app.
pub(crate) fn check_owner(call: &Call<'_>, person: &PersonRecord) -> Result<(), GraphError> {
    let owner = call.state.thread_owner(person, call.now);
    if !owner.is_some_and(|owner| owner.is_held) {
        return Ok(());
    }
    Err(GraphError::thread_controlled_by_another_app())
}

/// The change of a message with `thread_control`. Without an `app_id`, control passes to the
/// default app.
pub(crate) fn hand_over(call: &Call<'_>, page: &PageRecord, psid: Psid, control: &Value) -> Change {
    let named = control.get("app_id").and_then(|id| AppId::parse(id.as_str()?).ok());
    let is_passed = control.get("control_type").is_some_and(|kind| kind == "pass");
    let app_id = is_passed.then(|| named.or_else(|| page.default_app.clone())).flatten();
    owner_change(call, psid, app_id, OWNED_MS)
}

fn set_owner(call: &Call<'_>, person: &PersonRecord, app_id: Option<AppId>, ms: u64) -> Output {
    let change = owner_change(call, person.psid.clone(), app_id, ms);
    Output::new(call, &Success { success: true }).with_changes([change])
}

fn owner_change(call: &Call<'_>, psid: Psid, app_id: Option<AppId>, ms: u64) -> Change {
    let (until, at) = (call.now.after_ms(ms), call.now);
    let (is_held, by_other_app, metadata) = (false, false, None);
    Change::ThreadOwnerSet { psid, app_id, until, is_held, by_other_app, metadata, at }
}

fn recipient<'a>(call: &Call<'a>, page: &PageRecord) -> Result<&'a PersonRecord, GraphError> {
    let recipient = call.params.object("recipient")?;
    let Some(id) = recipient.get("id") else {
        return Err(GraphError::param("recipient", "must have an id"));
    };
    call.find_person(page, id, "recipient[id]")
}

#[derive(Serialize)]
struct OwnerList {
    data: Vec<OwnerItem>,
}

#[derive(Serialize)]
struct OwnerItem {
    thread_owner: Object,
}

const OWNED_MS: u64 = 24 * 60 * 60 * 1000;
const A_WEEK: u64 = 7 * 24 * 60 * 60;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        model::APP_ID,
        test_support::{TestClient, codes},
    };

    const INBOX: &str = "263902037430900";

    fn controlled(client: &mut TestClient, verb: &str, more: Value) -> Value {
        let mut body = more;
        body["recipient"] = json!({"id": client.psid});
        client.post(&format!("/me/{verb}_thread_control"), &body)
    }

    fn owner(client: &mut TestClient) -> Value {
        let target = format!("/me/thread_owner?recipient={}", client.psid);
        client.get(&target).pointer("/data/0/thread_owner").cloned().unwrap_or_default()
    }

    fn given_away(client: &mut TestClient) {
        let target = format!("/_emulator/people/{}/thread_owner", client.psid);
        let owner = client.post(&target, &json!({"app_id": INBOX}));
        assert_eq!((&owner["app_id"], &owner["is_held"]), (&json!(INBOX), &json!(true)));
        assert_eq!(client.get(&target), owner);
    }

    #[test]
    fn a_conversation_is_idle_a_day_after_its_newest_message() {
        let mut client = TestClient::demo();
        let until = |client: &TestClient| client.now.unix_ms() / 1000 + 86_400;
        let wrote = until(&client) - 33 * 60;
        assert_eq!(owner(&mut client), json!({"app_id": APP_ID, "expiration": wrote}));
        client.send_text("Hi", &json!({}));
        let replied = until(&client);
        assert_eq!(owner(&mut client), json!({"app_id": APP_ID, "expiration": replied}));
        client.advance_ms(86_399_999);
        assert_eq!(owner(&mut client)["app_id"], APP_ID);
        client.advance_ms(1);
        let target = format!("/me/thread_owner?recipient={}", client.psid);
        assert_eq!(client.get(&target), json!({"data": []}));
    }

    #[test]
    fn without_a_default_app_the_replying_app_has_control() {
        let mut client = TestClient::demo();
        let page = format!("/_emulator/pages/{}", client.page_id);
        client.post(&page, &json!({"default_app_id": ""}));
        assert_eq!(owner(&mut client), Value::Null);
        client.send_text("Hi", &json!({}));
        assert_eq!(owner(&mut client)["app_id"], APP_ID);
        client.post(&page, &json!({"default_app_id": INBOX}));
        let write = format!("/_emulator/people/{}/messages", client.psid);
        client.advance_ms(86_399_999);
        client.post(&write, &json!({"text": "Still there?"}));
        assert_eq!(owner(&mut client)["app_id"], APP_ID);
        client.advance_ms(1);
        client.post(&write, &json!({"text": "Hello?"}));
        let shown = client.get(&format!("/_emulator/people/{}/thread_owner", client.psid));
        assert_eq!((&shown["app_id"], &shown["is_held"]), (&json!(INBOX), &json!(false)));
    }

    #[test]
    fn control_is_passed_taken_extended_and_released() {
        let mut client = TestClient::demo();
        let done = json!({"success": true});
        let metadata = json!({"target_app_id": INBOX, "metadata": "why"});
        assert_eq!(controlled(&mut client, "pass", metadata), done);
        assert_eq!(owner(&mut client)["app_id"], INBOX);
        assert_eq!(controlled(&mut client, "request", json!({})), done);
        assert_eq!(owner(&mut client)["app_id"], INBOX);
        assert_eq!(controlled(&mut client, "take", json!({})), done);
        assert_eq!(owner(&mut client)["app_id"], APP_ID);
        assert_eq!(controlled(&mut client, "extend", json!({"duration": 604_800})), done);
        let until = client.now.unix_ms() / 1000 + 604_800;
        assert_eq!(owner(&mut client)["expiration"], until);
        assert_eq!(controlled(&mut client, "release", json!({})), done);
        assert_eq!(owner(&mut client), Value::Null);
    }

    #[test]
    fn a_message_can_pass_control() {
        let mut client = TestClient::demo();
        for (control, app_id) in [
            (json!({"control_type": "pass", "app_id": INBOX}), json!(INBOX)),
            (json!({"control_type": "release"}), Value::Null),
            (json!({"control_type": "pass"}), json!(APP_ID)),
        ] {
            let answer = client.send_text("Over to you", &json!({"thread_control": control}));
            assert!(answer["message_id"].is_string(), "{answer}");
            assert_eq!(owner(&mut client)["app_id"], app_id, "{control}");
        }
    }

    #[test]
    fn another_app_has_control_for_a_day() {
        let mut client = TestClient::demo();
        controlled(&mut client, "pass", json!({"target_app_id": INBOX}));
        client.advance_ms(86_400_000);
        assert_eq!(owner(&mut client), Value::Null);
    }

    #[test]
    fn a_conversation_of_another_app_rejects_messages() {
        let mut client = TestClient::demo();
        assert!(client.send_text("Hi", &json!({}))["message_id"].is_string());
        given_away(&mut client);
        let typing = json!({"message": null, "sender_action": "typing_on"});
        assert_eq!(codes(&client.send_text("Hi", &json!({}))), (10, Some(2_018_300)));
        assert_eq!(codes(&client.send_text("", &typing)), (10, Some(2_018_300)));
        for (verb, more) in [
            ("pass", json!({"target_app_id": "1"})),
            ("release", json!({})),
            ("extend", json!({"duration": 1})),
        ] {
            let answer = controlled(&mut client, verb, more);
            assert_eq!(codes(&answer), (10, Some(2_018_300)), "{verb}");
        }
        controlled(&mut client, "take", json!({}));
        assert!(client.send_text("Hi", &json!({}))["message_id"].is_string());
        given_away(&mut client);
        let target = format!("/_emulator/people/{}/thread_owner", client.psid);
        let idle = client.post(&target, &json!({"app_id": ""}));
        assert_eq!(idle, json!({"app_id": null, "expires_at": null, "is_held": false}));
        assert!(client.send_text("Hi", &json!({}))["message_id"].is_string());
    }

    #[test]
    fn only_the_default_app_can_take_control_and_see_other_owners() {
        let mut client = TestClient::demo();
        given_away(&mut client);
        let page = format!("/_emulator/pages/{}", client.page_id);
        for default_app in [INBOX, ""] {
            let shown = client.post(&page, &json!({"default_app_id": default_app}));
            assert_eq!(shown["default_app_id"].as_str().unwrap_or_default(), default_app);
            assert_eq!(codes(&controlled(&mut client, "take", json!({}))), (10, None));
            let owner = owner(&mut client);
            assert!(owner["app_id"].is_null() && owner["expiration"].is_u64(), "{owner}");
        }
        client.post(&page, &json!({"default_app_id": APP_ID}));
        assert_eq!(controlled(&mut client, "take", json!({})), json!({"success": true}));
    }

    #[test]
    fn each_invalid_thread_control_has_its_codes() {
        let mut client = TestClient::demo();
        for (verb, more) in [
            ("pass", json!({})),
            ("pass", json!({"target_app_id": "inbox"})),
            ("extend", json!({})),
            ("extend", json!({"duration": 0})),
            ("extend", json!({"duration": 604_801})),
        ] {
            let answer = controlled(&mut client, verb, more);
            assert_eq!(codes(&answer), (100, None), "{verb}");
        }
        for target in ["/me/take_thread_control", "/me/request_thread_control"] {
            assert_eq!(codes(&client.post(target, &json!({}))), (100, None));
            let body = json!({"recipient": {"id": client.other_psid}});
            assert_eq!(codes(&client.post(target, &body)), (100, Some(2_018_001)));
        }
        assert_eq!(codes(&client.get("/me/thread_owner")), (100, None));
        assert_eq!(codes(&client.get("/me/pass_thread_control")), (100, Some(33)));
    }
}
