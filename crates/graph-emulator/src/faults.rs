//! Failures on demand.

use crate::{
    endpoints::call::Call,
    error::GraphError,
    http::{Body, ResponseFault},
    model::{ArmedFault, Caller, Change, Edge, Fault},
};

/// The effect of the armed faults on a request.
#[derive(Default)]
pub(crate) struct FaultOutcome {
    /// Replaces the handler's body.
    pub(crate) body: Option<Body>,
    pub(crate) fault: Option<ResponseFault>,
    /// Records which faults were considered.
    pub(crate) changes: Vec<Change>,
}

/// Returns the effect of the first armed fault that triggers.
pub(crate) fn trigger(call: &Call<'_>, edge: Edge) -> FaultOutcome {
    let mut outcome = FaultOutcome::default();
    let meets = |armed: &&ArmedFault| {
        // This fault applies to messages with a persona only; the Send API checks it.
        armed.applies_to(edge, call.method) && armed.fault != Fault::PersonaDropped
    };
    for armed in call.state.faults().iter().filter(meets) {
        outcome.changes.push(armed.to_change());
        if armed.triggers() {
            outcome.body = body(armed.fault, call);
            outcome.fault = response_fault(armed.fault, armed.ms);
            break;
        }
    }
    outcome
}

/// The body that replaces the handler's; `None` if the request is applied.
fn body(fault: Fault, call: &Call<'_>) -> Option<Body> {
    let error = match fault {
        Fault::TokenExpired => {
            let expired_at = call.now.before_ms(3_600_000);
            GraphError::token_expired(&expired_at.to_string(), &call.now.to_string())
        }
        Fault::TokenInvalid => GraphError::token_invalidated(),
        Fault::Permission => GraphError::permission_missing(),
        Fault::RateLimitApp => GraphError::app_limit_reached(),
        Fault::RateLimitPage if call.caller == Caller::User => {
            GraphError::page_limit_reached_by_user()
        }
        Fault::RateLimitPage => GraphError::page_limit_reached(),
        Fault::RateLimitCustom => GraphError::custom_limit_reached(),
        Fault::RateLimitMessenger => GraphError::messenger_limit_reached(),
        Fault::Transient => GraphError::service_unavailable(),
        Fault::Unknown => GraphError::unknown_with_subcode(),
        Fault::WindowClosed => GraphError::outside_window(),
        Fault::BlockedUrl => GraphError::blocked_url(),
        Fault::PersonUnavailable => GraphError::person_unavailable(),
        Fault::ThreadTaken => GraphError::thread_controlled_by_another_app(),
        Fault::Html500 | Fault::Reset => return Some(Body::Html(500)),
        Fault::Html200 => return Some(Body::Html(200)),
        Fault::Redirect => return Some(Body::Redirect),
        Fault::PersonaDropped
        | Fault::WrongTypes
        | Fault::TruncatedJson
        | Fault::CutBody
        | Fault::NoAnswer
        | Fault::Slow => return None,
    };
    Some(Body::Error(Box::new(error)))
}

/// The defect of the response or of its delivery.
fn response_fault(fault: Fault, ms: Option<u64>) -> Option<ResponseFault> {
    match fault {
        Fault::WrongTypes => Some(ResponseFault::WrongTypes),
        Fault::TruncatedJson => Some(ResponseFault::TruncatedJson),
        Fault::CutBody => Some(ResponseFault::CutBody),
        Fault::NoAnswer => Some(ResponseFault::NoAnswer),
        Fault::Reset => Some(ResponseFault::Reset),
        Fault::Slow => Some(ResponseFault::Slow { ms: ms.unwrap_or(SLOW_MS) }),
        _ => None,
    }
}

