//! `/_emulator/…`: the control plane, which changes and reports the state of the emulator.

mod access;
mod attachments;
mod buttons;
mod clock;
mod context;
mod faults;
mod pages;
mod people;
mod pictures;
mod postbacks;
mod quick_reply;
mod seed;
mod settings;
mod thread_owner;
mod usage;
mod webhooks;

use std::borrow::Cow;

use messenger_personas::HttpResponse;
use serde_json::json;

use self::context::{Control, ControlError, ControlResult, Output, json_response};
use crate::{
    http::{Reply, Request, cors},
    model::{Seed, State, Timestamp},
    unverified::GUESSES,
};

/// The routes of the control plane.
fn route(control: &Control<'_>, method: &str, path: &[&str]) -> ControlResult {
    match (method, path) {
        ("GET", ["health"]) => Ok(health(control)),
        ("POST", ["reset"]) => Ok(seed::reset(control)),
        ("POST", ["seed"]) => seed::replace(control),
        ("GET", ["unverified"]) => Ok(Output::new(&json!({ "guesses": GUESSES }))),
        ("GET", ["pages"]) => Ok(pages::list(control)),
        ("POST", ["pages", page_id]) => access::set_page(control, page_id),
        ("GET", ["tokens"]) => Ok(access::tokens(control)),
        ("GET", ["attachments"]) => Ok(attachments::list(control)),
        ("GET", ["attachments", _]) => Err(attachments::bytes_not_kept()),
        ("GET", ["outbox"]) => Ok(pages::outbox(control)),
        ("POST", ["people", psid]) => access::set_person(control, psid),
        ("GET", ["people", psid, "thread_owner"]) => thread_owner::get(control, psid),
        ("POST", ["people", psid, "thread_owner"]) => thread_owner::set(control, psid),
        ("POST", ["people", psid, "request_thread_control"]) => {
            thread_owner::request(control, psid)
        }
        ("GET", ["people", psid, "messages"]) => people::conversation(control, psid),
        ("POST", ["people", psid, "messages"]) => people::write(control, psid),
        ("POST", ["people", psid, "reactions"]) => people::react(control, psid),
        ("POST", ["people", psid, "postbacks"]) => postbacks::press(control, psid),
        ("POST", ["people", psid, "reads"]) => postbacks::read(control, psid),
        ("GET", ["webhooks"]) => Ok(webhooks::list(control)),
        ("POST", ["webhooks"]) => webhooks::set(control),
        ("DELETE", ["webhooks"]) => webhooks::remove(control),
        ("GET", ["clock"]) => Ok(clock::read(control)),
        ("POST", ["clock"]) => clock::set(control),
        ("GET", ["faults"]) => Ok(faults::list(control)),
        ("POST", ["faults"]) => faults::arm(control),
        ("GET", ["app"]) => Ok(settings::app(control)),
        ("GET", ["settings"]) => Ok(settings::get(control)),
        ("POST", ["settings"]) => settings::set(control),
        ("GET", ["usage"]) => Ok(usage::list(control)),
        ("POST", ["usage"]) => usage::set(control),
        (
            _,
            [
                "health" | "reset" | "seed" | "unverified" | "pages" | "tokens" | "outbox"
                | "attachments" | "clock" | "faults" | "app" | "settings" | "usage" | "webhooks",
            ]
            | ["pages" | "people" | "attachments", _]
            | [
                "people",
                _,
                "messages"
                | "reactions"
                | "postbacks"
                | "reads"
                | "thread_owner"
                | "request_thread_control",
            ],
        ) => Err(ControlError(405, format!("this address does not take {method}"))),
        _ => Err(ControlError(404, format!("nothing is at this address; there is {ADDRESSES}"))),
    }
}

/// Handles a request of the control plane.
pub(crate) fn handle(state: &State, seed: &Seed, request: &Request, outside: Timestamp) -> Reply {
    let segments = request.segments();
    let path: Vec<&str> = segments.iter().skip(1).map(Cow::as_ref).collect();
    let method = if request.method == "HEAD" { "GET" } else { request.method.as_str() };
    let control = Control { state, seed, request, now: state.now(outside), outside };
    let (mut response, changes) = match (method, path.as_slice()) {
        ("OPTIONS", _) => (preflight(), Vec::new()),
        ("GET", ["pictures", rest @ ..]) => (pictures::get(rest), Vec::new()),
        _ => match route(&control, method, &path) {
            Ok(answer) => (json_response(200, answer.body), answer.changes),
            Err(mistake) => (mistake.response(), Vec::new()),
        },
    };
    if request.method == "HEAD" {
        response.body.clear();
    }
    Reply::plain(response, changes)
}

fn health(control: &Control<'_>) -> Output {
    let body = json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "now": control.now.to_string(),
    });
    Output::new(&body)
}

fn preflight() -> HttpResponse {
    let mut headers = cors::headers();
    headers.extend(cors::preflight_headers());
    headers.push(("cache-control".to_owned(), "no-store".to_owned()));
    HttpResponse { status: 204, headers, body: Vec::new() }
}

