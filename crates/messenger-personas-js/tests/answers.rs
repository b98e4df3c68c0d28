//! The engine reads what the core reads: the same answers, and the same refusals.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use js_sys::{Array, Function, JSON};
use messenger_personas::{
    AccessToken, Account, ControlThread, Conversation, CreatePersona, DeletePersona, FileKind,
    GetConversation, GetMessage, GetPage, GetPerson, GetPersona, GetThreadOwner, Graph,
    GraphRequest, HttpResponse, ListAccounts, ListConversations, ListPersonas, ListRequest,
    Listing, MessageText, Page, PageId, PersonaName, PictureUrl, Psid, ReceivedMessage,
    ResponseError, SendMessage, SendSenderAction, SenderAction, ThreadAction, ThreadOwner,
    UploadAttachment, WebUrl,
};
use messenger_personas_js::client::Client;
use serde::Serialize;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

type Read = fn(HttpResponse) -> Result<Value, ResponseError>;

/// A call in JavaScript, and what the core reads of an answer to it.
const CALLS: [(&str, &str, Read); 15] = [
    ("personas.create", "{ name: 'A', profilePictureUrl: 'https://a.b/c' }", |response| {
        let create = CreatePersona {
            page_id: page(),
            name: PersonaName::parse("A").unwrap(),
            profile_picture_url: PictureUrl::parse("https://a.b/c").unwrap(),
        };
        read(&create, response).map(plain)
    }),
    ("personas.list", "undefined", |response| {
        read_list(&ListPersonas::new(page()), response).map(|all| listing(all, plain))
    }),
    ("personas.get", "'1'", |response| {
        read(&GetPersona::new("1".parse().unwrap()), response).map(plain)
    }),
    ("personas.delete", "'1'", |response| {
        read(&DeletePersona::new("1".parse().unwrap()), response).map(plain)
    }),
    ("messages.send", "{ recipient: { id: '1' }, text: 'x' }", |response| {
        let text = MessageText::parse("x").unwrap();
        read(&SendMessage::new(page(), person(), text), response).map(plain)
    }),
    ("messages.senderAction", "{ recipient: { id: '1' }, action: 'mark_seen' }", |response| {
        let seen = SendSenderAction::new(page(), person(), SenderAction::MarkSeen);
        read(&seen, response).map(plain)
    }),
    ("messages.get", "'m_1'", |response| {
        read(&GetMessage::new("m_1".parse().unwrap()), response).map(message)
    }),
    ("pages.get", "undefined", |response| {
        read(&GetPage::new(page()), response).map(|page: Page| {
            json!({ "id": page.id, "name": page.name, "pictureUrl": page.picture_url() })
        })
    }),
    ("pages.accounts", "undefined", |response| {
        read_list(&ListAccounts::default(), response).map(|all| listing(all, account))
    }),
    ("conversations.list", "undefined", |response| {
        read_list(&ListConversations::new(page()), response).map(|all| listing(all, conversation))
    }),
    ("conversations.get", "'t_1'", |response| {
        read(&GetConversation::new("t_1".parse().unwrap()), response).map(conversation)
    }),
    ("people.get", "'1'", |response| read(&GetPerson::new(person()), response).map(plain)),
    ("threadControl.take", "{ psid: '1' }", |response| {
        let take = ThreadAction::Take { metadata: None };
        read(&ControlThread::new(page(), person(), take), response).map(plain)
    }),
    ("threadControl.owner", "'1'", |response| {
        read(&GetThreadOwner::new(page(), person()), response).map(
            |owner: ThreadOwner| json!({ "appId": owner.app_id, "expiration": owner.expiration }),
        )
    }),
    ("attachments.upload", "{ type: 'image', url: 'https://a.b/c' }", |response| {
        let url = WebUrl::parse("https://a.b/c").unwrap();
        read(&UploadAttachment::new(page(), FileKind::Image, url), response).map(plain)
    }),
];

