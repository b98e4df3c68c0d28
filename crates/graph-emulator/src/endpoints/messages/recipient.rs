//! The parameter `recipient`.

use messenger_personas::{Psid, message::recipient::PhoneNumber};
use serde_json::{Map, Value};

use crate::{
    endpoints::{call::Call, field::Field},
    error::{GraphError, truncate},
    model::{Change, PageRecord, PersonRecord, ids},
};

/// The recipient of a message.
pub(super) enum Recipient<'a> {
    /// A person of the Page.
    Person(&'a PersonRecord),
    /// The author of a comment or post, who becomes a person of the Page.
    Author(Psid),
    /// A person without a page-scoped id.
    Unknown,
}

impl<'a> Recipient<'a> {
    pub(super) fn read(
        call: &Call<'a>,
        page: &PageRecord,
        recipient: &Map<String, Value>,
    ) -> Result<Self, GraphError> {
        let value = Value::Object(recipient.clone());
        let whole = Field::new("recipient", &value);
        whole.check_keys(&[KINDS, &["name"]].concat())?;
        let named: Vec<_> = KINDS
            .iter()
            .filter(|kind| recipient.get(**kind).is_some_and(|it| !it.is_null()))
            .collect();
        let [kind] = named.as_slice() else {
            let kinds = KINDS.join(", ");
            return Err(whole.error(&format!("must have one of {{{kinds}}}")));
        };
        let id = whole.required(kind)?;
        match **kind {
            "id" => call.find_person(page, id.value, &id.path).map(Recipient::Person),
            kind @ ("comment_id" | "post_id") => author(call, page, kind, id.text()?),
            "phone_number" => match PhoneNumber::parse(id.text()?) {
                Ok(_) => Ok(Recipient::Unknown),
                Err(_) => Err(id.error("must be a phone number")),
            },
            _ => id.text().map(|_| Recipient::Unknown),
        }
    }

    /// The page-scoped id, if there is one.
    pub(super) fn psid(&self) -> Option<&Psid> {
        match self {
            Recipient::Person(person) => Some(&person.psid),
            Recipient::Author(psid) => Some(psid),
            Recipient::Unknown => None,
        }
    }

    /// The change that adds the recipient to the Page's people, if it is new.
    pub(super) fn to_change(&self, page: &PageRecord) -> Option<Change> {
        let Recipient::Author(psid) = self else { return None };
        let name = "Somebody who commented";
        Some(Change::PersonAdded {
            psid: psid.clone(),
            page_id: page.id.clone(),
            name: name.to_owned(),
            picture_url: crate::model::picture::face_path(name),
        })
    }
}

/// The author of a comment or post. Their page-scoped id is generated from its id.
fn author<'a>(
    call: &Call<'_>,
    page: &PageRecord,
    kind: &'static str,
    id: &str,
) -> Result<Recipient<'a>, GraphError> {
    if call.state.has_reply(kind, id) {
        return Err(GraphError::already_replied());
    }
    let is_id = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_:-".contains(&byte));
    let first = ids::hash(id.as_bytes(), ids::hash(page.id.as_str().as_bytes(), 0)) >> 20;
    (first..)
        .take(100)
        .filter_map(|number| ids::person(number).ok())
        .find(|psid| is_id && call.state.person(psid).is_none())
        .map(Recipient::Author)
        .ok_or_else(|| {
            GraphError::param(
                &format!("recipient[{kind}]"),
                &format!("{} is no valid id", truncate(id)),
            )
        })
}

