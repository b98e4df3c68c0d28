//! Messages are written as Meta's own examples have them.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use js_sys::{Array, Function, JSON, Object, Reflect};
use messenger_personas_js::client::Client;
use serde_json::{Map, Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const FIXTURES: [&str; 19] = [
    include_str!("../../../tests/fixtures/graph/send_attachment_id.json"),
    include_str!("../../../tests/fixtures/graph/send_button_call.json"),
    include_str!("../../../tests/fixtures/graph/send_button_game_play.json"),
    include_str!("../../../tests/fixtures/graph/send_button_login.json"),
    include_str!("../../../tests/fixtures/graph/send_button_logout.json"),
    include_str!("../../../tests/fixtures/graph/send_button_postback.json"),
    include_str!("../../../tests/fixtures/graph/send_button_template.json"),
    include_str!("../../../tests/fixtures/graph/send_button_url.json"),
    include_str!("../../../tests/fixtures/graph/send_coupon_template.json"),
    include_str!("../../../tests/fixtures/graph/send_customer_feedback_template.json"),
    include_str!("../../../tests/fixtures/graph/send_generic_template.json"),
    include_str!("../../../tests/fixtures/graph/send_image_url.json"),
    include_str!("../../../tests/fixtures/graph/send_images.json"),
    include_str!("../../../tests/fixtures/graph/send_media_template.json"),
    include_str!("../../../tests/fixtures/graph/send_message.json"),
    include_str!("../../../tests/fixtures/graph/send_product_template.json"),
    include_str!("../../../tests/fixtures/graph/send_quick_replies.json"),
    include_str!("../../../tests/fixtures/graph/send_receipt_template.json"),
    include_str!("../../../tests/fixtures/graph/send_reusable_attachment.json"),
];

#[wasm_bindgen_test]
async fn a_message_is_written_as_in_metas_examples() {
    let mut differences = Vec::new();
    for fixture in FIXTURES {
        let fixture: Value = serde_json::from_str(&with_ids(fixture)).unwrap();
        let request = &fixture["request"];
        let message = [&request["query"]["message"], &request["body"]["message"]]
            .into_iter()
            .find(|message| !message.is_null())
            .unwrap();
        let message: Value = match message.as_str() {
            Some(text) => serde_json::from_str(text).unwrap(),
            None => message.clone(),
        };
        let input = input(&message);
        match sent(&input).await {
            Ok(written) if texts(&written) == texts(&message) => {}
            Ok(written) => differences.push(format!("{message}\n  {written}")),
            Err(why) => differences.push(format!("{message}\n  {why}")),
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What is written for `input`, or why nothing is.
async fn sent(input: &Value) -> Result<Value, String> {
    let seen = Object::new();
    let fetch = Function::new_with_args(
        "seen",
        "return async request => { seen.body = await request.text();
           return new Response('{\"message_id\":\"m_1\"}') }",
    );
    let fetch = fetch.call1(&JsValue::NULL, &seen).unwrap();
    let settings = JSON::parse(r#"{"pageId":"1","accessToken":"T","callStyle":"header"}"#).unwrap();
    let client = Client::new(settings, fetch, JsValue::UNDEFINED).unwrap();
    let input = JSON::parse(&input.to_string()).unwrap();
    let outcome = JsFuture::from(client.call("messages.send", input, JsValue::UNDEFINED)).await;
    let outcome: Array = outcome.unwrap().dyn_into().unwrap();
    match Reflect::get(&seen, &"body".into()).unwrap().as_string() {
        Some(body) => {
            let mut body: Value = serde_json::from_str(&body).unwrap();
            Ok(body["message"].take())
        }
        None => Err(String::from(JSON::stringify(&outcome.get(1)).unwrap())),
    }
}

/// The message as JavaScript gives it.
fn input(message: &Value) -> Value {
    let mut input = Map::from_iter([("recipient".to_owned(), json!({ "id": "1" }))]);
    for (name, member) in message.as_object().unwrap() {
        let (name, member) = match name.as_str() {
            "attachment" if member["type"] == "template" => ("template", camel(&member["payload"])),
            "attachment" => ("attachment", file(member)),
            "attachments" => {
                let images = member.as_array().unwrap().iter();
                ("images", images.map(|image| camel(&image["payload"])).collect())
            }
            "quick_replies" => ("quickReplies", camel(member)),
            name => (name, camel(member)),
        };
        input.insert(name.to_owned(), member);
    }
    Value::Object(input)
}

fn file(attachment: &Value) -> Value {
    let mut file = camel(&attachment["payload"]);
    file["type"] = attachment["type"].clone();
    file
}

/// As JavaScript spells it: amounts are texts, times are numbers.
fn camel(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let member = |(name, member): (&String, &Value)| {
                let mut parts = name.split('_');
                let mut camel = parts.next().unwrap().to_owned();
                for part in parts {
                    let (first, rest) = part.split_at(1);
                    camel.push_str(&first.to_ascii_uppercase());
                    camel.push_str(rest);
                }
                let is_amount = ["price", "amount", "subtotal"].contains(&camel.as_str())
                    || ["shippingCost", "totalTax", "totalCost"].contains(&camel.as_str());
                let member = match member {
                    Value::Number(number) if is_amount => json!(number.to_string()),
                    Value::String(text) if camel == "timestamp" => {
                        json!(text.parse::<u32>().unwrap())
                    }
                    member => self::camel(member),
                };
                (camel, member)
            };
            members.iter().filter(|(_, member)| *member != "").map(member).collect()
        }
        Value::Array(items) => items.iter().map(camel).collect(),
        other => other.clone(),
    }
}

/// All numbers as texts, and no empty ones: `20` and `20.00` are the same, and so are `""` and
/// nothing.
fn texts(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(_, member)| *member != "");
            members.map(|(name, member)| (name.clone(), texts(member))).collect()
        }
        Value::Array(items) => items.iter().map(texts).collect(),
        Value::Number(number) => json!(number.to_string()),
        other => other.clone(),
    }
}

/// A fixture with numbers in place of names such as `"PERSONA-A-ID"`.
fn with_ids(fixture: &str) -> String {
    let is_name = |part: &str| {
        let part = part.trim_matches(['<', '>', '\\']);
        part.ends_with("ID") && part.chars().all(|c| c.is_ascii_uppercase() || "-_".contains(c))
    };
    let parts = fixture.split('"').map(|part| match part.strip_suffix('\\') {
        Some(name) if is_name(name) => "123\\",
        None if is_name(part) => "123",
        _ => part,
    });
    parts.collect::<Vec<_>>().join("\"")
}
