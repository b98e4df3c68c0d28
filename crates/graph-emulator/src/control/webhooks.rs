//! `/_emulator/webhooks`

use messenger_personas::{PageId, Psid};
use serde::Serialize;
use serde_json::{json, value::RawValue};

use super::context::{Control, ControlError, ControlResult, Output};
use crate::{
    http::Params,
    model::{
        ActiveSubscription, Change, Verification, WebhookError, WebhookEvent, WebhookField,
        WebhookState, WebhookSubscription, WebhookUrl,
    },
};

/// `GET /_emulator/webhooks`: subscriptions without their secrets, and ended and pending events.
pub(super) fn list(control: &Control<'_>) -> Output {
    let webhooks = control.state.webhooks();
    let mut events: Vec<_> = webhooks.ended().collect();
    events.extend(webhooks.pending().take(MOST_PENDING));
    events.sort_by_key(|event| event.number);
    Output::new(&Webhooks {
        subscriptions: webhooks.subscriptions().iter().map(subscription).collect(),
        events: events.into_iter().map(event).collect(),
        pending: webhooks.pending().count(),
        overflowed: webhooks.overflowed(),
    })
}

/// `POST /_emulator/webhooks`: sends the events of a Page, or of all Pages that have no other
/// subscription, to `url` from now on.
pub(super) fn set(control: &Control<'_>) -> ControlResult {
    let params = control.params()?;
    let Some(url) = params.text("url") else {
        let message = "say which address your bot listens on: {\"url\": \
                       \"http://127.0.0.1:3000/webhook\", \"verify_token\": \"T\"}, with a \
                       \"page_id\" for one Page only, and \"fields\" to choose events";
        return Err(ControlError(400, message.to_owned()));
    };
    let url = WebhookUrl::parse(&url).map_err(refused)?;
    url.check(control.state.webhook_reach).map_err(refused)?;
    let verify_token = params.text("verify_token").unwrap_or_default();
    if verify_token.trim().is_empty() {
        return Err(refused(WebhookError::VerifyToken));
    }
    let subscription = WebhookSubscription {
        page_id: page_id(control, &params)?,
        url: Some(url),
        verify_token: verify_token.into_owned(),
        fields: fields(&params)?,
    };
    let body = json!({
        "page_id": subscription.page_id,
        "url": subscription.url.as_ref().map(ToString::to_string),
        "fields": subscription.fields,
    });
    Ok(Output::new(&body).with_changes([Change::WebhookSet { subscription }]))
}

/// `DELETE /_emulator/webhooks`: removes the subscription of `page_id`, or the one for all Pages.
/// Its pending events are dropped.
pub(super) fn remove(control: &Control<'_>) -> ControlResult {
    let page_id = page_id(control, &control.params()?)?;
    let mut subscriptions = control.state.webhooks().subscriptions().iter();
    if !subscriptions.any(|it| it.subscription.page_id == page_id) {
        let message = "there is no such webhook; GET /_emulator/webhooks lists those there are, \
                       and ?page_id= names that of one Page";
        return Err(ControlError(404, message.to_owned()));
    }
    let change = Change::WebhookRemoved { page_id, at: control.now };
    Ok(Output::new(&json!({"success": true})).with_changes([change]))
}

fn page_id(control: &Control<'_>, params: &Params) -> Result<Option<PageId>, ControlError> {
    let Some(text) = params.text("page_id") else { return Ok(None) };
    let page = PageId::parse(text.trim()).ok().and_then(|id| control.state.page(&id));
    let message = "no Page has this page_id; GET /_emulator/pages lists those there are, and a \
                   webhook without page_id is for all of them";
    match page {
        Some(page) => Ok(Some(page.id.clone())),
        None => Err(ControlError(404, message.to_owned())),
    }
}

fn fields(params: &Params) -> Result<Vec<WebhookField>, ControlError> {
    let Some(text) = params.text("fields") else { return Ok(WebhookField::ALL.to_vec()) };
    let names = match serde_json::from_str::<Vec<String>>(&text) {
        Ok(names) => names.join(","),
        Err(_) => text.into_owned(),
    };
    WebhookField::parse_list(&names).map_err(refused)
}

fn refused(error: WebhookError) -> ControlError {
    ControlError(400, error.to_string())
}

#[derive(Serialize)]
struct Webhooks<'a> {
    subscriptions: Vec<Subscription<'a>>,
    events: Vec<Event<'a>>,
    /// Number of pending events, listed or not.
    pending: usize,
    /// Number of events that were dropped because too many were pending.
    overflowed: u64,
}

