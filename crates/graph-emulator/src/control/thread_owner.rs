//! `/_emulator/people/{psid}/thread_owner` and `/_emulator/people/{psid}/request_thread_control`

use std::borrow::Cow;

use serde_json::json;

use super::{
    access,
    context::{Control, ControlError, ControlResult, Output},
    people,
};
use crate::model::{Change, ThreadOwner, own_app};

/// `GET …/thread_owner`: the app that controls the conversation.
pub(super) fn get(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_person(control, psid)?;
    Ok(report(control.state.thread_owner(person, control.now).as_ref()))
}

/// `POST …/thread_owner`: gives an app control of the conversation, for a day or for `seconds`.
/// Requests of other apps fail. Without an `app_id`, the conversation becomes idle.
pub(super) fn set(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_person(control, psid)?;
    let params = control.params()?;
    let Some(app_id) = params.text("app_id") else {
        let message = "say which app has the conversation: {\"app_id\": \"263902037430900\"}, or \
                       \"\" for none";
        return Err(ControlError(400, message.to_owned()));
    };
    let app_id = access::parse_app_id(&app_id)?;
    let seconds = params.text("seconds").map_or(Ok(A_DAY), |text| text.trim().parse::<u64>());
    let seconds = seconds.map_err(|_| ControlError(400, "seconds is a whole number".to_owned()))?;
    let until = control.now.after_ms(seconds.saturating_mul(1000));
    let is_held = app_id.is_some() && app_id != own_app();
    let owner = app_id.clone().map(|app_id| ThreadOwner { app_id, until, is_held });
    let psid = person.psid.clone();
    let change = Change::ThreadOwnerSet {
        psid,
        app_id,
        until,
        is_held,
        by_other_app: true,
        metadata: params.text("metadata").map(Cow::into_owned),
        at: control.now,
    };
    Ok(report(owner.as_ref()).with_changes([change]))
}

/// `POST …/request_thread_control`: another app requests the control of the conversation. Nothing
/// changes until it is passed.
pub(super) fn request(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_person(control, psid)?;
    let params = control.params()?;
    let app_id = params.text("app_id").unwrap_or_default();
    let app_id = access::parse_app_id(&app_id)?.filter(|id| Some(id) != own_app().as_ref());
    let Some(app_id) = app_id else {
        let message = "say which other app requests the conversation: {\"app_id\": \
                       \"263902037430900\", \"metadata\": \"…\"}";
        return Err(ControlError(400, message.to_owned()));
    };
    let change = Change::ThreadControlRequested {
        psid: person.psid.clone(),
        app_id,
        metadata: params.text("metadata").map(Cow::into_owned),
        at: control.now,
    };
    Ok(Output::new(&json!({"success": true})).with_changes([change]))
}

fn report(owner: Option<&ThreadOwner>) -> Output {
    Output::new(&json!({
        "app_id": owner.map(|owner| &owner.app_id),
        "expires_at": owner.map(|owner| owner.until.to_string()),
        "is_held": owner.is_some_and(|owner| owner.is_held),
    }))
}