const SLOW_MS: u64 = 5000;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        http::{Delivery, Reply, Request},
        test_support::{ORIGIN, TOKEN, TestClient, USER_TOKEN, codes},
    };

    fn armed(fault: &str, more: serde_json::Value) -> TestClient {
        let mut client = TestClient::demo();
        let mut body = more;
        body["fault"] = json!(fault);
        let answer = client.post("/_emulator/faults", &body);
        assert_eq!(answer["fault"], fault, "{answer}");
        client
    }

    #[test]
    fn each_fault_has_its_codes_once() {
        for (fault, expected) in [
            ("token_expired", (190, Some(463))),
            ("token_invalid", (190, Some(467))),
            ("rate_limit_app", (4, None)),
            ("rate_limit_page", (80_001, None)),
            ("rate_limit_custom", (613, None)),
            ("rate_limit_messenger", (80_006, None)),
            ("thread_taken", (10, Some(2_018_300))),
            ("transient", (2, None)),
            ("unknown", (1, Some(99))),
            ("permission", (10, Some(1_404_170))),
            ("window_closed", (10, Some(2_018_278))),
            ("blocked_url", (368, Some(1_346_003))),
            ("person_unavailable", (551, Some(1_545_041))),
        ] {
            let mut client = armed(fault, json!({}));
            assert_eq!(codes(&client.send_text("Hi", &json!({}))), expected, "{fault}");
            assert!(client.send_text("Hi", &json!({}))["message_id"].is_string(), "{fault}");
        }
    }

    #[test]
    fn as_str_is_the_name_in_json() {
        for fault in Fault::ALL {
            assert_eq!(json!(fault), fault.as_str());
        }
        for edge in Edge::ALL {
            assert_eq!(json!(edge), edge.as_str());
        }
    }

    #[test]
    fn a_fault_affects_its_scope_only() {
        let mut client = armed("transient", json!({"on": "messages", "times": 2}));
        assert!(client.get("/me/personas")["data"].is_array());
        assert_eq!(codes(&client.send_text("Hi", &json!({}))), (2, None));
        assert_eq!(codes(&client.send_text("Hi", &json!({}))), (2, None));
        assert!(client.send_text("Hi", &json!({}))["message_id"].is_string());
    }

    fn get(client: &mut TestClient, token: &str) -> Reply {
        let request = Request::new("GET", ORIGIN, &format!("/me?access_token={token}"));
        client.emulator.handle(&request, client.now)
    }

    #[test]
    fn a_web_page_comes_instead_of_json() {
        for (fault, status) in [("html_500", 500), ("html_200", 200)] {
            let mut client = armed(fault, json!({}));
            let response = get(&mut client, TOKEN).response;
            assert_eq!(response.status, status);
            assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"));
            assert!(response.body.starts_with(b"<!DOCTYPE html>"));
        }
    }

    #[test]
    fn a_redirect_names_another_address() {
        let response = get(&mut armed("redirect", json!({})), TOKEN).response;
        assert_eq!((response.status, response.header("location")), (302, Some("/login")));
    }

    #[test]
    fn the_wrong_types_are_json() {
        let response = get(&mut armed("wrong_types", json!({})), TOKEN).response;
        assert_eq!(response.status, 200);
        let body: serde_json::Value = serde_json::from_slice(&response.body).unwrap();
        assert!(body["id"].is_object() && body["data"].is_string());
    }

    #[test]
    fn a_page_limit_has_another_code_for_a_user() {
        let mut client = armed("rate_limit_page", json!({}));
        let refused = get(&mut client, USER_TOKEN).response;
        assert_eq!(codes(&serde_json::from_slice(&refused.body).unwrap()), (32, None));
    }

    #[test]
    fn connection_faults_are_in_the_delivery() {
        let whole = get(&mut TestClient::demo(), TOKEN);
        let half = whole.response.body.len() / 2;
        assert_eq!(whole.delivery, Delivery::Whole);
        for (fault, more, delivery) in [
            ("cut_body", json!({}), Delivery::Cut { bytes: half }),
            ("no_answer", json!({}), Delivery::Never),
            ("reset", json!({}), Delivery::Reset),
            ("slow", json!({}), Delivery::After { ms: 5000 }),
            ("slow", json!({"ms": 70}), Delivery::After { ms: 70 }),
        ] {
            let mut client = armed(fault, more);
            let reply = get(&mut client, TOKEN);
            assert_eq!(reply.delivery, delivery, "{fault}");
            assert_eq!(get(&mut client, TOKEN).delivery, Delivery::Whole, "{fault}");
            if fault != "reset" {
                assert_eq!(reply.response.body, whole.response.body, "{fault}");
            }
        }
        let cut = get(&mut armed("truncated_json", json!({})), TOKEN);
        assert_eq!(cut.delivery, Delivery::Whole);
        assert_eq!(Some(&cut.response.body[..]), whole.response.body.get(..half));
    }

    #[test]
    fn lost_responses_were_applied_and_reset_requests_were_not() {
        for (fault, is_done) in [
            ("wrong_types", true),
            ("truncated_json", true),
            ("cut_body", true),
            ("no_answer", true),
            ("slow", true),
            ("reset", false),
            ("html_200", false),
            ("redirect", false),
        ] {
            let mut client = armed(fault, json!({"on": "messages"}));
            let body = json!({"recipient": {"id": client.psid}, "message": {"text": "Hi"}});
            let mut request =
                Request::new("POST", ORIGIN, &format!("/me/messages?access_token={TOKEN}"));
            request.body = body.to_string().into_bytes();
            client.emulator.handle(&request, client.now);
            let outbox = client.get("/_emulator/outbox");
            assert_eq!(
                outbox["messages"].as_array().unwrap().len(),
                usize::from(is_done),
                "{fault}"
            );
        }
    }

    #[test]
    fn a_probability_affects_that_share_of_requests_deterministically() {
        let run = |seed: u64| {
            let body = json!({"times": 1000, "probability": 0.3, "seed": seed});
            let mut client = armed("transient", body);
            let statuses = (0..200).map(|_| get(&mut client, TOKEN).response.status == 500);
            statuses.collect::<Vec<_>>()
        };
        let first = run(0);
        let hits = first.iter().filter(|failed| **failed).count();
        assert!((40..80).contains(&hits), "{hits}");
        assert_eq!(run(0), first);
        assert_ne!(run(1), first);
        let mut never = armed("transient", json!({"probability": 0}));
        assert_eq!(get(&mut never, TOKEN).response.status, 200);
        assert_eq!(never.get("/_emulator/faults")["armed"][0]["probability"], 0.0);
    }

    #[test]
    fn a_dropped_persona_looks_like_a_success() {
        let mut client = armed("persona_dropped", json!({}));
        let id = client.create_persona("Adam");
        client.send_text("As the Page anyway", &json!({}));
        assert!(client.send_text("Hi", &json!({"persona_id": id}))["message_id"].is_string());
        assert!(client.send_text("Hi", &json!({"persona_id": id}))["message_id"].is_string());
        let outbox = client.get("/_emulator/outbox");
        assert!(outbox["messages"][1]["persona"].is_null());
        assert_eq!(outbox["messages"][2]["persona"]["name"], "Adam");
    }

    #[test]
    fn zero_times_disarms_a_fault() {
        let mut client = armed("transient", json!({"times": 5}));
        assert_eq!(client.get("/_emulator/faults")["armed"][0]["times"], 5);
        client.post("/_emulator/faults", &json!({"fault": "transient", "times": 0}));
        assert_eq!(client.get("/me")["name"], "Jasper's Market");
    }

    #[test]
    fn invalid_faults_name_the_valid_ones() {
        let mut client = TestClient::demo();
        for (body, part) in [
            (json!({"fault": "nope"}), "there is token_expired, token_invalid"),
            (json!({"fault": "transient", "times": -1}), "a whole number"),
            (json!({"fault": "transient", "probability": 1.5}), "between 0 and 1"),
            (json!({"fault": "transient", "probability": "0.1234567"}), "six digits"),
            (json!({"fault": "transient", "ms": 5}), "only slow"),
            (json!({"fault": "slow", "ms": "x"}), "a whole number"),
            (json!({"fault": "transient", "seed": "x"}), "a whole number"),
            (json!({"fault": "transient", "on": "x"}), "it can be on personas, messages, pages"),
            (json!({"fault": "window_closed", "on": "personas"}), "it can be on messages"),
        ] {
            let answer = client.post("/_emulator/faults", &body);
            assert!(answer["error"]["message"].as_str().unwrap().contains(part), "{answer}");
        }
    }
}
