//! `GET /{message-id}`

use serde_json::{Value, json};

use super::{attachment, participant};
use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        fields::{self, NodeType, Query, SelectedField},
    },
    error::GraphError,
    json::Object,
    model::{MessageRecord, PageRecord, PersonRecord, Sender},
};

/// Returns one of the 20 newest messages of a conversation.
pub(crate) fn get(call: &Call<'_>, number: usize, message: &MessageRecord) -> HandlerResult {
    let query = Query::from_params(call.params)?;
    let fields = query.select(&MESSAGE)?;
    let Some(person) = message.psid.as_ref().and_then(|psid| call.state.person(psid)) else {
        return Err(GraphError::unsupported("get", &message.id));
    };
    if !is_readable(person, number) {
        return Err(GraphError::message_not_readable());
    }
    let page = call.page_of(person)?;
    Ok(Output::new(call, &object(call, page, person, (number, message), &fields, true)?))
}

/// `GET /{message-id}/attachments`
pub(crate) fn list_attachments(
    call: &Call<'_>,
    number: usize,
    message: &MessageRecord,
) -> HandlerResult {
    let query = Query::from_params(call.params)?;
    let fields = query.select(&attachment::ATTACHMENT)?;
    Ok(Output::new(call, &json!({"data": attachment::data(call, number, message, &fields)})))
}

/// Whether Graph returns the content of the message: only of the newest ones.
pub(super) fn is_readable(person: &PersonRecord, number: usize) -> bool {
    person.messages.iter().rev().take(MOST_READABLE).any(|&newest| newest == number)
}