const A_DAY: u64 = 24 * 60 * 60;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{
        model::APP_ID,
        test_support::{TestClient, WEBHOOK_URL, template},
    };

    const INBOX: &str = "263902037430900";

    #[test]
    fn only_what_other_apps_do_with_a_conversation_is_reported() {
        let mut client = TestClient::subscribed("messaging_handovers,messages");
        let owner = client.person_target("thread_owner");
        let recipient = json!({"id": client.psid});
        let mine = json!({"recipient": recipient, "target_app_id": INBOX});
        client.post("/me/pass_thread_control", &mine);
        client.post("/me/request_thread_control", &json!({"recipient": recipient}));
        client.post("/me/take_thread_control", &json!({"recipient": recipient}));
        assert_eq!(client.webhook_events(), []);
        client.post(&owner, &json!({"app_id": INBOX}));
        client.post(&client.person_target("messages"), &json!({"text": "Unheard"}));
        client.post(&owner, &json!({"app_id": APP_ID, "metadata": "why"}));
        client.post(&client.person_target("messages"), &json!({"text": "Heard"}));
        let all = client.webhook_events();
        let taken = json!({"previous_owner_app_id": APP_ID, "new_owner_app_id": INBOX});
        let passed = json!({"previous_owner_app_id": INBOX, "new_owner_app_id": APP_ID,
            "metadata": "why"});
        assert_eq!(all[0].1, client.event_of_person("take_thread_control", &taken));
        assert_eq!(all[1].1, client.event_of_person("pass_thread_control", &passed));
        assert_eq!(all[2].1["message"]["text"], "Heard");
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn the_default_app_is_sent_requests_for_control() {
        let mut client = TestClient::subscribed("messaging_handovers");
        let request = client.person_target("request_thread_control");
        for body in [json!({}), json!({"app_id": "x"}), json!({"app_id": APP_ID})] {
            assert!(client.post(&request, &body)["error"]["message"].is_string(), "{body}");
        }
        let body = json!({"app_id": INBOX, "metadata": "A human can help"});
        let owner = client.get(&client.person_target("thread_owner"));
        assert_eq!(client.post(&request, &body), json!({"success": true}));
        client.post(&request, &json!({"app_id": "9"}));
        assert_eq!(client.get(&client.person_target("thread_owner")), owner);
        let page = format!("/_emulator/pages/{}", client.page_id);
        client.post(&page, &json!({"default_app_id": INBOX}));
        client.post(&request, &json!({"app_id": "10"}));
        client.send_text("Mine", &json!({}));
        client.post(&request, &json!({"app_id": "11"}));
        client.post(&page, &json!({"default_app_id": ""}));
        client.post(&request, &json!({"app_id": "12"}));
        let expected = [
            json!({"requested_owner_app_id": INBOX, "metadata": "A human can help"}),
            json!({"requested_owner_app_id": "9"}),
            json!({"requested_owner_app_id": "12"}),
        ];
        let expected = expected.map(|members| {
            let event = client.event_of_person("request_thread_control", &members);
            ("messaging_handovers".to_owned(), event)
        });
        assert_eq!(client.webhook_events(), expected);
    }

    #[test]
    fn events_of_a_conversation_of_another_app_are_on_standby() {
        let mut client = TestClient::subscribed(
            "messages,message_reads,message_deliveries,message_echoes,\
            message_reactions,messaging_postbacks,standby",
        );
        let button = json!({"type": "postback", "title": "Talk", "payload": "TALK"});
        let payload = json!({"template_type": "button", "text": "Hi", "buttons": [button]});
        client.send_text("", &template(&payload));
        let replies = json!([{"content_type": "text", "title": "Red", "payload": "RED"}]);
        let recipient = json!({"id": client.psid});
        let pass = json!({"recipient": recipient, "target_app_id": INBOX});
        client.post("/me/pass_thread_control", &pass);
        let ask = json!({"message": {"text": "Which one?", "quick_replies": replies}});
        let mid = client.send_text("", &ask)["message_id"].clone();
        let tap = json!({"quick_reply": {"payload": "RED"}});
        let tapped = client.post(&client.person_target("messages"), &tap);
        let reaction = json!({"message_id": mid, "reaction": "👍"});
        client.post(&client.person_target("reactions"), &reaction);
        client.post(&client.person_target("postbacks"), &json!({"payload": "TALK"}));
        client.post("/me/take_thread_control", &json!({ "recipient": recipient }));
        client.post(&client.person_target("messages"), &json!({"text": "Back"}));
        let listed = client.get("/_emulator/webhooks")["events"].clone();
        let listed = listed.as_array().unwrap();
        let summary: Vec<_> = listed
            .iter()
            .map(|event| {
                let entry = event["body"]["entry"][0].as_object().unwrap();
                let channel = if entry.contains_key("standby") { "standby" } else { "messaging" };
                assert_eq!(entry.len(), 3, "{entry:?}");
                let events = entry[channel].as_array().unwrap();
                assert_eq!(events.len(), 1);
                let members = events[0].as_object().unwrap().keys();
                let is_own =
                    |name: &&String| !["sender", "recipient", "timestamp"].contains(&name.as_str());
                let name = members.filter(is_own).map(String::as_str).next().unwrap();
                (event["field"].as_str().unwrap(), channel, name)
            })
            .collect();
        assert_eq!(
            summary,
            [
                ("message_echoes", "messaging", "message"),
                ("message_deliveries", "messaging", "delivery"),
                ("message_echoes", "messaging", "message"),
                ("standby", "standby", "delivery"),
                ("standby", "standby", "read"),
                ("standby", "standby", "message"),
                ("messaging_postbacks", "messaging", "postback"),
                ("messages", "messaging", "message"),
            ]
        );
        let message = json!({"mid": tapped["message_id"], "text": "Red"});
        let mut standby = listed[5]["body"]["entry"][0]["standby"][0].clone();
        standby.as_object_mut().unwrap().remove("timestamp");
        assert_eq!(standby, client.event_of_person("message", &message));
    }

    #[test]
    fn standby_has_to_be_asked_for() {
        let mut client = TestClient::with_webhooks();
        let set =
            client.post("/_emulator/webhooks", &json!({"url": WEBHOOK_URL, "verify_token": "T"}));
        assert_eq!(set["fields"].as_array().unwrap().len(), 7);
        assert!(!set["fields"].to_string().contains("standby"));
        client.post(&client.person_target("thread_owner"), &json!({"app_id": INBOX}));
        client.post(&client.person_target("messages"), &json!({"text": "Unheard"}));
        let fields: Vec<_> = client.webhook_events().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["messaging_handovers"]);
        client.post(&client.person_target("thread_owner"), &json!({"app_id": ""}));
        let page = format!("/_emulator/pages/{}", client.page_id);
        client.post(&page, &json!({"default_app_id": INBOX}));
        client.post(&client.person_target("messages"), &json!({"text": "For the inbox"}));
        assert_eq!(client.webhook_events().len(), 1);
    }
}
