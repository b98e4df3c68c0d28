//! Refusals on demand: one table, by name.

use std::fmt;

use messenger_personas::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{Change, Timestamp, call::Call, error::Refusal, messages, reply::Said};

/// How Graph can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// The session behind the token has ended: 190/463.
    TokenExpired,
    /// The app made too many calls: 4.
    RateLimitApp,
    /// Graph fails for a moment: 2.
    Transient,
    /// Graph fails and does not say why: 1/99.
    Unknown,
    /// The app may not: 10/1404170.
    Permission,
    /// A web page comes instead of JSON.
    #[serde(rename = "html_500")]
    Html500,
    /// The person's last message is too old: 10/2018278.
    WindowClosed,
    /// A link or picture is on a blocked domain: 368/1346003.
    BlockedUrl,
    /// The person cannot be reached: 551/1545041.
    PersonUnavailable,
    /// The message goes out, silently as the Page.
    PersonaDropped,
}

impl Fault {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::TokenExpired,
        Self::RateLimitApp,
        Self::Transient,
        Self::Unknown,
        Self::Permission,
        Self::Html500,
        Self::WindowClosed,
        Self::BlockedUrl,
        Self::PersonUnavailable,
        Self::PersonaDropped,
    ];

    /// As the control plane writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TokenExpired => "token_expired",
            Self::RateLimitApp => "rate_limit_app",
            Self::Transient => "transient",
            Self::Unknown => "unknown",
            Self::Permission => "permission",
            Self::Html500 => "html_500",
            Self::WindowClosed => "window_closed",
            Self::BlockedUrl => "blocked_url",
            Self::PersonUnavailable => "person_unavailable",
            Self::PersonaDropped => "persona_dropped",
        }
    }

    /// Whether such a call can fail in this way.
    pub(crate) fn can_meet(self, edge: Edge, method: Method) -> bool {
        match self {
            Self::WindowClosed | Self::PersonUnavailable | Self::PersonaDropped => {
                edge == Edge::Messages && method == Method::Post
            }
            Self::BlockedUrl => edge != Edge::Pages && method == Method::Post,
            _ => true,
        }
    }

    /// Whether any call on this edge can fail in this way.
    pub(crate) fn can_be_on(self, edge: Edge) -> bool {
        [Method::Get, Method::Post, Method::Delete]
            .into_iter()
            .any(|method| self.can_meet(edge, method))
    }

    /// What is said instead of an answer; `None` if the answer only looks right.
    fn said(self, now: Timestamp) -> Option<Said> {
        let refusal = match self {
            Self::TokenExpired => Refusal::new(
                190,
                format!(
                    "Error validating access token: Session has expired on {}. The current time \
                     is {now}.",
                    now.before_ms(3_600_000)
                ),
            )
            .with_subcode(463),
            Self::RateLimitApp => Refusal::new(4, "(#4) Application request limit reached")
                .with_status(403)
                .transient(),
            Self::Transient => Refusal::new(
                2,
                "An unexpected error has occurred. Please retry your request later.",
            )
            .with_status(500)
            .transient(),
            Self::Unknown => {
                Refusal::new(1, "An unknown error occurred.").with_subcode(99).with_status(500)
            }
            Self::Permission => {
                Refusal::new(10, "(#10) Application does not have permission for this action")
                    .with_subcode(1_404_170)
                    .with_status(403)
            }
            Self::Html500 => return Some(Said::Html),
            Self::WindowClosed => messages::outside_window(),
            Self::BlockedUrl => blocked_url(),
            Self::PersonUnavailable => {
                Refusal::new(551, "(#551) This person isn't available right now.")
                    .with_subcode(1_545_041)
            }
            Self::PersonaDropped => return None,
        };
        Some(Said::Refused(Box::new(refusal)))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// `/{page-id}/personas` and `/{persona-id}`.
    Personas,
    /// `/{page-id}/messages`.
    Messages,
    /// `/{page-id}`, `/me` and all else.
    Pages,
}

impl Edge {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Personas, Self::Messages, Self::Pages];

    /// As the control plane writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Personas => "personas",
            Self::Messages => "messages",
            Self::Pages => "pages",
        }
    }
}

/// What the first armed fault that meets this call says instead of an answer.
pub(crate) fn met(call: &Call<'_>, edge: Edge) -> Option<(Said, Change)> {
    call.state.faults().iter().filter(|armed| armed.meets(edge, call.method)).find_map(|armed| {
        let said = armed.fault.said(call.now)?;
        Some((said, Change::FaultUsed { fault: armed.fault, on: armed.on }))
    })
}

