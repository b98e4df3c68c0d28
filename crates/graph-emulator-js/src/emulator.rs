//! The class that JavaScript calls.

use graph_emulator::{Delivery, Event, Reply, Request, Seed, Timestamp, unusable};
use js_sys::{Array, Uint8Array};
use messenger_personas::HttpResponse;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

/// An emulator with its own state.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Emulator {
    emulator: graph_emulator::Emulator,
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
        Ok(Self { emulator })
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
        to_array(&response, delivery, &events)
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
