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
    Client::new(settings, js(fetch), JsValue::UNDEFINED).unwrap()
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
        r#"{"data":[{"id":"12345678901234567","name":"A","profilePictureUrl":"https://a/b"},{"id":"2"}],"hasMore":true,"hasPrevious":false,"after":"x","before":null}"#
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
        ("personas.get", "5", "personas.get takes the id as a string: a number would lose digits"),
        ("personas.create", "{ name: ' ', profilePictureUrl: 'https://a/b' }", "the name is empty"),
        ("personas.create", "{ name: 'A' }", "personas.create: profilePictureUrl is missing"),
        ("personas.create", "{ name: 5, profilePictureUrl: '' }", "name is a string, not a number"),
        ("personas.create", "undefined", "takes an object"),
        (
            "messages.send",
            "{ recipient: { id: '1' }, text: 'Hi', personaID: '2' }",
            "messages.send has no personaID: it takes recipient, text, attachment, images, template",
        ),
        (
            "messages.senderAction",
            "{ recipient: { id: '1' }, action: 'mark_seen', personaId: '2' }",
            "messages.senderAction has no personaId: it takes recipient, action",
        ),
        (
            "messages.send",
            "{ recipient: { id: '1', personaId: '2' }, text: 'Hi' }",
            "the recipient has no personaId: it takes id, userRef",
        ),
        ("messages.send", "{ text: 'Hi' }", "the recipient takes an object"),
        ("personas.list", "{ limit: 0 }", "limit is a whole number from 1"),
        ("personas.list", "{ limit: 1.5 }", "limit is a whole number from 1"),
    ] {
        let (word, value) = call(&client, name, input, JsValue::UNDEFINED).await;
        let message = get(&value, "message").as_string().unwrap();
        assert_eq!((word.as_str(), get(&value, "name")), ("failed", "RequestError".into()));
        assert!(message.contains(expected), "{message}");
    }
}

#[wasm_bindgen_test]
async fn an_object_that_throws_when_it_is_read_breaks_nothing() {
    let client = client("async () => new Response('{\"id\":\"1\"}')");
    let revoked = "(() => { const it = Proxy.revocable({}, {}); it.revoke(); return it.proxy })()";
    for _ in 0..1000 {
        let (word, value) = call(&client, "personas.create", revoked, JsValue::UNDEFINED).await;
        assert_eq!((word.as_str(), get(&value, "name")), ("failed", "RequestError".into()));
    }
    assert_eq!(call(&client, "personas.get", "'1'", JsValue::UNDEFINED).await.0, "value");
}

#[wasm_bindgen_test]
fn a_setting_of_the_wrong_kind_is_named_and_never_repeated() {
    for (settings, expected) in [
        ("undefined", "GraphClient takes an object"),
        ("{ accessToken: 'EAASECRET' }", "GraphClient: pageId is missing"),
        ("{ pageId: 1, accessToken: 'EAASECRET' }", "pageId is a string, not a number"),
        ("{ pageId: '1' }", "accessToken is missing"),
        ("{ pageId: '1', accessToken: { a: 'EAASECRET' } }", "accessToken is a string"),
        ("{ pageId: '1', accessToken: ['EAASECRET'] }", "accessToken is a string"),
        ("{ pageId: '1', accessToken: 'EAA SECRET' }", "position 4"),
        ("{ pageId: '1', accessToken: 'T', callStyle: 'EAASECRET' }", "callStyle is \"form\" or"),
        ("{ pageId: '1', accessToken: 'T', timeout: '30' }", "timeout is a whole number of milli"),
        (
            "{ pageId: '1', accessToken: 'T', maxRetries: -1 }",
            "maxRetries is a whole number from 0",
        ),
        ("{ pageId: '1', accessToken: 'T', appSecretProof: 'EAASECRET' }", "64 lower-case"),
        ("{ pageId: '1', accessToken: 'T', origin: 'http://a:99999' }", "the origin is not valid"),
        ("{ pageId: '1', accessToken: 'T', onexchange: 5 }", "GraphClient has no onexchange"),
    ] {
        let failure =
            Client::new(js(settings), JsValue::UNDEFINED, JsValue::UNDEFINED).unwrap_err();
        let message = get(&failure, "message").as_string().unwrap();
        assert!(message.contains(expected), "{settings}: {message}");
        assert!(!text(&failure).contains("SECRET"), "{settings}: {message}");
    }
}

#[wasm_bindgen_test]
async fn a_gateway_is_called_without_a_token() {
    let settings = js("{ pageId: '12', origin: 'https://shop.example/graph' }");
    let fetch = js(
        "async r => new Response(JSON.stringify({ id: r.headers.has('authorization') ? '1' : '2' }))",
    );
    let client = Client::new(settings, fetch, JsValue::UNDEFINED).unwrap();
    let (_, value) = call(&client, "personas.get", "'1'", JsValue::UNDEFINED).await;
    assert_eq!(get(&value, "id"), "2");
}

#[wasm_bindgen_test]
async fn a_code_beyond_javascripts_numbers_costs_no_error() {
    let body = r#"'{"error":{"message":"odd","code":9007199254740993}}'"#;
    let client = client(&format!("async () => new Response({body}, {{ status: 400 }})"));
    let (word, value) = call(&client, "personas.get", "'1'", JsValue::UNDEFINED).await;
    assert_eq!((word.as_str(), get(&value, "name")), ("failed", "GraphError".into()));
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
async fn options_that_are_none_are_refused_before_anything_is_sent() {
    let client = client("() => { globalThis.wasSent = true }");
    for (options, expected) in [
        ("AbortSignal.abort()", "pass the signal by name, as { signal }"),
        ("new AbortController().signal", "pass the signal by name"),
        ("'fast'", "the options argument takes an object"),
        ("{ timout: 5 }", "the options argument has no timout: it takes signal, timeout"),
        ("{ signal: {} }", "the signal is not an AbortSignal"),
    ] {
        let (word, value) = call(&client, "personas.get", "'1'", js(options)).await;
        assert_eq!(word, "failed");
        let message = get(&value, "message").as_string().unwrap();
        assert!(message.contains(expected), "{message}");
    }
    let input = "{ recipient: { id: '1' }, text: 'x\\ud800y' }";
    let (_, value) = call(&client, "messages.send", input, JsValue::UNDEFINED).await;
    assert!(text(&value).contains("text has half of a character"));
    assert!(js("globalThis.wasSent").is_undefined());
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