const ADDRESSES: &str = "GET health, app, pages, tokens, outbox, attachments, \
    people/{psid}/messages, people/{psid}/thread_owner, clock, faults, settings, usage, \
    unverified, webhooks, pictures/{name}.svg, POST reset, seed, pages/{page-id}, people/{psid}, \
    people/{psid}/messages, people/{psid}/reactions, people/{psid}/postbacks, \
    people/{psid}/reads, people/{psid}/thread_owner, people/{psid}/request_thread_control, clock, \
    faults, settings, usage, webhooks and DELETE webhooks";

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        http::Request,
        test_support::{ORIGIN, TOKEN, TestClient},
    };

    #[test]
    fn pages_have_tokens_people_and_pictures() {
        let mut client = TestClient::demo();
        let pages = client.get("/_emulator/pages");
        let market = &pages["pages"][0];
        assert_eq!(
            (&market["name"], &market["access_token"]),
            (&json!("Jasper's Market"), &json!(TOKEN))
        );
        let open: Vec<_> =
            market["people"].as_array().unwrap().iter().map(|it| &it["window_open"]).collect();
        assert_eq!(open, [true, true, true, false]);
        let picture = market["picture_url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
        let response = client.send(&Request::new("GET", ORIGIN, picture));
        assert_eq!(response.header("content-type"), Some("image/svg+xml"));
        assert_eq!(response.status, 200);
    }

    #[test]
    fn a_reset_goes_back_to_the_seed() {
        let mut client = TestClient::demo();
        let before = (client.get("/_emulator/pages"), client.persona_ids());
        client.create_persona("Adam");
        client.send_text("Hi", &json!({}));
        client.post("/_emulator/clock", &json!({"advance_seconds": 90_000}));
        client.post("/_emulator/faults", &json!({"fault": "transient", "times": 9}));
        assert_eq!(client.post("/_emulator/reset", &Value::Null), json!({"success": true}));
        assert_eq!((client.get("/_emulator/pages"), client.persona_ids()), before);
        assert_eq!(client.get("/_emulator/outbox"), json!({"messages": []}));
    }

    #[test]
    fn another_seed_applies_until_the_reset() {
        let mut client = TestClient::demo();
        let before = client.get("/_emulator/pages");
        let own = json!({"pages": [{"name": "Mine", "access_token": TOKEN,
            "people": [{"name": "Ana Petrova"}]}]});
        for (seed, names) in [
            (own, vec!["Mine"]),
            (json!({"seed": "empty"}), vec![]),
            (json!({"seed": "demo"}), vec!["Jasper's Market", "Jasper's Bakery"]),
        ] {
            assert_eq!(client.post("/_emulator/seed", &seed), json!({"success": true}));
            let pages = client.get("/_emulator/pages");
            let seeded: Vec<_> = pages["pages"]
                .as_array()
                .unwrap()
                .iter()
                .map(|page| page["name"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(seeded, names);
        }
        client.post("/_emulator/seed", &json!({"seed": "empty"}));
        for mistake in [json!({"seed": "nope"}), json!({"pages": 1}), json!({"page": []})] {
            let answer = client.post("/_emulator/seed", &mistake);
            assert!(answer["error"]["message"].is_string(), "{mistake}");
        }
        client.post("/_emulator/reset", &json!({}));
        assert_eq!(client.get("/_emulator/pages"), before);
    }

    #[test]
    fn a_person_sends_a_message() {
        let mut client = TestClient::demo();
        let target = format!("/_emulator/people/{}/messages", client.late_psid);
        let message = client.post(&target, &json!({"text": "Hi"}));
        assert_eq!(
            (&message["from"], &message["text"], &message["persona"]),
            (&json!("person"), &json!("Hi"), &Value::Null)
        );
        assert_eq!(client.get(&target)["messages"][1], message);
        assert_eq!(client.get("/_emulator/pages")["pages"][0]["people"][3]["window_open"], true);
        for body in [json!({}), json!({"text": " "})] {
            assert!(client.post(&target, &body)["error"]["message"].is_string());
        }
    }

    #[test]
    fn control_responses_are_not_cached_and_have_a_status() {
        for (method, target, status) in [
            ("GET", "/_emulator/health", 200),
            ("HEAD", "/_emulator/health", 200),
            ("GET", "/_emulator/unverified", 200),
            ("GET", "/_emulator", 404),
            ("GET", "/_emulator/nope", 404),
            ("GET", "/_emulator/reset", 405),
            ("GET", "/_emulator/people/1/messages", 404),
            ("GET", "/_emulator/people/../messages", 404),
            ("GET", "/_emulator/pictures/A.svg", 404),
            ("OPTIONS", "/_emulator/people/1/messages", 204),
        ] {
            let response = TestClient::demo().send(&Request::new(method, ORIGIN, target));
            assert_eq!(response.status, status, "{method} {target}");
            assert_eq!(response.header("cache-control"), Some("no-store"));
            assert_eq!(response.header("access-control-allow-origin"), Some("*"));
        }
    }
}
