//! Graph's rate limits: the headers that report their usage, and the error when one is reached.

use serde_json::json;

use crate::{
    error::GraphError,
    model::{Counted, Meter, Meters},
};

/// The headers of a response. Its own request is included.
pub(crate) fn headers(meters: &Meters, counted: &Counted) -> Vec<(&'static str, String)> {
    let mut headers = Vec::new();
    let mut uses = Vec::new();
    for usage in meters.usages(counted) {
        let percent = usage.percent;
        match usage.meter {
            Meter::App => headers.push(("x-app-usage", percentages(percent))),
            Meter::Pages => headers.push(("x-page-usage", percentages(percent))),
            Meter::Messenger => {}
        }
        if usage.meter != Meter::App {
            let member = json!({
                "type": usage.meter.as_str(),
                "call_count": percent,
                "total_cputime": percent,
                "total_time": percent,
                "estimated_time_to_regain_access": usage.regain_minutes,
            });
            // Messages are first.
            uses.insert(0, member);
        }
    }
    if let Some(page_id) = counted.page_id().filter(|_| !uses.is_empty()) {
        headers.push(("x-business-use-case-usage", json!({page_id.as_str(): uses}).to_string()));
    }
    headers
}

/// The error of the first meter that is full.
pub(crate) fn error(meters: &Meters, counted: &Counted) -> Option<GraphError> {
    meters.first_full(counted).map(full)
}

/// The error of a meter that is full.
pub(crate) fn full(meter: Meter) -> GraphError {
    match meter {
        Meter::App => GraphError::app_limit_reached(),
        Meter::Pages => GraphError::page_limit_reached(),
        Meter::Messenger => GraphError::messenger_limit_reached(),
    }
}

fn percentages(percent: u64) -> String {
    format!("{{\"call_count\":{percent},\"total_time\":{percent},\"total_cputime\":{percent}}}")
}

#[cfg(test)]
mod tests {
    use messenger_personas::{HttpResponse, Usage};
    use serde_json::{Value, json};

    use crate::{
        http::Request,
        test_support::{ORIGIN, TOKEN, TestClient, codes},
    };

    fn listed(client: &mut TestClient) -> HttpResponse {
        let target = format!("/me/personas?access_token={TOKEN}");
        client.send(&Request::new("GET", ORIGIN, &target))
    }

    fn body(response: &HttpResponse) -> Value {
        serde_json::from_slice(&response.body).unwrap()
    }

    #[test]
    fn usage_headers_appear_above_one_percent() {
        let mut client = TestClient::demo();
        assert!(Usage::from_response(&listed(&mut client)).is_empty());
        client.post("/_emulator/usage", &json!({"meter": "app", "limit": 500}));
        for _ in 0..3 {
            assert_eq!(listed(&mut client).header("x-app-usage"), None);
        }
        assert_eq!(
            listed(&mut client).header("x-app-usage"),
            Some(r#"{"call_count":1,"total_time":1,"total_cputime":1}"#)
        );
    }

    #[test]
    fn a_full_meter_fails_requests_until_time_passes() {
        let mut client = TestClient::demo();
        client.post("/_emulator/usage", &json!({"meter": "messenger", "limit": 2}));
        for _ in 0..2 {
            assert!(client.send_text("Hi", &json!({}))["message_id"].is_string());
        }
        assert_eq!(codes(&client.send_text("Hi", &json!({}))), (80_006, None));
        let full = listed(&mut client);
        let usage = Usage::from_response(&full);
        assert_eq!((full.status, usage.highest()), (200, Some(150)));
        assert!(usage.wait().unwrap().as_secs() > 23 * 3600);
        let write = format!("/_emulator/people/{}/messages", client.psid);
        client.post("/_emulator/clock", &json!({"advance_seconds": 86_400}));
        client.post(&write, &json!({"text": "Hi"}));
        assert!(client.send_text("Hi", &json!({}))["message_id"].is_string());
    }

    #[test]
    fn a_meter_can_be_set_to_a_percentage() {
        let mut client = TestClient::demo();
        for (meter, code) in [("app", 4), ("pages", 80_001)] {
            client.post("/_emulator/usage", &json!({"meter": meter, "percent": 0}));
            assert_eq!(Usage::from_response(&listed(&mut client)).highest(), Some(0), "{meter}");
            client.post("/_emulator/usage", &json!({"meter": meter, "percent": 100}));
            let refused = listed(&mut client);
            assert_eq!(codes(&body(&refused)).0, code);
            assert_eq!(Usage::from_response(&refused).highest(), Some(100));
            let answer = client.post("/_emulator/usage", &json!({"meter": meter, "limit": 0}));
            assert_eq!(answer["meters"][0]["limit"], Value::Null, "{answer}");
            assert_eq!(listed(&mut client).status, 200);
        }
    }

    #[test]
    fn requests_without_a_token_are_not_counted() {
        let mut client = TestClient::demo();
        client.send(&Request::new("GET", ORIGIN, "/me"));
        client.send(&Request::new("OPTIONS", ORIGIN, "/me"));
        assert_eq!(client.get("/_emulator/usage")["meters"][0]["calls"], 0);
        listed(&mut client);
        assert_eq!(client.get("/_emulator/usage")["meters"][0]["calls"], 1);
    }

    #[test]
    fn invalid_settings_name_the_valid_ones() {
        let mut client = TestClient::demo();
        for body in [
            json!({"meter": "nope"}),
            json!({"meter": "app"}),
            json!({"meter": "app", "limit": -1}),
            json!({"meter": "app", "percent": 1001}),
            json!({"meter": "pages", "limit": 1, "page_id": "1"}),
        ] {
            let answer = client.post("/_emulator/usage", &body);
            assert!(answer["error"]["message"].is_string(), "{body}");
        }
    }
}