const KINDS: &[&str] = &[
    "id",
    "user_ref",
    "comment_id",
    "post_id",
    "phone_number",
    "notification_messages_token",
    "one_time_notif_token",
];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes};

    #[test]
    fn recipients_without_id_get_messages() {
        let mut client = TestClient::demo();
        let recipients = [
            json!({"user_ref": "visitor-1"}),
            json!({"phone_number": "+1 (650) 555-1234", "name": {"first_name": "A", "last_name": "B"}}),
            json!({"notification_messages_token": "123"}),
            json!({"one_time_notif_token": "123"}),
        ];
        for recipient in &recipients {
            let answer = client.send_text("Hi", &json!({"recipient": recipient}));
            assert!(answer["message_id"].is_string(), "{answer}");
            assert_eq!(answer.get("recipient_id"), None);
        }
        let outbox = client.get("/_emulator/outbox");
        let sent = outbox["messages"].as_array().unwrap();
        assert_eq!(sent.len(), recipients.len());
        for (message, recipient) in sent.iter().zip(&recipients) {
            assert_eq!((&message["recipient"], &message["psid"]), (recipient, &Value::Null));
        }
    }

    #[test]
    fn a_comment_can_be_replied_to_once() {
        let mut client = TestClient::demo();
        let to = json!({"recipient": {"comment_id": "134_902"}});
        let answer = client.send_text("Thanks!", &to);
        let psid = answer["recipient_id"].as_str().unwrap().to_owned();
        assert_eq!(codes(&client.send_text("Again", &to)), (10900, None));
        let thread = format!("/_emulator/people/{psid}/messages");
        assert_eq!(client.get(&thread)["messages"][0]["text"], "Thanks!");
        let direct = json!({"recipient": {"id": psid}});
        assert_eq!(codes(&client.send_text("Hi", &direct)), (10, Some(2_018_278)));
        client.post(&thread, &json!({"text": "You are welcome"}));
        assert!(client.send_text("Hi", &direct)["message_id"].is_string());
        let post = json!({"recipient": {"post_id": "134_902"}});
        assert!(client.send_text("Hi", &post)["recipient_id"].is_string());
    }

    #[test]
    fn an_id_that_is_not_numeric_fails() {
        let mut client = TestClient::demo();
        for id in [
            json!("visitor-42"),
            json!(""),
            json!("undefined"),
            json!("1.5"),
            json!("-1"),
            json!("１"),
            json!(-1),
            json!(true),
            json!({}),
        ] {
            let more = json!({"recipient": {"id": id}});
            for answer in [
                client.send_text("Hi", &more),
                client.post("/me/take_thread_control", &more),
                client.send_text("", &json!({"recipient": {"id": id}, "message": null, "sender_action": "typing_on"})),
            ] {
                assert_eq!(codes(&answer), (100, None), "{id}");
                let words = "(#100) Param recipient[id] must be a valid ID string (e.g., \"123\")";
                assert_eq!(answer["error"]["message"], words, "{id}");
            }
        }
        for id in [json!("1"), json!(1), json!("9".repeat(99)), json!(client.other_psid)] {
            let answer = client.send_text("Hi", &json!({"recipient": {"id": id}}));
            assert_eq!(codes(&answer), (100, Some(2_018_001)), "{id}");
        }
        let answer = client.get("/me/thread_owner?recipient=visitor-42");
        let words = "(#100) Param recipient must be a valid ID string (e.g., \"123\")";
        assert_eq!(answer["error"]["message"], words);
    }

    #[test]
    fn a_recipient_has_exactly_one_identifier() {
        let mut client = TestClient::demo();
        for recipient in [
            json!({"user_ref": ""}),
            json!({"phone_number": "5551234"}),
            json!({"comment_id": "a b"}),
            json!({"id": client.psid, "user_ref": "x"}),
            json!({"name": {"first_name": "A"}}),
            json!({"player_id": "1"}),
        ] {
            let answer = client.send_text("Hi", &json!({"recipient": recipient}));
            assert_eq!(codes(&answer), (100, None), "{recipient}");
        }
        let dots =
            json!({"recipient": {"user_ref": "x"}, "message": null, "sender_action": "typing_on"});
        assert_eq!(codes(&client.send_text("", &dots)), (100, None));
    }
}
