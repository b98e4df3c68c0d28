//! `GET /{page-id}/conversations`, `GET /{conversation-id}` and `GET /{conversation-id}/messages`
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations>

mod attachment;
mod message;
mod participant;

use std::collections::BTreeSet;

use messenger_personas::Psid;
use serde_json::{Value, json};

use self::message::MESSAGE;
pub(crate) use self::message::{get as get_message, list_attachments};
use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        fields::{self, NodeType, Query, SelectedField},
        paging::{self, Listing, Paging},
    },
    error::GraphError,
    json::Object,
    model::{MessageRecord, PageRecord, PersonRecord, Sender, own_app},
};

/// `GET /{page-id}/conversations`
pub(crate) fn list(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    Ok(Output::new(call, &listing(call, page, &Query::from_params(call.params)?)?))
}

/// Lists the Page's conversations, the one with the newest message first.
pub(crate) fn listing(
    call: &Call<'_>,
    page: &PageRecord,
    query: &Query,
) -> Result<Listing, GraphError> {
    let user_id = query.argument("user_id");
    let default = if user_id.is_some() { &["id"][..] } else { CONVERSATION.default };
    let fields = query.select(&NodeType { default, ..CONVERSATION })?;
    let platform = query.argument("platform").unwrap_or("messenger");
    let people = page.people.iter().filter_map(|psid| call.state.person(psid));
    let people: Vec<&PersonRecord> = match platform.to_ascii_lowercase().as_str() {
        "instagram" => Vec::new(),
        "messenger" => match user_id {
            None => people.collect(),
            Some(id) => {
                let psid = Psid::parse(id).ok();
                people.filter(|person| Some(&person.psid) == psid.as_ref()).collect()
            }
        },
        _ => return Err(GraphError::not_one_of("platform", &["messenger", "instagram"])),
    };
    // A conversation has the position of its newest message.
    let all = people.iter().filter_map(|person| Some(*person.messages.last()? as u64)).collect();
    let slice = paging::slice(call, query, page.id.as_str(), &all)?;
    let conversations = slice.numbers.iter().filter_map(|&number| {
        let message = call.state.message_numbered(usize::try_from(number).ok()?)?;
        call.state.person(message.psid.as_ref()?)
    });
    let data: Result<_, _> =
        conversations.map(|person| object(call, page, person, &fields)).collect();
    let kept = paging::repeated_params(query, &["platform", "user_id"]);
    let paging = Paging::new(call, (page.id.as_str(), "conversations"), &kept, &slice);
    Ok(Listing { data: data?, paging })
}

/// `GET /{conversation-id}`
pub(crate) fn get(call: &Call<'_>, person: &PersonRecord) -> HandlerResult {
    let query = Query::from_params(call.params)?;
    let fields = query.select(&CONVERSATION)?;
    Ok(Output::new(call, &object(call, call.page_of(person)?, person, &fields)?))
}

/// `GET /{conversation-id}/messages`
pub(crate) fn list_messages(call: &Call<'_>, person: &PersonRecord) -> HandlerResult {
    let query = Query::from_params(call.params)?;
    Ok(Output::new(call, &messages(call, call.page_of(person)?, person, &query)?))
}