/// Meta's own examples.
const FIXTURES: [&str; 21] = [
    include_str!("../../../tests/fixtures/graph/create_persona.json"),
    include_str!("../../../tests/fixtures/graph/delete_persona.json"),
    include_str!("../../../tests/fixtures/graph/error_deauthorized_app.json"),
    include_str!("../../../tests/fixtures/graph/error_expired_token.json"),
    include_str!("../../../tests/fixtures/graph/error_page_account_rate_limit.json"),
    include_str!("../../../tests/fixtures/graph/error_page_rate_limit.json"),
    include_str!("../../../tests/fixtures/graph/error_unknown_object.json"),
    include_str!("../../../tests/fixtures/graph/error_with_words_for_people.json"),
    include_str!("../../../tests/fixtures/graph/find_conversation.json"),
    include_str!("../../../tests/fixtures/graph/get_conversation.json"),
    include_str!("../../../tests/fixtures/graph/get_message.json"),
    include_str!("../../../tests/fixtures/graph/get_page.json"),
    include_str!("../../../tests/fixtures/graph/get_person.json"),
    include_str!("../../../tests/fixtures/graph/get_persona.json"),
    include_str!("../../../tests/fixtures/graph/list_accounts.json"),
    include_str!("../../../tests/fixtures/graph/list_conversations.json"),
    include_str!("../../../tests/fixtures/graph/list_personas.json"),
    include_str!("../../../tests/fixtures/graph/send_message.json"),
    include_str!("../../../tests/fixtures/graph/send_reusable_attachment.json"),
    include_str!("../../../tests/fixtures/graph/thread_owner.json"),
    include_str!("../../../tests/fixtures/graph/upload_attachment.json"),
];

/// Every task that allows messages, some that do not, and what is no token.
const ACCOUNTS: &str = r#"{"data":[
    {"id":"1","tasks":["MESSAGING"],"access_token":"EAAB"},
    {"id":"1","tasks":["PAGES_MESSAGING"],"access_token":"EAA B"},
    {"id":"1","tasks":["PROFILE_PLUS_MESSAGING"],"access_token":""},
    {"id":"1","tasks":["PROFILE_PLUS_FULL_CONTROL"],"access_token":" \n"},
    {"id":"1","tasks":["CREATE_CONTENT","PROFILE_PLUS_MANAGE"],"access_token":7},
    {"id":"1","tasks":["MANAGE",5],"access_token":"EAAé"},
    {"id":"1","tasks":["PAGES_MANAGE","FULL_CONTROL","messaging","MESSAGING "]},
    {"id":"1","tasks":"MESSAGING"},
    {"id":"1"}
]}"#;

