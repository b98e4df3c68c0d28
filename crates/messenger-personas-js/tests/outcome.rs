//! What crosses the border to JavaScript: outcomes, failures by class, and the caller's signal.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "tests")]

use js_sys::{Array, Function, JSON, Object, Reflect};
use messenger_personas_js::client::Client;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn js(code: &str) -> JsValue {
    Function::new_no_args(&format!("return ({code})")).call0(&JsValue::NULL).unwrap()
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

fn client(fetch: &str) -> Client {
    let settings = js("{ pageId: '12', accessToken: 'EAASECRET', maxRetries: 0 }");
    Client::new(settings, Some(js(fetch).dyn_into().unwrap())).unwrap()
}

/// The word and the value of an outcome.
async fn call(client: &Client, name: &str, input: &str, options: JsValue) -> (String, JsValue) {
    let outcome = JsFuture::from(client.call(name, js(input), options)).await.unwrap();
    let outcome: Array = outcome.dyn_into().unwrap();
    (outcome.get(0).as_string().unwrap(), outcome.get(1))
}

fn text(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

#[wasm_bindgen_test]
async fn a_value_is_a_plain_object_in_javascripts_spelling() {
    let answer = r#"{"data":[{"id":12345678901234567,"name":"A","profile_picture_url":"https://a/b"},
        {"id":"2"}],"paging":{"cursors":{"after":"x"},"next":"https://a/?access_token=EAASECRET"}}"#;
    let client = client(&format!("async () => new Response({})", text(&answer.into())));
    let (word, value) = call(&client, "personas.list", "undefined", JsValue::UNDEFINED).await;
    assert_eq!(word, "value");
    assert_eq!(
        text(&value),
        r#"{"data":[{"id":"12345678901234567","name":"A","profilePictureUrl":"https://a/b"},{"id":"2"}],"hasMore":true,"after":"x","before":null}"#
    );
}

#[wasm_bindgen_test]
async fn each_failure_names_its_class_and_hides_the_token() {
    for (code, class) in [
        (190, "AccessTokenError"),
        (10, "PermissionError"),
        (4, "RateLimitError"),
        (100, "GraphError"),
    ] {
        let body = format!("{{error: {{ message: 'seen EAASECRET', code: {code} }} }}");
        let client =
            client(&format!("async () => new Response(JSON.stringify({body}), {{ status: 400 }})"));
        let (word, value) = call(&client, "personas.get", "'1'", JsValue::UNDEFINED).await;
        assert_eq!(
            (word.as_str(), get(&value, "name").as_string().unwrap().as_str()),
            ("failed", class)
        );
        assert!(!text(&value).contains("EAASECRET"));
    }
    for (fetch, class) in [
        ("async () => { throw 'no' }", "ConnectionError"),
        ("async () => new Response('<html>')", "ResponseError"),
    ] {
        let (_, value) = call(&client(fetch), "personas.get", "'1'", JsValue::UNDEFINED).await;
        assert_eq!(get(&value, "name"), class);
    }
    let patient = js("{ timeout: 10 }");
    let never = client("() => new Promise(() => undefined)");
    let (_, value) = call(&never, "personas.get", "'1'", patient).await;
    assert_eq!(get(&value, "name"), "TimeoutError");
}

#[wasm_bindgen_test]
async fn what_cannot_be_sent_is_refused_in_a_sentence() {
    let client = client("async () => { throw 'must not be called' }");
    for (name, input, expected) in [
        ("personas.get", "'../me'", "the persona id has '.' at position 1"),
        ("personas.get", "5", "takes the persona id as a string"),
        ("personas.create", "{ name: ' ', profilePictureUrl: 'https://a/b' }", "the name is empty"),
        ("personas.create", "{ name: 'A' }", "missing field `profilePictureUrl`"),
        ("personas.create", "{ name: 5, profilePictureUrl: '' }", "expected a string"),
        ("personas.create", "undefined", "takes an object"),
        (
            "messages.send",
            "{ recipient: { id: '1' }, text: 'Hi', personaID: '2' }",
            "messages.send has no personaID: it takes recipient, text, personaId, messagingType",
        ),
        (
            "messages.senderAction",
            "{ recipient: { id: '1' }, action: 'mark_seen' }",
            "expected `typing_on` or `typing_off`",
        ),
        ("personas.list", "{ limit: 0 }", "the limit is a whole number from 1"),
    ] {
        let (word, value) = call(&client, name, input, JsValue::UNDEFINED).await;
        let message = get(&value, "message").as_string().unwrap();
        assert_eq!((word.as_str(), get(&value, "name")), ("failed", "RequestError".into()));
        assert!(message.contains(expected), "{message}");
    }
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_call_with_the_signals_own_reason() {
    for reason in ["'left'", "5", "null", "new Error('x')", "{ odd: true }"] {
        let client = client(
            "request => new Promise((_, no) => request.signal.onabort = () => no(request.signal.reason))",
        );
        let parts = js(&format!(
            "(() => {{ const c = new AbortController(); const reason = {reason};
               setTimeout(() => c.abort(reason), 5); return {{ signal: c.signal, reason }} }})()"
        ));
        let options: JsValue = Object::new().into();
        Reflect::set(&options, &"signal".into(), &get(&parts, "signal")).unwrap();
        let (word, value) = call(&client, "personas.get", "'1'", options).await;
        assert_eq!(word, "aborted");
        assert!(Object::is(&value, &get(&parts, "reason")), "{reason}");
    }
}

#[wasm_bindgen_test]
async fn a_signal_that_is_already_aborted_stops_the_call_before_it_starts() {
    let client = client("() => { globalThis.wasCalled = true }");
    let options = js("{ signal: AbortSignal.abort('early') }");
    let (word, value) = call(&client, "personas.get", "'1'", options).await;
    assert_eq!((word.as_str(), value), ("aborted", "early".into()));
    assert!(js("globalThis.wasCalled").is_undefined());
}

#[wasm_bindgen_test]
async fn a_shared_signal_gathers_no_listeners() {
    let client = client("async () => new Response('{\"id\":\"1\"}')");
    let signal = js(
        "(() => { const s = { aborted: false, count: 0 };
           s.addEventListener = () => { s.count += 1 }; s.removeEventListener = () => { s.count -= 1 };
           return s })()",
    );
    let options: JsValue = Object::new().into();
    Reflect::set(&options, &"signal".into(), &signal).unwrap();
    for _ in 0..10 {
        assert_eq!(call(&client, "personas.get", "'1'", options.clone()).await.0, "value");
    }
    assert_eq!(get(&signal, "count"), 0);
}
