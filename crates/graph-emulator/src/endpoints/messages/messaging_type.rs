//! The parameters `messaging_type` and `tag`, and the messaging windows.
//!
//! <https://developers.facebook.com/docs/messenger-platform/reference/send-api>

use super::content::Content;
use crate::{
    endpoints::{call::Call, field::Field},
    error::GraphError,
    model::PersonRecord,
};

/// The parameters `messaging_type` and `tag`.
pub(super) struct MessagingType {
    pub(super) messaging_type: Option<String>,
    pub(super) tag: Option<&'static str>,
}

impl MessagingType {
    pub(super) fn read(call: &Call<'_>, content: &Content) -> Result<Self, GraphError> {
        let text = |name: &str| call.params.text(name).filter(|text| !text.is_empty());
        let messaging_type = text("messaging_type");
        let tag = text("tag");
        if messaging_type.as_ref().is_some_and(|given| !TYPES.contains(&given.as_ref())) {
            return Err(GraphError::not_one_of("messaging_type", TYPES));
        }
        let tag = match (messaging_type.as_deref(), tag) {
            (Some("MESSAGE_TAG"), None) => return Err(GraphError::required("tag")),
            (Some("MESSAGE_TAG") | None, Some(tag)) => Some(parse_tag(&tag)?),
            (_, Some(_)) => {
                return Err(GraphError::tag_needs_message_tag());
            }
            (_, None) => None,
        };
        if tag == Some(FEEDBACK) && !content.asks_for_feedback {
            return Err(GraphError::tag_needs_feedback_template());
        }
        Ok(Self { messaging_type: messaging_type.map(std::borrow::Cow::into_owned), tag })
    }

    /// Fails if the messaging window is closed.
    pub(super) fn check_window(
        &self,
        call: &Call<'_>,
        person: &PersonRecord,
    ) -> Result<(), GraphError> {
        let is_open = match self.tag {
            Some(HUMAN_AGENT | FEEDBACK) => person.long_window_open(call.now),
            _ => person.window_open(call.now),
        };
        match self.tag {
            _ if is_open => Ok(()),
            Some(_) if self.tag == Some(NEWS) => Err(GraphError::news_outside_window()),
            _ => Err(GraphError::outside_window()),
        }
    }
}

/// The parameter `notification_type`.
pub(super) fn notification_type(call: &Call<'_>) -> Result<Option<String>, GraphError> {
    let Some(given) = call.params.text("notification_type").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let value = serde_json::Value::String(given.into_owned());
    let kinds = &["REGULAR", "SILENT_PUSH", "NO_PUSH"];
    Field::new("notification_type", &value).one_of(kinds).map(|kind| Some(kind.to_owned()))
}

/// Parses a tag. Fails for unknown tags, and for those that ended on 27 April 2026.
fn parse_tag(tag: &str) -> Result<&'static str, GraphError> {
    if ENDED.contains(&tag) {
        return Err(GraphError::ended_tag());
    }
    [HUMAN_AGENT, FEEDBACK, NEWS]
        .into_iter()
        .find(|known| *known == tag)
        .ok_or_else(GraphError::invalid_tag)
}

const TYPES: &[&str] = &["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"];
const HUMAN_AGENT: &str = "HUMAN_AGENT";
const FEEDBACK: &str = "CUSTOMER_FEEDBACK";
const ENDED: &[&str] = &["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"];
const NEWS: &str = "NON_PROMOTIONAL_SUBSCRIPTION";

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes, template};

    fn tagged(tag: &str) -> Value {
        json!({"messaging_type": "MESSAGE_TAG", "tag": tag})
    }

    fn feedback() -> Value {
        template(&json!({
            "template_type": "customer_feedback",
            "title": "Rate us",
            "subtitle": "Please",
            "button_title": "Rate",
            "business_privacy": {"url": "https://a.example"},
            "feedback_screens": [{"questions": [{"id": "q", "type": "csat"}]}],
        }))
    }

    #[test]
    fn unknown_and_ended_tags_fail() {
        let mut client = TestClient::demo();
        for tag in ["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"] {
            let answer = client.send_text("Hi", &tagged(tag));
            assert_eq!(codes(&answer), (100, Some(1_893_061)), "{tag}");
            assert_eq!(answer["error"]["message"], "Invalid parameter");
        }
        assert_eq!(codes(&client.send_text("Hi", &tagged("human_agent"))), (100, None));
        for more in [
            json!({"messaging_type": "MESSAGE_TAG"}),
            json!({"messaging_type": "UPDATE", "tag": "HUMAN_AGENT"}),
            json!({"messaging_type": "nope"}),
            json!({"notification_type": "LOUD"}),
            tagged("CUSTOMER_FEEDBACK"),
        ] {
            assert_eq!(codes(&client.send_text("Hi", &more)), (100, None), "{more}");
        }
    }

    #[test]
    fn a_human_agent_has_seven_days() {
        let mut client = TestClient::demo();
        let write = format!("/_emulator/people/{}/messages", client.psid);
        client.post(&write, &json!({"text": "Hi"}));
        client.advance_ms(7 * 86_400_000 - 1);
        let mut more = tagged("HUMAN_AGENT");
        assert!(client.send_text("Hi", &more)["message_id"].is_string());
        let last = &client.get("/_emulator/outbox")["messages"][0];
        assert_eq!(
            (&last["tag"], &last["messaging_type"]),
            (&more["tag"], &more["messaging_type"])
        );
        more["messaging_type"] = Value::Null;
        assert!(client.send_text("Hi", &more)["message_id"].is_string());
        assert_eq!(codes(&client.send_text("Hi", &json!({}))), (10, Some(2_018_278)));
        let news = tagged("NON_PROMOTIONAL_SUBSCRIPTION");
        assert_eq!(codes(&client.send_text("Hi", &news)), (10, Some(2_018_065)));
        client.advance_ms(1);
        assert_eq!(codes(&client.send_text("Hi", &tagged("HUMAN_AGENT"))), (10, Some(2_018_278)));
    }

    #[test]
    fn utility_is_like_any_other_inside_the_window() {
        let mut client = TestClient::demo();
        let utility = json!({"messaging_type": "UTILITY"});
        assert!(client.send_text("Hi", &utility)["message_id"].is_string());
        client.advance_ms(86_400_000);
        assert_eq!(codes(&client.send_text("Hi", &utility)), (10, Some(2_018_278)));
    }

    #[test]
    fn feedback_can_be_requested_late_with_its_tag() {
        let mut client = TestClient::demo();
        assert!(client.send_text("", &feedback())["message_id"].is_string());
        client.advance_ms(3 * 86_400_000);
        assert_eq!(codes(&client.send_text("", &feedback())), (10, Some(2_018_278)));
        let mut late = feedback();
        late["messaging_type"] = json!("MESSAGE_TAG");
        late["tag"] = json!("CUSTOMER_FEEDBACK");
        assert!(client.send_text("", &late)["message_id"].is_string());
    }
}
