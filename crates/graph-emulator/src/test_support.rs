//! Test support: a client of the demo emulator.

use messenger_personas::HttpResponse;
use serde_json::{Value, json};

use crate::{
    emulator::Emulator,
    http::Request,
    model::{Seed, Timestamp, WebhookReach},
};

/// The demo emulator and a client with the token of Jasper's Market.
pub(crate) struct TestClient {
    pub(crate) emulator: Emulator,
    pub(crate) now: Timestamp,
    pub(crate) page_id: String,
    pub(crate) other_page_id: String,
    /// A person with an open window.
    pub(crate) psid: String,
    /// A person whose window is closed.
    pub(crate) late_psid: String,
    /// A person who wrote to the other Page.
    pub(crate) other_psid: String,
}

impl TestClient {
    pub(crate) fn demo() -> Self {
        let now = Timestamp::from_unix_ms(1_795_000_000_000);
        let mut client = Self {
            emulator: Emulator::new(Seed::demo(), now),
            now,
            page_id: String::new(),
            other_page_id: String::new(),
            psid: String::new(),
            late_psid: String::new(),
            other_psid: String::new(),
        };
        let pages = client.get("/_emulator/pages");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        client.page_id = text(&pages["pages"][0]["id"]);
        client.other_page_id = text(&pages["pages"][1]["id"]);
        client.psid = text(&pages["pages"][0]["people"][0]["psid"]);
        client.late_psid = text(&pages["pages"][0]["people"][3]["psid"]);
        client.other_psid = text(&pages["pages"][1]["people"][0]["psid"]);
        client
    }

    pub(crate) fn advance_ms(&mut self, ms: u64) {
        self.now = self.now.after_ms(ms);
    }

    pub(crate) fn send(&mut self, request: &Request) -> HttpResponse {
        self.emulator.handle(request, self.now).response
    }

    pub(crate) fn get(&mut self, target: &str) -> Value {
        self.request("GET", target, &Value::Null)
    }

    pub(crate) fn post(&mut self, target: &str, body: &Value) -> Value {
        self.request("POST", target, body)
    }

    pub(crate) fn delete(&mut self, target: &str) -> Value {
        self.request("DELETE", target, &Value::Null)
    }

    /// The ids of the Page's personas in Graph's order.
    pub(crate) fn persona_ids(&mut self) -> Vec<String> {
        let listing = self.get("/me/personas?limit=100");
        let data = listing["data"].as_array().unwrap();
        data.iter().map(|persona| persona["id"].as_str().unwrap().to_owned()).collect()
    }

    /// Creates a persona and returns its id.
    pub(crate) fn create_persona(&mut self, name: &str) -> String {
        let body = json!({"name": name, "profile_picture_url": "https://example.com/a.jpg"});
        self.post("/me/personas", &body)["id"].as_str().unwrap().to_owned()
    }

    /// Sends a text to the person with an open window, with additional parameters.
    pub(crate) fn send_text(&mut self, text: &str, more: &Value) -> Value {
        let mut body = json!({"recipient": {"id": self.psid}, "message": {"text": text}});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.post("/me/messages", &body)
    }

    /// The conversation of that person.
    pub(crate) fn conversation(&mut self) -> Value {
        let target = format!("/_emulator/people/{}/messages", self.psid);
        self.get(&target)
    }

    /// A client of an emulator that can have webhooks.
    pub(crate) fn with_webhooks() -> Self {
        let mut client = Self::demo();
        client.emulator = client.emulator.delivering_webhooks(WebhookReach::Loopback);
        client
    }

    /// A client of an emulator whose webhook has these fields.
    pub(crate) fn subscribed(fields: &str) -> Self {
        let mut client = Self::with_webhooks();
        let body = json!({"url": WEBHOOK_URL, "verify_token": "SECRET", "fields": fields});
        let set = client.post("/_emulator/webhooks", &body);
        assert_eq!(set["url"], WEBHOOK_URL, "{set}");
        client
    }

    /// The webhook events so far: of each, its field and the one in its
    /// body, without its time.
    pub(crate) fn webhook_events(&mut self) -> Vec<(String, Value)> {
        let webhooks = self.get("/_emulator/webhooks");
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

    /// An event of the person with an open window, without its time.
    pub(crate) fn event_of_person(&self, name: &str, members: &Value) -> Value {
        json!({
            "sender": {"id": self.psid},
            "recipient": {"id": self.page_id},
            name: members,
        })
    }

    /// The address in the control plane where the person with an open window does something.
    pub(crate) fn person_target(&self, action: &str) -> String {
        format!("/_emulator/people/{}/{action}", self.psid)
    }

    fn request(&mut self, method: &str, target: &str, body: &Value) -> Value {
        let mut request = Request::new(method, ORIGIN, target);
        request.headers.push(("authorization".to_owned(), format!("Bearer {TOKEN}")));
        if !body.is_null() {
            request.headers.push(("content-type".to_owned(), "application/json".to_owned()));
            request.body = body.to_string().into_bytes();
        }
        let response = self.send(&request);
        serde_json::from_slice(&response.body).unwrap()
    }
}

/// Code and subcode of an error.
pub(crate) fn codes(answer: &Value) -> (u64, Option<u64>) {
    let error = &answer["error"];
    (error["code"].as_u64().unwrap_or_default(), error["error_subcode"].as_u64())
}

/// The parameters of a message with a template.
pub(crate) fn template(payload: &Value) -> Value {
    json!({"message": {"attachment": {"type": "template", "payload": payload}}})
}

pub(crate) const WEBHOOK_URL: &str = "http://127.0.0.1:3000/webhook";
pub(crate) const ORIGIN: &str = "http://127.0.0.1:4010";
pub(crate) const TOKEN: &str = "EAABemulatorDemoJaspersMarketTokenZDZD";
pub(crate) const USER_TOKEN: &str = "EAABemulatorDemoUserTokenZDZD";
