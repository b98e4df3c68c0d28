//! `/_emulator/webhooks`

use messenger_personas::{PageId, Psid};
use serde::Serialize;
use serde_json::{json, value::RawValue};

use super::context::{Control, ControlError, ControlResult, Output};
use crate::{
    http::Params,
    model::{
        ActiveSubscription, Change, Verification, WebhookAttempts, WebhookError, WebhookEvent,
        WebhookField, WebhookState, WebhookSubscription, WebhookUrl,
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
    let Some(text) = params.text("fields") else { return Ok(WebhookField::DEFAULT.to_vec()) };
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
    #[serde(flatten)]
    attempts: WebhookAttempts,
    /// Whether the last response took longer than Meta allows.
    slow: bool,
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
        slow: event.attempts.is_slow(),
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
        model::{Change, Seed, WebhookAttempts, WebhookOutcome, WebhookReach},
        test_support::{ORIGIN, TestClient, WEBHOOK_URL},
    };

    #[test]
    fn what_the_page_sends_is_echoed_and_delivered() {
        let mut client = TestClient::subscribed("message_echoes,message_deliveries");
        let extras = json!({"message": {"text": "Hi", "metadata": "M"}});
        let mid = client.send_text("", &extras)["message_id"].clone();
        let image = json!({"type": "image", "payload":
            {"url": "https://a.example/b.png", "is_reusable": true}});
        let sent = client.send_text("", &json!({"message": {"attachment": image}}));
        let again = json!({"type": "image", "payload": {"attachment_id": sent["attachment_id"]}});
        client.send_text("", &json!({"message": {"attachment": again}}));
        let user_ref = json!({"recipient": {"user_ref": "u"}});
        client.send_text("Hi", &user_ref);
        let events = client.webhook_events();
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
        let delivery = client.event_of_person("delivery", &delivery);
        assert_eq!(events[1], ("message_deliveries".to_owned(), delivery));
        let url = json!([{"type": "image", "payload": {"url": "https://a.example/b.png"}}]);
        for number in [2, 4] {
            assert_eq!(events[number].1["message"]["attachments"], url);
            assert_eq!(events[number].1["message"].get("text"), None);
        }
    }

    #[test]
    fn a_page_has_a_webhook_of_its_own_or_that_of_all() {
        let mut client = TestClient::subscribed("messages");
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
        client.post(&client.person_target("messages"), &json!({"text": "Heard"}));
        assert_eq!(client.webhook_events().len(), 1);
        let removed = client.delete(&format!("/_emulator/webhooks?page_id={page_id}"));
        assert_eq!(removed, json!({"success": true}));
        client.post(&write, &json!({"text": "Heard by the other one"}));
        assert_eq!(client.webhook_events().len(), 2);
        let listed = client.get("/_emulator/webhooks");
        assert_eq!(listed["subscriptions"].as_array().unwrap().len(), 1);
        assert_eq!(listed["subscriptions"][0]["verification"], "waiting");
        assert!(!listed.to_string().contains("SECRET"), "{listed}");
    }

    #[test]
    fn events_of_a_removed_webhook_are_dropped() {
        let mut client = TestClient::subscribed("messages");
        client.post(&client.person_target("messages"), &json!({"text": "Hi"}));
        client.delete("/_emulator/webhooks");
        let listed = client.get("/_emulator/webhooks");
        assert_eq!(listed["subscriptions"], json!([]));
        assert_eq!(
            (&listed["events"][0]["state"], &listed["pending"]),
            (&json!("dropped"), &json!(0))
        );
        client.post(&client.person_target("messages"), &json!({"text": "Unheard"}));
        assert_eq!(client.webhook_events().len(), 1);
        assert!(client.delete("/_emulator/webhooks")["error"]["message"].is_string());
    }

    #[test]
    fn a_webhook_that_cannot_be_says_what_would_do() {
        let mut client = TestClient::with_webhooks();
        for (body, part) in [
            (json!({}), "{\"url\": \"http://127.0.0.1:3000/webhook\""),
            (json!({"url": "3000", "verify_token": "T"}), "such as http://127.0.0.1:3000/webhook"),
            (json!({"url": "https://127.0.0.1/a", "verify_token": "T"}), "http only"),
            (json!({"url": "http://bot.example/a", "verify_token": "T"}), "--allow-remote"),
            (json!({"url": WEBHOOK_URL}), "verify token"),
            (json!({"url": WEBHOOK_URL, "verify_token": " "}), "verify token"),
            (
                json!({"url": WEBHOOK_URL, "verify_token": "T", "fields": "messaging_optins"}),
                "message_echoes",
            ),
            (json!({"url": WEBHOOK_URL, "verify_token": "T", "fields": [1]}), "message_echoes"),
            (
                json!({"url": WEBHOOK_URL, "verify_token": "T", "page_id": "1"}),
                "GET /_emulator/pages",
            ),
        ] {
            let answer = client.post("/_emulator/webhooks", &body);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains(part), "{message}");
        }
        let body = json!({"url": WEBHOOK_URL, "verify_token": "T"});
        let answer = TestClient::demo().post("/_emulator/webhooks", &body);
        assert!(answer["error"]["message"].as_str().unwrap().contains("graph.onWebhook"));
        client.emulator = client.emulator.delivering_webhooks(WebhookReach::AnyHost);
        let remote = json!({"url": "http://bot.example/a", "verify_token": "T"});
        assert_eq!(client.post("/_emulator/webhooks", &remote)["url"], "http://bot.example/a");
    }

    #[test]
    fn a_response_after_more_than_five_seconds_is_slow() {
        let mut client = TestClient::subscribed("messages");
        for ms in [None, Some(5000), Some(5001)] {
            client.post(&client.person_target("messages"), &json!({"text": "Hi"}));
            let number = client.emulator.next_webhook_number() - 1;
            let attempts = WebhookAttempts { count: 1, status: Some(200), response_ms: ms };
            let (outcome, at) = (WebhookOutcome::Delivered, client.now);
            client.emulator.apply(Change::WebhookFinished { number, outcome, attempts, at });
        }
        let listed = client.get("/_emulator/webhooks");
        let events = listed["events"].as_array().unwrap();
        let times: Vec<_> = events.iter().map(|it| (&it["response_ms"], &it["slow"])).collect();
        assert_eq!(
            times,
            [
                (&Value::Null, &json!(false)),
                (&json!(5000), &json!(false)),
                (&json!(5001), &json!(true)),
            ]
        );
    }

    #[test]
    fn a_journal_rebuilds_what_is_pending() {
        let subscription = TestClient::subscribed("messages");
        let mut client = TestClient::with_webhooks();
        let mut journal = client.emulator.reset(client.now);
        client.emulator = crate::Emulator::from_changes(Seed::empty(), journal.clone())
            .delivering_webhooks(WebhookReach::Loopback);
        let webhook = json!({"url": WEBHOOK_URL, "verify_token": "SECRET"});
        let write = subscription.person_target("messages");
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
            attempts: WebhookAttempts { count: 2, status: Some(200), response_ms: Some(12) },
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
                "url": WEBHOOK_URL,
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
        let write = client.person_target("messages");
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
            assert_eq!(listed["subscriptions"][0]["url"], WEBHOOK_URL);
            assert_eq!(client.get("/_emulator/app")["secret"], "another");
        }
        let [_, sha256] = client.emulator.sign(b"{}");
        assert_eq!(sha256.0, "x-hub-signature-256");
        let app_token = format!("/debug_token?input_token={}|another", crate::model::APP_ID);
        assert_eq!(client.get(&app_token)["data"]["is_valid"], true);
    }
}
