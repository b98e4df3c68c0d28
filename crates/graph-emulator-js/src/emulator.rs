//! The class that JavaScript calls.

use graph_emulator::{
    Change, Delivery, Event, Reply, Request, Seed, Timestamp, WebhookAttempts, WebhookEvent,
    WebhookField, WebhookOutcome, WebhookSubscription, unusable,
};
use js_sys::{Array, Uint8Array};
use messenger_personas::HttpResponse;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

/// An emulator with its own state.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Emulator {
    emulator: graph_emulator::Emulator,
    cursor: WebhookCursor,
}

/// The place of a listener among the webhook events.
#[derive(Debug, Default)]
struct WebhookCursor {
    is_listening: bool,
    /// Number of resets before the newest event that was taken.
    generation: u64,
    /// Number of the first event that was not taken.
    next: u64,
}

#[wasm_bindgen]
impl Emulator {
    /// Creates an emulator. `seed` is `demo`, `empty` or JSON, and `now` is in milliseconds since
    /// the Unix epoch.
    ///
    /// # Errors
    /// A message, if the seed is invalid.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: &str, now: u64, rehost_pictures: bool) -> Result<Emulator, String> {
        let seed = match seed {
            "demo" => Seed::demo(),
            "empty" => Seed::empty(),
            json => Seed::parse(json).map_err(|error| error.to_string())?,
        };
        let emulator = graph_emulator::Emulator::new(seed, Timestamp::from_unix_ms(now));
        let emulator = if rehost_pictures { emulator.rehosting_pictures() } else { emulator };
        Ok(Self { emulator, cursor: WebhookCursor::default() })
    }

    /// Handles a request and returns `[status, headers, body, delivery, number, events]`.
    ///
    /// `headers` alternates names and values, also in the parameter. `delivery` is `whole`, `after`
    /// a delay of `number` milliseconds, `cut` after `number` bytes, `reset` or `never`. `events` is
    /// a JSON array of `{ type, … }`.
    pub fn handle(
        &mut self,
        method: String,
        origin: String,
        target: String,
        headers: Vec<String>,
        body: Vec<u8>,
        now: u64,
    ) -> Array {
        let mut names_and_values = headers.into_iter();
        let mut headers = Vec::new();
        while let (Some(name), Some(value)) = (names_and_values.next(), names_and_values.next()) {
            headers.push((name, value));
        }
        let request = Request { method, origin, target, headers, body };
        let now = Timestamp::from_unix_ms(now);
        if request.body.len() > LONGEST_BODY {
            let response = unusable(&request, "it is longer than 1 MiB", now);
            return to_array(&response, Delivery::Whole, "[]");
        }
        let Reply { response, changes, delivery, .. } = self.emulator.handle(&request, now);
        let events =
            changes.iter().filter_map(Event::of).map(|event| to_json(&event, &request.origin));
        let events = Value::Array(events.collect()).to_string();
        self.subscribe();
        to_array(&response, delivery, &events)
    }

    /// Starts or stops to record webhook events, for a listener.
    pub fn listen(&mut self, is_listening: bool, now: u64) {
        self.cursor.is_listening = is_listening;
        self.subscribe();
        if !is_listening {
            let at = self.emulator.now(Timestamp::from_unix_ms(now));
            self.emulator.apply(Change::WebhookRemoved { page_id: None, at });
        }
    }

    /// Returns the webhook events since the last call, as JSON: an array of
    /// `[generation, number, conversation, body]`. A listener needs those of one conversation in
    /// order.
    #[wasm_bindgen(js_name = takeWebhooks)]
    pub fn take_webhooks(&mut self) -> String {
        if self.emulator.webhook_generation() != self.cursor.generation {
            self.cursor.generation = self.emulator.webhook_generation();
            self.cursor.next = 0;
        }
        let events = self.emulator.pending_webhooks(self.cursor.next);
        let events = events.map(|event| {
            let WebhookEvent { generation, number, page_id, psid, body, .. } = event;
            json!([generation, number, format!("{page_id} {psid}"), body])
        });
        let events = Value::Array(events.collect()).to_string();
        self.cursor.next = self.emulator.next_webhook_number();
        events
    }

    /// Records the outcome of a webhook event, unless there was a reset since then.
    #[wasm_bindgen(js_name = finishWebhook)]
    pub fn finish_webhook(
        &mut self,
        generation: u64,
        number: u64,
        is_delivered: bool,
        attempts: u32,
        now: u64,
    ) {
        if self.emulator.webhook_generation() == generation {
            let outcome =
                if is_delivered { WebhookOutcome::Delivered } else { WebhookOutcome::Dropped };
            let at = self.emulator.now(Timestamp::from_unix_ms(now));
            self.emulator.apply(Change::WebhookFinished {
                number,
                outcome,
                attempts: WebhookAttempts { count: attempts, ..WebhookAttempts::default() },
                at,
            });
        }
    }

    /// Subscribes the listener, again after a reset.
    fn subscribe(&mut self) {
        if self.cursor.is_listening && self.emulator.webhook_subscriptions().is_empty() {
            let subscription = WebhookSubscription {
                page_id: None,
                url: None,
                verify_token: String::new(),
                fields: WebhookField::DEFAULT.to_vec(),
            };
            self.emulator.apply(Change::WebhookSet { subscription });
        }
    }
}

fn to_array(response: &HttpResponse, delivery: Delivery, events: &str) -> Array {
    let headers = Array::new();
    for (name, value) in &response.headers {
        headers.push(&name.into());
        headers.push(&value.into());
    }
    let (word, number) = describe(delivery);
    [
        response.status.into(),
        headers.into(),
        Uint8Array::from(response.body.as_slice()).into(),
        word.into(),
        number,
        events.into(),
    ]
    .into_iter()
    .collect()
}

/// The name of the delivery, and its number.
fn describe(delivery: Delivery) -> (&'static str, JsValue) {
    match delivery {
        Delivery::Whole => ("whole", JsValue::UNDEFINED),
        Delivery::After { ms } => ("after", ms.into()),
        Delivery::Cut { bytes } => ("cut", bytes.into()),
        Delivery::Reset => ("reset", JsValue::UNDEFINED),
        Delivery::Never => ("never", JsValue::UNDEFINED),
    }
}

fn to_json(event: &Event, origin: &str) -> Value {
    let mut json = event.data(origin);
    if let Some(members) = json.as_object_mut() {
        members.insert("type".to_owned(), json!(event.name()));
    }
    json
}

/// The same limit as in `graph-emulator-server`.
const LONGEST_BODY: usize = 1024 * 1024;