/// The members of a message; only id and time if it is not readable. The sender of a persona's
/// message is the Page.
pub(super) fn object(
    call: &Call<'_>,
    page: &PageRecord,
    person: &PersonRecord,
    (number, message): (usize, &MessageRecord),
    fields: &[SelectedField<'_>],
    is_readable: bool,
) -> Result<Object, GraphError> {
    fields::to_object(fields, |field| {
        Ok(match field.name {
            "id" => json!(message.id),
            "created_time" => json!(message.at.to_graph_string()),
            "message" if is_readable => json!(message.text),
            "reply_to" if is_readable => reply_to(call, message),
            "attachments" if is_readable => {
                attachment::list(call, number, message, field)?.unwrap_or_default()
            }
            "sticker" if is_readable => json!(attachment::sticker(message)),
            "tags" if is_readable => tags(message),
            "from" | "to" if is_readable => {
                let parts = participant::fields(field)?;
                let is_person = matches!(message.from, Sender::Person);
                if field.name == "from" {
                    participant_of(page, person, is_person, &parts)
                } else {
                    json!({"data": [participant_of(page, person, !is_person, &parts)]})
                }
            }
            _ => Value::Null,
        })
    })
}

/// The member `reply_to`, if the message is a reply.
fn reply_to(call: &Call<'_>, message: &MessageRecord) -> Value {
    let Some(mid) = &message.extras().reply_to else { return Value::Null };
    let is_person = |message: &MessageRecord| matches!(message.from, Sender::Person);
    let original = call.state.message(mid).map(|(_, original)| is_person(original));
    json!({"mid": mid, "is_self_reply": original == Some(is_person(message))})
}

/// The labels of a message: its folder, and where it comes from.
fn tags(message: &MessageRecord) -> Value {
    let second = match message.from {
        Sender::Person => "source:mobile",
        Sender::Page { .. } => "sent",
    };
    json!({"data": [{"name": "inbox"}, {"name": second}]})
}

fn participant_of(
    page: &PageRecord,
    person: &PersonRecord,
    is_person: bool,
    fields: &[SelectedField<'_>],
) -> Value {
    if is_person { participant::person(person, fields) } else { participant::page(page, fields) }
}

pub(super) const MESSAGE: NodeType = NodeType {
    name: "UnifiedMessage",
    fields: &[
        "id",
        "created_time",
        "from",
        "to",
        "message",
        "reply_to",
        "reactions",
        "attachments",
        "shares",
        "sticker",
        "tags",
        "is_unsupported",
        "story",
        "thread_id",
    ],
    default: &["id", "created_time"],
};
const MOST_READABLE: usize = 20;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes};

    #[test]
    fn a_persona_cannot_be_read_back() {
        let mut client = TestClient::demo();
        let adam = client.create_persona("Adam");
        let sent = client.send_text("Hello", &json!({"persona_id": adam}));
        let id = sent["message_id"].as_str().unwrap();
        let message = client.get(&format!("/{id}?fields=id,created_time,from,to,message,reply_to"));
        let email = |id: &str| format!("{id}@facebook.com");
        assert_eq!(
            message,
            json!({
                "id": id,
                "created_time": client.now.to_graph_string(),
                "from": {"name": "Jasper's Market", "email": email(&client.page_id),
                    "id": client.page_id},
                "to": {"data": [{"name": "Ana Petrova", "email": email(&client.psid),
                    "id": client.psid}]},
                "message": "Hello",
            })
        );
        let plain = client.get(&format!("/{id}"));
        assert_eq!(plain, json!({"id": id, "created_time": client.now.to_graph_string()}));
    }

    #[test]
    fn a_persons_message_is_from_the_person() {
        let mut client = TestClient::demo();
        let id = client.conversation()["messages"][0]["message_id"].as_str().unwrap().to_owned();
        let message = client.get(&format!("/{id}?fields=from{{name}},to{{id}}"));
        assert_eq!(message["from"], json!({"name": "Ana Petrova", "id": client.psid}));
        assert_eq!(message["to"], json!({"data": [{"id": client.page_id}]}));
    }

    #[test]
    fn a_reply_names_its_message() {
        let mut client = TestClient::demo();
        let asked = client.conversation()["messages"][0]["message_id"].clone();
        let sent = client.send_text("Yes", &json!({"reply_to": {"mid": asked}}));
        let again = client.send_text("I mean", &json!({"reply_to": {"mid": sent["message_id"]}}));
        for (message, mid, is_self_reply) in
            [(&sent, &asked, false), (&again, &sent["message_id"], true)]
        {
            let id = message["message_id"].as_str().unwrap();
            let read = client.get(&format!("/{id}?fields=reply_to"));
            assert_eq!(read["reply_to"], json!({"mid": mid, "is_self_reply": is_self_reply}));
        }
    }

    #[test]
    fn only_the_twenty_newest_can_be_read() {
        let mut client = TestClient::demo();
        let first = client.conversation()["messages"][0]["message_id"].as_str().unwrap().to_owned();
        for number in 1..=18 {
            client.send_text(&format!("No. {number}"), &json!({}));
        }
        assert_eq!(client.get(&format!("/{first}"))["id"], first);
        client.send_text("One more", &json!({}));
        let answer = client.get(&format!("/{first}"));
        assert_eq!(codes(&answer), (9_000_001, None));
        let found = client.get(&format!("/me/conversations?user_id={}", client.psid));
        let conversation = found["data"][0]["id"].as_str().unwrap();
        let all = client.get(&format!("/{conversation}?fields=messages{{id,message}}"));
        let data = all["messages"]["data"].as_array().unwrap();
        assert_eq!(data.len(), 21);
        assert!(data[19]["message"].is_string());
        assert_eq!((&data[20]["id"], &data[20]["message"]), (&json!(first), &Value::Null));
    }

    #[test]
    fn an_unknown_message_is_refused() {
        let mut client = TestClient::demo();
        for id in ["m_1", "m_"] {
            assert_eq!(codes(&client.get(&format!("/{id}"))), (100, Some(33)));
        }
        let sent = client.send_text("Hi", &json!({}));
        let id = sent["message_id"].as_str().unwrap();
        assert_eq!(codes(&client.get(&format!("/{id}?fields=persona"))), (100, None));
        assert_eq!(codes(&client.delete(&format!("/{id}"))), (100, Some(33)));
    }
}
