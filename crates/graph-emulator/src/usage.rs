//! Graph's rate limits: the headers that report their usage, and the error when one is reached.

use serde_json::json;

use crate::{
    error::Refusal,
    model::{Counted, Meter, Meters},
};

/// The headers of the answer to the call, which is counted in them.
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
            // Messages come first.
            uses.insert(0, member);
        }
    }
    if let Some(page_id) = counted.page_id().filter(|_| !uses.is_empty()) {
        headers.push(("x-business-use-case-usage", json!({page_id.as_str(): uses}).to_string()));
    }
    headers
}

/// The error of the meter that is full, if one is.
pub(crate) fn refusal(meters: &Meters, counted: &Counted) -> Option<Refusal> {
    meters.full(counted).map(full)
}

/// Graph's words where a meter is full.
pub(crate) fn full(meter: Meter) -> Refusal {
    match meter {
        Meter::App => {
            Refusal::new(4, "(#4) Application request limit reached").with_status(403).transient()
        }
        Meter::Pages => too_many(80_001, "Page"),
        Meter::Messenger => too_many(80_006, "Messenger"),
    }
}

fn too_many(code: u32, account: &str) -> Refusal {
    let message = format!(
        "(#{code}) There have been too many calls to this {account} account. Wait a bit and try \
         again. For more info, please refer to \
         https://developers.facebook.com/docs/graph-api/overview/rate-limiting."
    );
    Refusal::new(code, message)
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
        test_support::{ORIGIN, Scene, TOKEN, codes},
    };

    fn listed(scene: &mut Scene) -> HttpResponse {
        let target = format!("/me/personas?access_token={TOKEN}");
        scene.call(&Request::new("GET", ORIGIN, &target))
    }

    fn body(response: &HttpResponse) -> Value {
        serde_json::from_slice(&response.body).unwrap()
    }

    #[test]
    fn headers_appear_once_enough_calls_were_made() {
        let mut scene = Scene::demo();
        assert!(Usage::from_response(&listed(&mut scene)).is_empty());
        scene.post("/_emulator/usage", &json!({"meter": "app", "limit": 500}));
        for _ in 0..3 {
            assert_eq!(listed(&mut scene).header("x-app-usage"), None);
        }
        assert_eq!(
            listed(&mut scene).header("x-app-usage"),
            Some(r#"{"call_count":1,"total_time":1,"total_cputime":1}"#)
        );
    }

    #[test]
    fn a_full_meter_refuses_and_regains_with_time() {
        let mut scene = Scene::demo();
        scene.post("/_emulator/usage", &json!({"meter": "messenger", "limit": 2}));
        for _ in 0..2 {
            assert!(scene.say("Hi", &json!({}))["message_id"].is_string());
        }
        assert_eq!(codes(&scene.say("Hi", &json!({}))), (80_006, None));
        let full = listed(&mut scene);
        let usage = Usage::from_response(&full);
        assert_eq!((full.status, usage.highest()), (200, Some(150)));
        assert!(usage.wait().unwrap().as_secs() > 23 * 3600);
        let write = format!("/_emulator/people/{}/messages", scene.psid);
        scene.post("/_emulator/clock", &json!({"advance_seconds": 86_400}));
        scene.post(&write, &json!({"text": "Hi"}));
        assert!(scene.say("Hi", &json!({}))["message_id"].is_string());
    }

    #[test]
    fn a_meter_can_be_set_to_a_percentage() {
        let mut scene = Scene::demo();
        for (meter, code) in [("app", 4), ("pages", 80_001)] {
            scene.post("/_emulator/usage", &json!({"meter": meter, "percent": 0}));
            assert_eq!(Usage::from_response(&listed(&mut scene)).highest(), Some(0), "{meter}");
            scene.post("/_emulator/usage", &json!({"meter": meter, "percent": 100}));
            let refused = listed(&mut scene);
            assert_eq!(codes(&body(&refused)).0, code);
            assert_eq!(Usage::from_response(&refused).highest(), Some(100));
            let answer = scene.post("/_emulator/usage", &json!({"meter": meter, "limit": 0}));
            assert_eq!(answer["meters"][0]["limit"], Value::Null, "{answer}");
            assert_eq!(listed(&mut scene).status, 200);
        }
    }

    #[test]
    fn calls_without_a_token_count_nowhere() {
        let mut scene = Scene::demo();
        scene.call(&Request::new("GET", ORIGIN, "/me"));
        scene.call(&Request::new("OPTIONS", ORIGIN, "/me"));
        assert_eq!(scene.get("/_emulator/usage")["meters"][0]["calls"], 0);
        listed(&mut scene);
        assert_eq!(scene.get("/_emulator/usage")["meters"][0]["calls"], 1);
    }

    #[test]
    fn a_setting_that_cannot_be_says_what_can() {
        let mut scene = Scene::demo();
        for body in [
            json!({"meter": "nope"}),
            json!({"meter": "app"}),
            json!({"meter": "app", "limit": -1}),
            json!({"meter": "app", "percent": 1001}),
            json!({"meter": "pages", "limit": 1, "page_id": "1"}),
        ] {
            let answer = scene.post("/_emulator/usage", &body);
            assert!(answer["error"]["message"].is_string(), "{body}");
        }
    }
}