#[derive(Serialize)]
struct Subscription<'a> {
    /// `None` for all Pages that have no other subscription.
    page_id: Option<&'a PageId>,
    /// Without its query; `None` is a listener in this process.
    url: Option<String>,
    fields: &'a [WebhookField],
    verification: &'static str,
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct Event<'a> {
    number: u64,
    field: WebhookField,
    page_id: &'a PageId,
    psid: &'a Psid,
    state: WebhookState,
    attempts: u32,
    status: Option<u16>,
    error: Option<&'a str>,
    at: String,
    ended_at: Option<String>,
    body: Option<Box<RawValue>>,
}

fn subscription(active: &ActiveSubscription) -> Subscription<'_> {
    let ActiveSubscription { subscription, verification, .. } = active;
    let (verification, error) = match (&subscription.url, verification) {
        (None, _) => ("not needed", None),
        (_, Verification::Waiting) => ("waiting", None),
        (_, Verification::Verified) => ("verified", None),
        (_, Verification::Failed(error)) => ("failed", Some(error.as_str())),
    };
    Subscription {
        page_id: subscription.page_id.as_ref(),
        url: subscription.url.as_ref().map(ToString::to_string),
        fields: &subscription.fields,
        verification,
        error,
    }
}

fn event(event: &WebhookEvent) -> Event<'_> {
    Event {
        number: event.number,
        field: event.field,
        page_id: &event.page_id,
        psid: &event.psid,
        state: event.state,
        attempts: event.attempts,
        status: event.status,
        error: event.error.as_deref(),
        at: event.at.to_string(),
        ended_at: event.ended_at.map(|at| at.to_string()),
        body: RawValue::from_string(event.body.clone()).ok(),
    }
}