/// As printed in fbsamples/original-coast-clothing#67.
fn blocked_url() -> Refusal {
    Refusal {
        user_message: Some(String::new()),
        data: Some(json!({"sentry_block_data": "", "help_center_id": 0})),
        ..Refusal::new(
            368,
            "Your message couldn't be sent because it includes content that other people on \
             Facebook have reported as abusive.",
        )
        .with_subcode(1_346_003)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        Request,
        scene::{ORIGIN, Scene, TOKEN, codes},
    };

    fn armed(fault: &str, more: serde_json::Value) -> Scene {
        let mut scene = Scene::demo();
        let mut body = more;
        body["fault"] = json!(fault);
        let answer = scene.post("/_emulator/faults", &body);
        assert_eq!(answer["fault"], fault, "{answer}");
        scene
    }

    #[test]
    fn each_fault_is_met_once_with_its_codes() {
        for (fault, expected) in [
            ("token_expired", (190, Some(463))),
            ("rate_limit_app", (4, None)),
            ("transient", (2, None)),
            ("unknown", (1, Some(99))),
            ("permission", (10, Some(1_404_170))),
            ("window_closed", (10, Some(2_018_278))),
            ("blocked_url", (368, Some(1_346_003))),
            ("person_unavailable", (551, Some(1_545_041))),
        ] {
            let mut scene = armed(fault, json!({}));
            assert_eq!(codes(&scene.say("Hi", &json!({}))), expected, "{fault}");
            assert!(scene.say("Hi", &json!({}))["message_id"].is_string(), "{fault}");
        }
    }

    #[test]
    fn the_name_in_json_is_the_name_in_the_table() {
        for fault in Fault::ALL {
            assert_eq!(json!(fault), fault.as_str());
        }
        for edge in Edge::ALL {
            assert_eq!(json!(edge), edge.as_str());
        }
    }

    #[test]
    fn a_fault_on_an_edge_leaves_the_others_alone() {
        let mut scene = armed("transient", json!({"on": "messages", "times": 2}));
        assert!(scene.get("/me/personas")["data"].is_array());
        assert_eq!(codes(&scene.say("Hi", &json!({}))), (2, None));
        assert_eq!(codes(&scene.say("Hi", &json!({}))), (2, None));
        assert!(scene.say("Hi", &json!({}))["message_id"].is_string());
    }

    #[test]
    fn a_web_page_comes_instead_of_json() {
        let mut scene = armed("html_500", json!({}));
        let response =
            scene.call(&Request::new("GET", ORIGIN, &format!("/me?access_token={TOKEN}")));
        assert_eq!(response.status, 500);
        assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(response.body.starts_with(b"<!DOCTYPE html>"));
    }

    #[test]
    fn a_dropped_persona_leaves_an_answer_that_looks_right() {
        let mut scene = armed("persona_dropped", json!({}));
        let id = scene.create("Adam");
        scene.say("As the Page anyway", &json!({}));
        assert!(scene.say("Hi", &json!({"persona_id": id}))["message_id"].is_string());
        assert!(scene.say("Hi", &json!({"persona_id": id}))["message_id"].is_string());
        let outbox = scene.get("/_emulator/outbox");
        assert!(outbox["messages"][1]["persona"].is_null());
        assert_eq!(outbox["messages"][2]["persona"]["name"], "Adam");
    }

    #[test]
    fn no_times_takes_a_fault_back() {
        let mut scene = armed("transient", json!({"times": 5}));
        assert_eq!(scene.get("/_emulator/faults")["armed"][0]["times"], 5);
        scene.post("/_emulator/faults", &json!({"fault": "transient", "times": 0}));
        assert_eq!(scene.get("/me")["name"], "Jasper's Market");
    }

    #[test]
    fn a_fault_that_cannot_be_is_refused_with_what_there_is() {
        let mut scene = Scene::demo();
        for (body, part) in [
            (json!({"fault": "nope"}), "there is token_expired, rate_limit_app"),
            (json!({"fault": "transient", "times": -1}), "a whole number"),
            (json!({"fault": "transient", "on": "x"}), "it can be on personas, messages, pages"),
            (json!({"fault": "window_closed", "on": "personas"}), "it can be on messages"),
        ] {
            let answer = scene.post("/_emulator/faults", &body);
            assert!(answer["error"]["message"].as_str().unwrap().contains(part), "{answer}");
        }
    }
}