fn object(
    call: &Call<'_>,
    page: &PageRecord,
    person: &PersonRecord,
    fields: &[SelectedField<'_>],
) -> Result<Object, GraphError> {
    fields::to_object(fields, |field| value(call, page, person, field))
}

fn value(
    call: &Call<'_>,
    page: &PageRecord,
    person: &PersonRecord,
    field: &SelectedField<'_>,
) -> Result<Value, GraphError> {
    let all = || person.messages.iter().filter_map(|&it| call.state.message_numbered(it));
    let last = || all().next_back();
    Ok(match field.name {
        "id" => json!(person.conversation_id),
        "updated_time" => json!(last().map(|message| message.at.to_graph_string())),
        "snippet" => json!(last().map(|message| &message.text)),
        "message_count" => json!(person.messages.len()),
        "unread_count" => json!(all().rev().take_while(|it| is_unread(person, it)).count()),
        "can_reply" => json!(person.window_open(call.now)),
        "is_owner" => {
            let owner = call.state.thread_owner(person, call.now);
            json!(owner.map(|owner| owner.app_id) == own_app())
        }
        "link" => {
            let number = person.conversation_id.trim_start_matches("t_");
            json!(format!("/{}/inbox/{number}/?section=messages", page.id))
        }
        "participants" => {
            let parts = participant::fields(field)?;
            json!({"data": [participant::person(person, &parts), participant::page(page, &parts)]})
        }
        "senders" => {
            let parts = participant::fields(field)?;
            json!({"data": [participant::person(person, &parts)]})
        }
        "messages" => messages(call, page, person, field.query)?.into_field(),
        _ => Value::Null,
    })
}

/// Whether the message is neither seen nor followed by a message of the Page.
fn is_unread(person: &PersonRecord, message: &MessageRecord) -> bool {
    let is_seen = person.seen_at.is_some_and(|seen_at| message.at <= seen_at);
    matches!(message.from, Sender::Person) && !is_seen
}

fn messages(
    call: &Call<'_>,
    page: &PageRecord,
    person: &PersonRecord,
    query: &Query,
) -> Result<Listing, GraphError> {
    let fields = query.select(&MESSAGE)?;
    let node_id = person.conversation_id.as_str();
    let all: BTreeSet<u64> = person.messages.iter().map(|&number| number as u64).collect();
    let slice = paging::slice(call, query, node_id, &all)?;
    let numbers = slice.numbers.iter().filter_map(|&number| usize::try_from(number).ok());
    let found = numbers.filter_map(|it| Some((it, call.state.message_numbered(it)?)));
    let data: Result<_, _> = found
        .map(|(number, message)| {
            let is_readable = message::is_readable(person, number);
            message::object(call, page, person, (number, message), &fields, is_readable)
        })
        .collect();
    let kept = paging::repeated_params(query, &[]);
    let paging = Paging::new(call, (node_id, "messages"), &kept, &slice);
    Ok(Listing { data: data?, paging })
}

const CONVERSATION: NodeType = NodeType {
    name: "UnifiedThread",
    fields: &[
        "id",
        "updated_time",
        "participants",
        "senders",
        "snippet",
        "unread_count",
        "message_count",
        "can_reply",
        "is_owner",
        "link",
        "messages",
        "subject",
        "former_participants",
        "is_subscribed",
        "scoped_thread_key",
        "wallpaper",
        "name",
        "folder",
        "linked_group",
    ],
    default: &["id", "updated_time"],
};

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{ORIGIN, TestClient, USER_TOKEN, codes};

    fn conversation_id(client: &mut TestClient) -> String {
        let target = format!("/me/conversations?platform=messenger&user_id={}", client.psid);
        let found = client.get(&target);
        let id = found["data"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(found["data"], json!([{"id": id}]));
        id
    }

    fn snippets(listing: &Value) -> Vec<&str> {
        let data = listing["data"].as_array().unwrap();
        data.iter().map(|it| it["snippet"].as_str().unwrap()).collect()
    }

    #[test]
    fn the_conversation_with_the_newest_message_is_first() {
        let mut client = TestClient::demo();
        let target = "/me/conversations?platform=messenger&fields=snippet";
        let before = client.get(target);
        assert_eq!(snippets(&before)[0], "I need about ten, for tonight.");
        assert_eq!(snippets(&before).len(), 4);
        let late = format!("/_emulator/people/{}/messages", client.late_psid);
        client.post(&late, &json!({"text": "Hello again"}));
        assert_eq!(snippets(&client.get(target))[0], "Hello again");
        let plain = client.get("/me/conversations");
        let first = plain["data"][0].as_object().unwrap();
        assert_eq!(first.len(), 2);
        assert_eq!(first["updated_time"], client.now.to_graph_string());
    }

    #[test]
    fn paging_of_conversations_repeats_the_fields() {
        let mut client = TestClient::demo();
        let mut target = "/me/conversations?fields=snippet&limit=3&platform=MESSENGER".to_owned();
        let mut seen = Vec::new();
        loop {
            let listing = client.get(&target);
            seen.push(snippets(&listing).len());
            let Some(next) = listing["paging"]["next"].as_str() else { break };
            assert!(next.contains("platform=MESSENGER&fields=snippet&limit=3&after="), "{next}");
            target = next.strip_prefix(ORIGIN).unwrap().to_owned();
        }
        assert_eq!(seen, [3, 1]);
    }

    #[test]
    fn conversations_have_unread_count_and_window() {
        let mut client = TestClient::demo();
        let id = conversation_id(&mut client);
        let fields = "participants,snippet,updated_time,unread_count,message_count,can_reply,\
                      is_owner,link";
        let target = format!("/{id}?fields={fields}");
        let ana = json!({"name": "Ana Petrova", "email": format!("{}@facebook.com", client.psid),
            "id": client.psid});
        let market = json!({"name": "Jasper's Market",
            "email": format!("{}@facebook.com", client.page_id), "id": client.page_id});
        let number = id.strip_prefix("t_").unwrap();
        let at = client.now.before_ms(33 * 60_000).to_graph_string();
        assert_eq!(
            client.get(&target),
            json!({
                "participants": {"data": [ana, market]},
                "snippet": "I need about ten, for tonight.",
                "updated_time": at,
                "unread_count": 2,
                "message_count": 2,
                "can_reply": true,
                "is_owner": true,
                "link": format!("/{}/inbox/{number}/?section=messages", client.page_id),
                "id": id,
            })
        );
        client.send_text("Yes", &json!({}));
        let after = client.get(&target);
        assert_eq!(after["unread_count"], 0);
        let away = format!("/_emulator/people/{}/thread_owner", client.psid);
        client.post(&away, &json!({"app_id": "263902037430900"}));
        assert_eq!(client.get(&target)["is_owner"], false);
        let named = client.get(&format!("/{id}?fields=participants{{name}}"));
        let ana = json!({"name": "Ana Petrova", "id": client.psid});
        assert_eq!(named["participants"]["data"][0], ana);
    }

    #[test]
    fn seen_messages_are_read() {
        let mut client = TestClient::demo();
        let target = format!("/{}?fields=unread_count", conversation_id(&mut client));
        client.send_text("", &json!({"message": null, "sender_action": "mark_seen"}));
        assert_eq!(client.get(&target)["unread_count"], 0);
        client.advance_ms(1);
        let write = format!("/_emulator/people/{}/messages", client.psid);
        client.post(&write, &json!({"text": "Are you there?"}));
        assert_eq!(client.get(&target)["unread_count"], 1);
    }

    #[test]
    fn nested_messages_have_fields_limit_and_paging() {
        let mut client = TestClient::demo();
        let id = conversation_id(&mut client);
        for number in 1..=3 {
            client.send_text(&format!("No. {number}"), &json!({}));
        }
        let fields = "messages.limit(2){id,message,from{name}}";
        let answer = client.get(&format!("/{id}?fields={fields}"));
        let messages = &answer["messages"];
        assert_eq!(messages["data"].as_array().unwrap().len(), 2);
        assert_eq!(messages["data"][0]["message"], "No. 3");
        assert_eq!(
            messages["data"][0]["from"],
            json!({"name": "Jasper's Market", "id": client.page_id})
        );
        let next = messages["paging"]["next"].as_str().unwrap();
        assert!(next.starts_with(&format!("{ORIGIN}/v26.0/{id}/messages?")), "{next}");
        let rest = client.get(next.strip_prefix(ORIGIN).unwrap());
        assert_eq!(rest["data"][0]["message"], "No. 1");
        let plain = client.get(&format!("/{id}?fields=messages"));
        assert_eq!(plain["messages"]["data"].as_array().unwrap().len(), 5);
        assert_eq!(plain["messages"]["data"][0].as_object().unwrap().len(), 2);
        assert_eq!(plain["messages"]["paging"]["next"], Value::Null);
    }

    #[test]
    fn fields_without_a_value_are_omitted() {
        let mut client = TestClient::demo();
        let id = conversation_id(&mut client);
        let fields = "subject,former_participants,is_subscribed,scoped_thread_key,wallpaper,name,\
                      folder,linked_group";
        assert_eq!(client.get(&format!("/{id}?fields={fields}")), json!({"id": id}));
        let mid = client.send_text("Hi", &json!({}))["message_id"].as_str().unwrap().to_owned();
        let fields = "is_unsupported,story,thread_id,reactions,attachments,shares,sticker";
        assert_eq!(client.get(&format!("/{mid}?fields={fields},tags"))["id"], mid);
        assert_eq!(client.get(&format!("/{mid}?fields={fields}")), json!({"id": mid}));
    }

    #[test]
    fn invalid_requests_for_conversations_fail() {
        let mut client = TestClient::demo();
        let id = conversation_id(&mut client);
        for (target, expected) in [
            ("/me/conversations?platform=whatsapp".to_owned(), (100, None)),
            ("/me/conversations?fields=foo".to_owned(), (100, None)),
            (format!("/{id}?fields=messages{{foo}}"), (100, None)),
            (format!("/{id}?fields=participants{{foo}}"), (100, None)),
            (format!("/{id}/personas"), (100, Some(33))),
            (format!("/{id}/foo"), (2500, None)),
            ("/t_1".to_owned(), (100, Some(33))),
            ("/t_".to_owned(), (100, Some(33))),
            (format!("/{id}?access_token={USER_TOKEN}x"), (190, None)),
        ] {
            let target = if target.contains("access_token") {
                target
            } else {
                let joint = if target.contains('?') { '&' } else { '?' };
                format!("{target}{joint}access_token={}", crate::test_support::TOKEN)
            };
            let request = crate::http::Request::new("GET", ORIGIN, &target);
            let answer: Value = serde_json::from_slice(&client.send(&request).body).unwrap();
            assert_eq!(codes(&answer), expected, "{target}");
        }
        for target in ["/me/conversations?platform=instagram", "/me/conversations?user_id=1"] {
            assert_eq!(client.get(target), json!({"data": []}), "{target}");
        }
    }

    #[test]
    fn another_pages_conversation_is_unknown() {
        let mut client = TestClient::demo();
        let target = "/me/conversations?access_token=EAABemulatorDemoJaspersBakeryTokenZDZD";
        let request = crate::http::Request::new("GET", ORIGIN, target);
        let listing: Value = serde_json::from_slice(&client.send(&request).body).unwrap();
        let foreign = listing["data"][0]["id"].as_str().unwrap();
        assert_eq!(codes(&client.get(&format!("/{foreign}"))), (100, Some(33)));
        assert_eq!(codes(&client.get(&format!("/{foreign}/messages"))), (100, Some(33)));
    }
}