/// Maximum number of pending events in a list.
const MOST_PENDING: usize = 1000;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        model::{Change, Seed, WebhookOutcome, WebhookReach},
        test_support::{ORIGIN, TestClient},
    };

    const URL: &str = "http://127.0.0.1:3000/webhook";

    fn client() -> TestClient {
        let mut client = TestClient::demo();
        client.emulator = client.emulator.delivering_webhooks(WebhookReach::Loopback);
        client
    }

    /// A client of an emulator whose webhook has these fields.
    fn subscribed(fields: &str) -> TestClient {
        let mut client = client();
        let body = json!({"url": URL, "verify_token": "SECRET", "fields": fields});
        let set = client.post("/_emulator/webhooks", &body);
        assert_eq!(set["url"], URL, "{set}");
        client
    }

    /// The events so far: of each, its field and the one in its body.
    fn events(client: &mut TestClient) -> Vec<(String, Value)> {
        let webhooks = client.get("/_emulator/webhooks");
        let events = webhooks["events"].as_array().unwrap().iter();
        let event = |event: &Value| {
            let body = &event["body"];
            assert_eq!(body["object"], "page");
            assert_eq!(body["entry"].as_array().unwrap().len(), 1);
            let entry = &body["entry"][0];
            assert_eq!((&entry["id"], entry["time"].is_u64()), (&event["page_id"], true));
            assert_eq!(entry["messaging"].as_array().unwrap().len(), 1);
            let mut messaging = entry["messaging"][0].clone();
            assert!(messaging["timestamp"].as_u64().unwrap() <= entry["time"].as_u64().unwrap());
            messaging.as_object_mut().unwrap().remove("timestamp");
            (event["field"].as_str().unwrap().to_owned(), messaging)
        };
        events.map(event).collect()
    }

    fn from_person(client: &TestClient, name: &str, members: &Value) -> Value {
        json!({
            "sender": {"id": client.psid},
            "recipient": {"id": client.page_id},
            name: members,
        })
    }

    fn person(client: &TestClient, action: &str) -> String {
        format!("/_emulator/people/{}/{action}", client.psid)
    }

    #[test]
    fn what_a_person_writes_is_an_event_as_documented() {
        let mut client = subscribed("messages");
        let write = person(&client, "messages");
        let first = client.post(&write, &json!({"text": "hello, world!"}));
        let reply_to = json!({"text": "Yes", "reply_to": first["message_id"]});
        let second = client.post(&write, &reply_to);
        let message = json!({"mid": first["message_id"], "text": "hello, world!"});
        let reply = json!({
            "mid": second["message_id"],
            "text": "Yes",
            "reply_to": {"mid": first["message_id"], "is_self_reply": true},
        });
        let expected = [message, reply]
            .map(|message| ("messages".to_owned(), from_person(&client, "message", &message)));
        assert_eq!(events(&mut client), expected);
        let mut pending = client.emulator.pending_webhooks(0);
        let body = &pending.next().unwrap().body;
        let (time, page, psid, mid) =
            (client.now.unix_ms(), &client.page_id, &client.psid, &first["message_id"]);
        assert_eq!(
            *body,
            format!(
                r#"{{"object":"page","entry":[{{"time":{time},"id":"{page}","messaging":[{{"sender":{{"id":"{psid}"}},"recipient":{{"id":"{page}"}},"timestamp":{time},"message":{{"mid":{mid},"text":"hello, world!"}}}}]}}]}}"#
            )
        );
    }

    #[test]
    fn a_sticker_is_an_attachment_of_its_own_type() {
        let mut client = subscribed("messages");
        let url = "https://a.example/b";
        let write = person(&client, "messages");
        for attachment in [
            json!({"type": "sticker", "url": url, "sticker_id": "144884852352448"}),
            json!({"type": "image", "url": url}),
        ] {
            client.post(&write, &json!({ "attachment": attachment }));
        }
        let attachments: Vec<_> = events(&mut client)
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

    #[test]
    fn a_quick_reply_is_tapped_where_the_newest_message_offers_it() {
        let mut client = subscribed("messages,message_reads");
        let write = person(&client, "messages");
        let tap = json!({"quick_reply": {"payload": "RED"}});
        let refused = client.post(&write, &tap);
        let message = refused["error"]["message"].as_str().unwrap();
        assert!(message.contains("no quick replies"), "{message}");
        let replies = json!([
            {"content_type": "text", "title": "Red", "payload": "RED"},
            {"content_type": "text", "title": "Blue", "payload": "BLUE"},
            {"content_type": "user_email"},
        ]);
        let ask = json!({"message": {"text": "Which one?", "quick_replies": replies}});
        client.send_text("", &ask);
        for body in [
            json!({"quick_reply": {"payload": "GREEN"}}),
            json!({"text": "Green", "quick_reply": {"payload": "RED"}}),
            json!({"quick_reply": "RED"}),
            json!({"quick_reply": {}}),
        ] {
            let answer = client.post(&write, &body);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains("Red") && message.contains("BLUE"), "{message}");
        }
        let tapped = client.post(&write, &tap);
        assert_eq!(tapped["text"], "Red");
        let message =
            json!({"mid": tapped["message_id"], "text": "Red", "quick_reply": {"payload": "RED"}});
        let read = json!({"watermark": client.now.unix_ms()});
        assert_eq!(
            events(&mut client),
            [
                ("message_reads".to_owned(), from_person(&client, "read", &read)),
                ("messages".to_owned(), from_person(&client, "message", &message)),
            ]
        );
        assert!(client.post(&write, &tap)["error"].is_object());
        client.send_text("", &ask);
        let email = json!({"text": "a@b.example", "quick_reply": {"payload": "a@b.example"}});
        client.post(&write, &email);
        let body = client.emulator.pending_webhooks(0).last().unwrap().body.clone();
        assert!(body.contains(r#""quick_reply":{"payload":"a\u0040b.example"}"#), "{body}");
    }

    #[test]
    fn a_button_that_was_sent_can_be_pressed() {
        let mut client = subscribed("messaging_postbacks");
        let press = person(&client, "postbacks");
        let refused = client.post(&press, &json!({"payload": "TALK"}));
        let message = refused["error"]["message"].as_str().unwrap();
        assert!(message.contains("no button"), "{message}");
        let button = json!({"type": "postback", "title": "Talk to a person", "payload": "TALK"});
        let link = json!({"type": "web_url", "title": "Shop", "url": "https://a.example/b"});
        let payload = json!({"template_type": "button", "text": "Hi", "buttons": [button, link]});
        client.send_text("", &crate::test_support::template(&payload));
        for body in [json!({}), json!({"payload": "X"}), json!({"payload": "TALK", "title": "X"})] {
            let answer = client.post(&press, &body);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains("Talk to a person") && !message.contains("Shop"), "{message}");
        }
        client.advance_ms(86_400_000);
        assert!(client.send_text("Late", &json!({}))["error"].is_object());
        let pressed = client.post(&press, &json!({"payload": "TALK"}));
        let again = client.post(&press, &json!({"payload": "TALK", "title": "Talk to a person"}));
        assert_ne!(pressed["message_id"], again["message_id"]);
        assert!(client.send_text("In time", &json!({}))["message_id"].is_string());
        let mid = &pressed["message_id"];
        let postback = json!({"title": "Talk to a person", "payload": "TALK", "mid": mid});
        let expected = from_person(&client, "postback", &postback);
        assert_eq!(events(&mut client)[0], ("messaging_postbacks".to_owned(), expected));
        assert_eq!(events(&mut client).len(), 2);
    }

    #[test]
    fn postbacks_of_the_profile_have_metas_form() {
        let mut client = subscribed("messaging_postbacks");
        let help = json!({"type": "postback", "title": "Help", "payload": "HELP"});
        let menu = json!([{"locale": "default", "call_to_actions": [help]}]);
        let profile = json!({"get_started": {"payload": "START"}, "persistent_menu": menu});
        client.post("/me/messenger_profile", &profile);
        let press = person(&client, "postbacks");
        let expected = ["START", "HELP"].map(|payload| {
            let pressed = client.post(&press, &json!({ "payload": payload }));
            let title = if payload == "START" { "Get Started" } else { "Help" };
            let postback =
                json!({"title": title, "payload": payload, "mid": pressed["message_id"]});
            let event = from_person(&client, "postback", &postback);
            ("messaging_postbacks".to_owned(), event)
        });
        assert_eq!(events(&mut client), expected);
    }

    #[test]
    fn what_the_page_sends_is_echoed_and_delivered() {
        let mut client = subscribed("message_echoes,message_deliveries");
        let extras = json!({"message": {"text": "Hi", "metadata": "M"}});
        let mid = client.send_text("", &extras)["message_id"].clone();
        let image = json!({"type": "image", "payload":
            {"url": "https://a.example/b.png", "is_reusable": true}});
        let sent = client.send_text("", &json!({"message": {"attachment": image}}));
        let again = json!({"type": "image", "payload": {"attachment_id": sent["attachment_id"]}});
        client.send_text("", &json!({"message": {"attachment": again}}));
        let user_ref = json!({"recipient": {"user_ref": "u"}});
        client.send_text("Hi", &user_ref);
        let events = events(&mut client);
        assert_eq!(events.len(), 6, "{events:?}");
        let echo = json!({
            "sender": {"id": client.page_id},
            "recipient": {"id": client.psid},
            "message": {
                "mid": mid,
                "is_echo": true,
                "app_id": 411_000_000_000_004_u64,
                "metadata": "M",
                "text": "Hi",
            },
        });
        assert_eq!(events[0], ("message_echoes".to_owned(), echo));
        let delivery = json!({"mids": [mid], "watermark": client.now.unix_ms()});
        let delivery = from_person(&client, "delivery", &delivery);
        assert_eq!(events[1], ("message_deliveries".to_owned(), delivery));
        let url = json!([{"type": "image", "payload": {"url": "https://a.example/b.png"}}]);
        for number in [2, 4] {
            assert_eq!(events[number].1["message"]["attachments"], url);
            assert_eq!(events[number].1["message"].get("text"), None);
        }
    }

    #[test]
    fn a_reaction_and_its_removal_are_events() {
        let mut client = subscribed("message_reactions");
        let mid = client.send_text("Hi", &json!({}))["message_id"].clone();
        let react = person(&client, "reactions");
        for reaction in [json!("❤️"), json!("👍🏽"), json!("🥑"), Value::Null] {
            client.post(&react, &json!({"message_id": mid, "reaction": reaction}));
        }
        let events: Vec<_> =
            events(&mut client).into_iter().map(|(_, event)| event["reaction"].clone()).collect();
        assert_eq!(
            events,
            [
                json!({"reaction": "love", "emoji": "❤️", "action": "react", "mid": mid}),
                json!({"reaction": "like", "emoji": "👍🏽", "action": "react", "mid": mid}),
                json!({"reaction": "other", "emoji": "🥑", "action": "react", "mid": mid}),
                json!({"action": "unreact", "mid": mid}),
            ]
        );
        let first = client.emulator.pending_webhooks(0).next().unwrap();
        assert!(first.body.contains(r#""emoji":"\u2764\ufe0f""#), "{}", first.body);
    }

    #[test]
    fn what_a_person_has_read_is_reported_once() {
        let mut client = subscribed("message_reads");
        let read = person(&client, "reads");
        let refused = client.post(&read, &json!({}));
        assert!(refused["error"]["message"].is_string(), "{refused}");
        client.send_text("Hi", &json!({}));
        let sent_at = client.now.unix_ms();
        client.advance_ms(5);
        for _ in 0..2 {
            assert_eq!(client.post(&read, &json!({})), json!({"watermark": sent_at}));
        }
        let expected = from_person(&client, "read", &json!({"watermark": sent_at}));
        assert_eq!(events(&mut client), [("message_reads".to_owned(), expected)]);
    }

    #[test]
    fn only_what_other_apps_do_with_a_conversation_is_reported() {
        const INBOX: &str = "263902037430900";
        const OWN: &str = crate::model::APP_ID;
        let mut client = subscribed("messaging_handovers,messages");
        let owner = person(&client, "thread_owner");
        let recipient = json!({"id": client.psid});
        let mine = json!({"recipient": recipient, "target_app_id": INBOX});
        client.post("/me/pass_thread_control", &mine);
        client.post("/me/take_thread_control", &json!({"recipient": recipient}));
        assert_eq!(events(&mut client), []);
        client.post(&owner, &json!({"app_id": INBOX}));
        client.post(&person(&client, "messages"), &json!({"text": "Unheard"}));
        client.post(&owner, &json!({"app_id": OWN}));
        client.post(&person(&client, "messages"), &json!({"text": "Heard"}));
        let all = events(&mut client);
        let taken = json!({"previous_owner_app_id": OWN, "new_owner_app_id": INBOX});
        let passed = json!({"previous_owner_app_id": INBOX, "new_owner_app_id": OWN});
        assert_eq!(all[0].1, from_person(&client, "take_thread_control", &taken));
        assert_eq!(all[1].1, from_person(&client, "pass_thread_control", &passed));
        assert_eq!(all[2].1["message"]["text"], "Heard");
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn a_page_has_a_webhook_of_its_own_or_that_of_all() {
        let mut client = subscribed("messages");
        let page_id = client.other_page_id.clone();
        let own = json!({"url": "http://localhost/own?key=SECRET", "verify_token": "SECRET",
            "page_id": page_id, "fields": ["message_echoes"]});
        let set = client.post("/_emulator/webhooks", &own);
        assert_eq!(
            (&set["url"], &set["page_id"]),
            (&json!("http://localhost/own?…"), &json!(page_id))
        );
        let write = format!("/_emulator/people/{}/messages", client.other_psid);
        client.post(&write, &json!({"text": "Unheard"}));
        client.post(&person(&client, "messages"), &json!({"text": "Heard"}));
        assert_eq!(events(&mut client).len(), 1);
        let removed = client.delete(&format!("/_emulator/webhooks?page_id={page_id}"));
        assert_eq!(removed, json!({"success": true}));
        client.post(&write, &json!({"text": "Heard by the other one"}));
        assert_eq!(events(&mut client).len(), 2);
        let listed = client.get("/_emulator/webhooks");
        assert_eq!(listed["subscriptions"].as_array().unwrap().len(), 1);
        assert_eq!(listed["subscriptions"][0]["verification"], "waiting");
        assert!(!listed.to_string().contains("SECRET"), "{listed}");
    }

    #[test]
    fn events_of_a_removed_webhook_are_dropped() {
        let mut client = subscribed("messages");
        client.post(&person(&client, "messages"), &json!({"text": "Hi"}));
        client.delete("/_emulator/webhooks");
        let listed = client.get("/_emulator/webhooks");
        assert_eq!(listed["subscriptions"], json!([]));
        assert_eq!(
            (&listed["events"][0]["state"], &listed["pending"]),
            (&json!("dropped"), &json!(0))
        );
        client.post(&person(&client, "messages"), &json!({"text": "Unheard"}));
        assert_eq!(events(&mut client).len(), 1);
        assert!(client.delete("/_emulator/webhooks")["error"]["message"].is_string());
    }

    #[test]
    fn a_webhook_that_cannot_be_says_what_would_do() {
        let mut client = client();
        for (body, part) in [
            (json!({}), "{\"url\": \"http://127.0.0.1:3000/webhook\""),
            (json!({"url": "3000", "verify_token": "T"}), "such as http://127.0.0.1:3000/webhook"),
            (json!({"url": "https://127.0.0.1/a", "verify_token": "T"}), "http only"),
            (json!({"url": "http://bot.example/a", "verify_token": "T"}), "--allow-remote"),
            (json!({"url": URL}), "verify token"),
            (json!({"url": URL, "verify_token": " "}), "verify token"),
            (json!({"url": URL, "verify_token": "T", "fields": "standby"}), "message_echoes"),
            (json!({"url": URL, "verify_token": "T", "fields": [1]}), "message_echoes"),
            (json!({"url": URL, "verify_token": "T", "page_id": "1"}), "GET /_emulator/pages"),
        ] {
            let answer = client.post("/_emulator/webhooks", &body);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains(part), "{message}");
        }
        let body = json!({"url": URL, "verify_token": "T"});
        let answer = TestClient::demo().post("/_emulator/webhooks", &body);
        assert!(answer["error"]["message"].as_str().unwrap().contains("graph.onWebhook"));
        client.emulator = client.emulator.delivering_webhooks(WebhookReach::AnyHost);
        let remote = json!({"url": "http://bot.example/a", "verify_token": "T"});
        assert_eq!(client.post("/_emulator/webhooks", &remote)["url"], "http://bot.example/a");
    }

    #[test]
    fn a_journal_rebuilds_what_is_pending() {
        let subscription = subscribed("messages");
        let mut client = client();
        let mut journal = client.emulator.reset(client.now);
        client.emulator = crate::Emulator::from_changes(Seed::empty(), journal.clone())
            .delivering_webhooks(WebhookReach::Loopback);
        let webhook = json!({"url": URL, "verify_token": "SECRET"});
        let write = person(&subscription, "messages");
        for (target, body) in [
            ("/_emulator/webhooks", webhook),
            (&*write, json!({"text": "One"})),
            (&write, json!({"text": "Two"})),
            (&write, json!({"text": "Three"})),
        ] {
            let mut request = crate::Request::new("POST", ORIGIN, target);
            request.body = body.to_string().into_bytes();
            journal.extend(client.emulator.handle(&request, client.now).changes);
        }
        let finished = Change::WebhookFinished {
            number: 1,
            outcome: WebhookOutcome::Delivered,
            attempts: 2,
            status: Some(200),
            at: client.now,
        };
        client.emulator.apply(finished.clone());
        journal.push(finished);
        let lines = journal.iter().map(|change| serde_json::to_string(change).unwrap());
        let read: Vec<Change> = lines.map(|line| serde_json::from_str(&line).unwrap()).collect();
        let rebuilt = crate::Emulator::from_changes(Seed::empty(), read);
        let pending =
            |emulator: &crate::Emulator| emulator.pending_webhooks(0).cloned().collect::<Vec<_>>();
        assert_eq!(pending(&rebuilt), pending(&client.emulator));
        assert_eq!(pending(&rebuilt).iter().map(|it| it.number).collect::<Vec<_>>(), [0, 2]);
        let listed = client.get("/_emulator/webhooks");
        let delivered = &listed["events"][1];
        assert_eq!(
            (&delivered["state"], &delivered["attempts"], &delivered["status"]),
            (&json!("delivered"), &json!(2), &json!(200))
        );
    }

    #[test]
    fn the_webhook_of_the_start_outlives_resets_and_other_seeds() {
        let seed = || {
            let subscription = serde_json::from_value(json!({
                "page_id": null,
                "url": URL,
                "verify_token": "T",
                "fields": ["messages"],
            }));
            Seed::demo().with_app_secret("another").with_webhook(subscription.unwrap())
        };
        let mut client = TestClient::demo();
        client.emulator = crate::Emulator::new(seed(), client.now);
        assert!(client.emulator.setup_changes().is_empty());
        let old = crate::Emulator::from_changes(seed(), Seed::demo().reset(client.now));
        assert_eq!(old.setup_changes().len(), 2);
        let write = person(&client, "messages");
        for (number, (target, body)) in
            [("/_emulator/reset", json!({})), ("/_emulator/seed", json!({"seed": "demo"}))]
                .into_iter()
                .enumerate()
        {
            let before = client.emulator.webhook_generation();
            client.post(&write, &json!({"text": "Gone"}));
            client.post(target, &body);
            assert_eq!(client.emulator.webhook_generation(), before + 1, "{number}");
            assert_eq!(client.emulator.pending_webhooks(0).count(), 0);
            let listed = client.get("/_emulator/webhooks");
            assert_eq!(listed["subscriptions"][0]["url"], URL);
            assert_eq!(client.get("/_emulator/app")["secret"], "another");
        }
        let [_, sha256] = client.emulator.sign(b"{}");
        assert_eq!(sha256.0, "x-hub-signature-256");
        let app_token = format!("/debug_token?input_token={}|another", crate::model::APP_ID);
        assert_eq!(client.get(&app_token)["data"]["is_valid"], true);
    }
}