/// What Graph, or somebody else, may say instead.
const ODD: [(u16, &str); 39] = [
    (200, ""),
    (200, " \n"),
    (200, ACCOUNTS),
    (502, "<html>"),
    (200, "<!doctype html>"),
    (200, "nothing"),
    (200, "null"),
    (200, "{}"),
    (200, r#"{"id":"1""#),
    (200, r#"{"data":[{"id":"1"},"#),
    (200, "\u{feff}for (;;);{\"id\":\"1\"}"),
    (200, r#"{"id":"1","name":null,"profile_picture_url":5,"more":{"a":[1]}}"#),
    (200, r#"{"id":12345678901234567,"message_id":12345678901234567}"#),
    (200, r#"{"id":18446744073709551615,"name":"12345678901234567890 \" 12345678901234567"}"#),
    (200, r#"{"id":18446744073709551616}"#),
    (200, r#"{"id":-1}"#),
    (200, r#"{"id":1.5}"#),
    (200, r#"{"id":true}"#),
    (200, r#"{"id":"../me"}"#),
    (200, r#"{"id":"123456789012345678901234567890123"}"#),
    (200, r#"{"id":"m_1 2"}"#),
    (200, r#"{"id":".."}"#),
    (200, r#"{"data":[]}"#),
    (200, r#"{"data":null}"#),
    (200, r#"{"data":[{"id":"1"},{"name":"A"}]}"#),
    (200, r#"{"data":[{"id":"1"},null]}"#),
    (
        200,
        r#"{"data":[{"id":12345678901234567},{"id":2}],"paging":{"next":"https://x","previous":null}}"#,
    ),
    (200, r#"{"data":[{"id":"1"}],"paging":{"cursors":{"before":"b","after":5},"previous":"x"}}"#),
    (200, r#"{"data":[{"id":"1"}],"paging":[]}"#),
    (
        200,
        r#"{"data":[{"id":"1","tasks":["MANAGE",5],"access_token":"a b"},{"id":"2","tasks":5}]}"#,
    ),
    (200, r#"{"data":[{"id":"1","access_token":"EAAB","picture":{"data":{"url":"u"}}}]}"#),
    (200, r#"{"id":"1","picture":{"data":{}},"participants":{"data":[{}]},"unread_count":"7"}"#),
    (200, r#"{"id":"1","participants":5,"message_count":-1,"can_reply":"true"}"#),
    (200, r#"{"id":"1","from":{"id":5},"to":[],"reply_to":{"mid":"m"},"messages":{"data":[{}]}}"#),
    (200, r#"{"success":false}"#),
    (200, r#"{"success":"true"}"#),
    (200, r#"{"message_id":"m_1","recipient_id":"x","attachment_id":4}"#),
    (
        200,
        r#"{"error":{"message":"EAASECRET","code":"190","is_transient":null,"error_user_msg":""}}"#,
    ),
    (400, r#"{"error":5}"#),
];

#[wasm_bindgen_test]
async fn the_engine_reads_what_serde_reads() {
    let fixtures = FIXTURES.map(|fixture| {
        let fixture: Value = serde_json::from_str(&with_ids(fixture)).unwrap();
        let answer = &fixture["answer"];
        let status = answer["status"].as_u64().unwrap().try_into().unwrap();
        (status, answer["body"].to_string())
    });
    let odd = ODD.map(|(status, body)| (status, body.to_owned()));
    let mut differences = Vec::new();
    for (status, body) in fixtures.into_iter().chain(odd) {
        for (call, input, read) in CALLS {
            let by_core = match read(HttpResponse::json(status, body.clone())) {
                Ok(value) => json!(["value", without_nulls(value)]),
                Err(error) => json!(["failed", what(&error)]),
            };
            let by_engine = asked(call, input, status, &body).await;
            if by_engine != by_core {
                differences.push(format!("{call}: {body}\n  {by_engine}\n  {by_core}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Serde reads a list as the members of an object, one after the other; Graph never sends such.
#[wasm_bindgen_test]
async fn a_list_is_no_object() {
    for (call, input, _) in CALLS.iter().filter(|(call, ..)| *call != "threadControl.owner") {
        for body in ["[]", "[1]"] {
            assert_eq!(asked(call, input, 200, body).await[0], "failed", "{call}");
        }
    }
}

/// The outcome of a call in JavaScript; of a failure, what it says.
async fn asked(call: &str, input: &str, status: u16, body: &str) -> Value {
    let settings = js("{ pageId: '1', accessToken: 'EAASECRET', maxRetries: 0 }");
    let body: JsValue = JSON::stringify(&body.into()).unwrap().into();
    let body = body.as_string().unwrap();
    let fetch = format!(
        "async () => ({{ status: {status}, headers: new Headers(), text: async () => {body} }})"
    );
    let client = Client::new(settings, js(&fetch), JsValue::UNDEFINED).unwrap();
    let outcome = JsFuture::from(client.call(call, js(input), JsValue::UNDEFINED)).await.unwrap();
    let outcome: Array = outcome.dyn_into().unwrap();
    let text: String = JSON::stringify(&outcome.get(1)).unwrap().into();
    let value: Value = serde_json::from_str(&text).unwrap();
    let word = outcome.get(0).as_string().unwrap();
    if word == "value" {
        return json!([word, without_nulls(value)]);
    }
    let message = value["message"].as_str().unwrap().to_owned();
    // An ambiguous outcome says so first.
    let message = message
        .split_once(": check before you try again (")
        .map_or(message.as_str(), |(_, reason)| reason.trim_end_matches(')'));
    json!([word, message])
}

fn what(error: &ResponseError) -> String {
    match error {
        ResponseError::Graph(error) => error.message.clone(),
        error => error.to_string(),
    }
}

fn read<R: GraphRequest>(request: &R, response: HttpResponse) -> Result<R::Output, ResponseError> {
    request.parse_response(&Graph::new(AccessToken::parse("EAASECRET").unwrap()), response)
}

/// `engine.js` is strict with lists: one malformed row fails the listing, also inside a conversation.
fn read_list<R: ListRequest>(
    _: &R,
    response: HttpResponse,
) -> Result<Listing<R::Item>, ResponseError> {
    response.into_success(&Graph::new(AccessToken::parse("EAASECRET").unwrap()))?.json()
}

fn listing<T>(listing: Listing<T>, shown: impl Fn(T) -> Value) -> Value {
    let cursor = |cursor: Option<messenger_personas::Cursor>| cursor.map(|it| it.to_string());
    json!({
        "hasMore": listing.has_more,
        "hasPrevious": listing.has_previous,
        "after": cursor(listing.after.clone()),
        "before": cursor(listing.before.clone()),
        "data": listing.data.into_iter().map(shown).collect::<Vec<_>>(),
    })
}

fn message(message: ReceivedMessage) -> Value {
    let to = message.to.as_ref().map(|to| to.data.clone());
    let mut shown = plain(message);
    shown["to"] = json!(to);
    shown
}

fn account(account: Account) -> Value {
    let picture = account.picture.as_ref().and_then(|picture| picture.data.url.clone());
    let (may_message, has_token) = (account.may_message(), account.access_token.is_some());
    let tasks = account.tasks.clone();
    let Account { id, name, category, .. } = account;
    json!({
        "id": id,
        "name": name,
        "category": category,
        "pictureUrl": picture,
        "mayMessage": may_message,
        "tasks": tasks,
        "accessToken": has_token.then_some("EAAB"),
    })
}

fn conversation(it: Conversation) -> Value {
    json!({
        "id": it.id,
        "updatedTime": it.updated_time,
        "participants": it.participants.map(|all| all.data),
        "snippet": it.snippet,
        "unreadCount": it.unread_count,
        "messageCount": it.message_count,
        "canReply": it.can_reply,
        "isOwner": it.is_owner,
        "link": it.link,
        "messages": it.messages.filter(|all| all.malformed.is_empty()).map(|all| listing(all, message)),
    })
}

/// `value` with its names as JavaScript spells them.
fn plain(value: impl Serialize) -> Value {
    fn camel(value: Value) -> Value {
        match value {
            Value::Object(members) => {
                let member = |(name, member): (String, Value)| {
                    let mut parts = name.split('_');
                    let mut camel = parts.next().unwrap().to_owned();
                    for part in parts {
                        let (first, rest) = part.split_at(1);
                        camel.push_str(&first.to_ascii_uppercase());
                        camel.push_str(rest);
                    }
                    (camel, plain(member))
                };
                members.into_iter().map(member).collect()
            }
            Value::Array(items) => items.into_iter().map(camel).collect(),
            other => other,
        }
    }
    camel(serde_json::to_value(value).unwrap())
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, member)| !member.is_null())
            // The core shows no token: only that there is one can be compared.
            .map(|(name, member)| match name.as_str() {
                "accessToken" => (name, Value::Bool(true)),
                _ => (name, without_nulls(member)),
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

/// A fixture with numbers in place of names such as `"PERSONA-A-ID"`.
fn with_ids(fixture: &str) -> String {
    let is_name = |part: &str| {
        let part = part.trim_matches(['<', '>']);
        part.ends_with("ID") && part.chars().all(|c| c.is_ascii_uppercase() || "-_".contains(c))
    };
    let parts = fixture.split('"').map(|part| if is_name(part) { "123" } else { part });
    parts.collect::<Vec<_>>().join("\"")
}

fn page() -> PageId {
    PageId::parse("1").unwrap()
}

fn person() -> Psid {
    Psid::parse("1").unwrap()
}

fn js(code: &str) -> JsValue {
    Function::new_no_args(&format!("return ({code})")).call0(&JsValue::NULL).unwrap()
}
