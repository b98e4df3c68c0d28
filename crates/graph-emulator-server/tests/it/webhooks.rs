//! Webhooks: verification, delivery, order, and what survives a crash.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use graph_emulator::{Emulator, Seed, Timestamp};
use graph_emulator_server::{Limits, Options, Server};
use serde_json::{Value, json};

use crate::{
    bot::{Bot, Received, VERIFY_TOKEN, good},
    client::{Client, Folder, Running, start_error},
};

const APP_SECRET: &str = "5ec2e75ec2e75ec2e75ec2e7";

/// A server that sends events to this URL.
pub(crate) fn start(url: &str, more: &[&str]) -> Running {
    Running::start(&args(url, more))
}

fn args<'a>(url: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let flags = ["--port", "0", "--webhook", url, "--verify-token", VERIFY_TOKEN];
    [&flags[..], &["--app-secret", APP_SECRET], more].concat()
}

fn post_json(server: &Client, target: &str, body: &Value) -> Value {
    let headers = ["Accept: */*", "Content-Type: application/json"];
    server.call("POST", target, &headers, body.to_string().as_bytes()).json()
}

pub(crate) fn write(server: &Client, psid: &str, text: &str) {
    let sent =
        post_json(server, &format!("/_emulator/people/{psid}/messages"), &json!({"text": text}));
    assert!(sent["message_id"].is_string(), "{sent}");
}

/// Waits until the list of webhooks is as `is_done` says.
fn webhooks_until(server: &Client, is_done: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..3000 {
        let webhooks = server.get("/_emulator/webhooks").json();
        if is_done(&webhooks) {
            return webhooks;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("{}", server.get("/_emulator/webhooks").text());
}

#[test]
fn a_webhook_is_verified_before_it_is_sent_events() {
    let attempts = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&attempts);
    let bot = Bot::start(move |request| match request.method.as_str() {
        "GET" if counted.fetch_add(1, Ordering::AcqRel) == 0 => Some((503, "wait".to_owned())),
        _ => Some(good(request)),
    });
    let server = start(&format!("{}?page=1", bot.url), &[]);
    let (_, psid, _) = server.market();
    write(&server, &psid, "Hi");
    bot.events_until(|events| !events.is_empty());
    let received = bot.received();
    let methods: Vec<_> = received.iter().map(|it| it.method.as_str()).collect();
    assert_eq!(methods, ["GET", "GET", "POST"]);
    for request in &received[..2] {
        assert!(request.target.starts_with("/webhook?page=1&"), "{}", request.target);
        assert_eq!(request.param("hub.mode"), Some("subscribe"));
        assert_eq!(request.param("hub.verify_token"), Some(VERIFY_TOKEN));
        let challenge = request.param("hub.challenge").unwrap();
        assert!(challenge.parse::<i32>().unwrap() > 0, "{challenge}");
    }
    let webhooks = server.get("/_emulator/webhooks").json();
    assert_eq!(webhooks["subscriptions"][0]["verification"], "verified");
    assert!(!webhooks.to_string().contains(VERIFY_TOKEN));
    assert!(!webhooks.to_string().contains(APP_SECRET));
}

#[test]
fn a_bot_that_responds_with_something_else_is_sent_nothing() {
    let bot = Bot::start(|request| Some((200, format!("no: {}", request.target))));
    let mut server = Running::start_logged(&args(&bot.url, &[]));
    let (_, psid, _) = server.market();
    write(&server, &psid, "Hi");
    let failed = |it: &Value| it["subscriptions"][0]["verification"] == "failed";
    let webhooks = webhooks_until(&server, failed);
    let error = webhooks["subscriptions"][0]["error"].as_str().unwrap();
    assert!(error.contains("hub.challenge"), "{error}");
    assert_eq!(webhooks["events"][0]["state"], "pending");
    assert_eq!(webhooks["events"][0]["attempts"], 0);
    assert!(bot.events().is_empty());
    server.child.kill().unwrap();
    let mut log = String::new();
    std::io::Read::read_to_string(&mut server.child.stderr.take().unwrap(), &mut log).unwrap();
    assert!(log.contains("not verified yet"), "{log}");
    assert!(!log.contains(VERIFY_TOKEN) && !log.contains(APP_SECRET), "{log}");
}

#[test]
fn an_event_is_signed_and_has_metas_headers() {
    let bot = Bot::start_good();
    let server = start(&bot.url, &["--webhook-fields", "messages"]);
    let (page_id, psid, _) = server.market();
    write(&server, &psid, "Grüße");
    let events = bot.events_until(|events| !events.is_empty());
    let event = &events[0];
    assert_eq!(event.header("content-type"), Some("application/json"));
    assert_eq!(event.header("user-agent"), Some("facebookexternalua"));
    assert_eq!(event.header("content-length"), Some(&*event.body.len().to_string()));
    assert_eq!(event.header("transfer-encoding"), None);
    let body = String::from_utf8(event.body.clone()).unwrap();
    assert!(body.contains(r"Gr\u00fc\u00dfe"), "{body}");
    let seed = Seed::empty().with_app_secret(APP_SECRET);
    let signatures = Emulator::new(seed, Timestamp::from_unix_ms(0)).sign(&event.body);
    for (name, algorithm) in [("x-hub-signature", "sha1"), ("x-hub-signature-256", "sha256")] {
        let signature = event.header(name).unwrap();
        let expected = signatures.iter().find(|(other, _)| *other == name).unwrap();
        assert_eq!(signature, expected.1);
        assert!(signature.starts_with(&format!("{algorithm}=")), "{signature}");
    }
    let sent = event.event();
    assert_eq!(sent["sender"]["id"], *psid);
    assert_eq!(sent["recipient"]["id"], *page_id);
    let app = server.get("/_emulator/app").json();
    assert_eq!(app["secret"], APP_SECRET);
}

#[test]
fn an_event_is_sent_again_until_there_is_a_response_with_200() {
    let replies = Mutex::new(vec![
        Some((500, String::new())),
        Some((201, String::new())),
        Some((302, String::new())),
        None,
    ]);
    let bot = Bot::start(move |request| {
        if request.method == "GET" {
            return Some(good(request));
        }
        let mut replies = replies.lock().unwrap();
        if replies.is_empty() { Some(good(request)) } else { replies.remove(0) }
    });
    let server = start(&bot.url, &["--webhook-fields", "messages"]);
    let (_, psid, _) = server.market();
    write(&server, &psid, "First");
    write(&server, &psid, "Second");
    let events = bot.events_until(|events| events.len() >= 6);
    let texts: Vec<_> = events.iter().map(Received::text).collect();
    assert_eq!(texts, ["First", "First", "First", "First", "First", "Second"]);
    for again in &events[1..5] {
        assert_eq!(again.body, events[0].body);
        assert_eq!(again.header("x-hub-signature-256"), events[0].header("x-hub-signature-256"));
    }
    let webhooks = webhooks_until(&server, |it| it["pending"] == 0);
    let first = &webhooks["events"][0];
    assert_eq!(
        (&first["state"], &first["attempts"], &first["status"]),
        (&json!("delivered"), &json!(5), &json!(200))
    );
}

#[test]
fn a_bot_may_call_graph_before_it_responds() {
    let address = Arc::new(Mutex::new(String::new()));
    let shared = Arc::clone(&address);
    let bot = Bot::start(move |request| {
        if request.method == "POST" {
            let sender = request.event()["sender"]["id"].as_str().unwrap().to_owned();
            let body = json!({
                "recipient": {"id": sender},
                "message": {"text": format!("You said: {}", request.text())},
                "access_token": "EAABemulatorDemoJaspersMarketTokenZDZD",
            });
            let address = shared.lock().unwrap().clone();
            let sent = call(&address, &body);
            assert!(sent.contains("message_id"), "{sent}");
        }
        Some(good(request))
    });
    let server = start(&bot.url, &["--webhook-fields", "messages"]);
    address.lock().unwrap().clone_from(&server.address);
    let (_, psid, _) = server.market();
    write(&server, &psid, "Hi");
    bot.events_until(|events| !events.is_empty());
    let outbox = server.get("/_emulator/outbox").json();
    assert_eq!(outbox["messages"][0]["text"], "You said: Hi");
}

fn call(address: &str, body: &Value) -> String {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let body = body.to_string();
    let head = format!(
        "POST /me/messages HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn events_of_a_person_are_sent_in_order_and_those_of_others_meanwhile() {
    let bot = Bot::start(|request| {
        // The first event of the first person is refused until there was one of the other.
        Some(if request.text() == "stuck" { (500, String::new()) } else { good(request) })
    });
    let server = start(&bot.url, &["--webhook-fields", "messages"]);
    let pages = server.get("/_emulator/pages").json();
    let psid = |number: usize| pages["pages"][0]["people"][number]["psid"].as_str().unwrap();
    write(&server, psid(0), "stuck");
    write(&server, psid(0), "behind it");
    for number in 0..20 {
        write(&server, psid(1), &number.to_string());
    }
    let events = bot
        .events_until(|events| events.iter().filter(|event| event.text() != "stuck").count() >= 20);
    let others: Vec<_> = events.iter().map(Received::text).filter(|text| text != "stuck").collect();
    assert_eq!(others, (0..20).map(|number| number.to_string()).collect::<Vec<_>>());
    let webhooks = server.get("/_emulator/webhooks").json();
    assert_eq!(webhooks["events"][0]["state"], "pending");
    assert_eq!(webhooks["events"][1]["attempts"], 0);
}

#[test]
fn a_webhook_is_set_replaced_and_removed_in_the_control_plane() {
    let (old, new) = (Bot::start_good(), Bot::start_good());
    let server = Running::start(&["--port", "0"]);
    let (_, psid, _) = server.market();
    let set = |url: &str| {
        let body = json!({"url": url, "verify_token": VERIFY_TOKEN, "fields": ["messages"]});
        post_json(&server, "/_emulator/webhooks", &body)
    };
    assert_eq!(set(&old.url)["url"], old.url);
    write(&server, &psid, "to the old one");
    old.events_until(|events| events.len() == 1);
    set(&new.url);
    write(&server, &psid, "to the new one");
    assert_eq!(new.events_until(|events| events.len() == 1)[0].text(), "to the new one");
    assert_eq!(old.events().len(), 1);
    // Nothing listens there.
    let nowhere = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    set(&format!("http://{nowhere}/webhook"));
    write(&server, &psid, "lost");
    let failed = |it: &Value| it["subscriptions"][0]["verification"] == "failed";
    webhooks_until(&server, failed);
    let removed = server.call("DELETE", "/_emulator/webhooks", &[], b"").json();
    assert_eq!(removed["success"], true);
    let webhooks = webhooks_until(&server, |it| it["pending"] == 0);
    assert_eq!(webhooks["events"][2]["state"], "dropped");
    set(&new.url);
    write(&server, &psid, "again");
    assert_eq!(new.events_until(|events| events.len() == 2)[1].text(), "again");
}

#[test]
fn a_reset_forgets_events_and_keeps_the_webhook_of_the_start() {
    let bot = Bot::start_good();
    let server = start(&bot.url, &["--webhook-fields", "messages"]);
    let (_, psid, _) = server.market();
    for round in 1..=3 {
        write(&server, &psid, &format!("round {round}"));
        let events = bot.events_until(|events| events.len() == round);
        assert_eq!(events[round - 1].text(), format!("round {round}"));
        post_json(&server, "/_emulator/reset", &json!({}));
        assert_eq!(server.get("/_emulator/webhooks").json()["events"], json!([]));
    }
}

#[test]
fn flags_that_do_not_fit_say_what_would_do() {
    let url = "http://127.0.0.1:3000/webhook";
    for (flags, part) in [
        (&["--webhook", url][..], "--webhook needs --verify-token"),
        (&["--verify-token", "T"], "add the address of your bot"),
        (&["--webhook-fields", "messages"], "leave out --webhook-fields"),
        (&["--webhook", "3000"], "such as http://127.0.0.1:3000/webhook"),
        (&["--webhook", "https://127.0.0.1/a"], "without TLS"),
        (&["--webhook", url, "--verify-token", " "], "--webhook needs --verify-token"),
        (&["--webhook", "http://bot.example/a", "--verify-token", "T"], "--allow-remote"),
        (&["--webhook", url, "--verify-token", "T", "--webhook-fields", "x"], "message_echoes"),
        (&["--app-secret", ""], "leave out --app-secret"),
    ] {
        let error = start_error(&[&["--port", "0"], flags].concat());
        assert!(error.contains(part), "{flags:?}: {error}");
    }
}

#[test]
fn an_event_is_dropped_after_the_time_limit() {
    let bot = Bot::start(|request| {
        Some(if request.method == "GET" { good(request) } else { (500, String::new()) })
    });
    let limits = Limits {
        webhook_retry: Duration::from_millis(5),
        webhook_give_up: Duration::from_millis(100),
        ..Limits::default()
    };
    let server = start_with_limits(&bot, limits);
    let (_, psid, _) = server.market();
    write(&server, &psid, "Hi");
    write(&server, &psid, "Ho");
    let webhooks = webhooks_until(&server, |it| it["pending"] == 0);
    for event in webhooks["events"].as_array().unwrap() {
        assert_eq!((&event["state"], &event["status"]), (&json!("dropped"), &json!(500)));
        assert!(event["attempts"].as_u64().unwrap() > 2);
        assert!(event["response_ms"].is_u64() && event["slow"] == false, "{event}");
    }
}

#[test]
fn an_event_without_a_response_in_time_is_sent_again() {
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let first = Mutex::new(Some(ended));
    let bot = Bot::start(move |request| {
        let first = if request.method == "GET" { None } else { first.lock().unwrap().take() };
        match first {
            // Until the end of the test.
            Some(ended) => ended.recv().ok().and(None),
            None => Some(good(request)),
        }
    });
    let limits = Limits { webhook_response: Duration::from_millis(200), ..Limits::default() };
    let server = start_with_limits(&bot, limits);
    let (_, psid, _) = server.market();
    write(&server, &psid, "Hi");
    let webhooks = webhooks_until(&server, |it| it["pending"] == 0);
    let event = &webhooks["events"][0];
    assert_eq!((&event["state"], &event["status"]), (&json!("delivered"), &json!(200)));
    assert!(event["attempts"].as_u64().unwrap() > 1, "{event}");
    drop(end);
}

/// A server in this process, which sends messages to the bot.
fn start_with_limits(bot: &Bot, limits: Limits) -> Client {
    let subscription = json!({"page_id": null, "url": bot.url, "verify_token": VERIFY_TOKEN,
        "fields": ["messages"]});
    let webhook = Some(serde_json::from_value(subscription).unwrap());
    let options = Options { port: 0, limits, webhook, ..Options::default() };
    let (origin, address) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = Server::bind(options).await.unwrap();
            origin.send(server.origin()).unwrap();
            server.run(std::future::pending()).await.unwrap();
        });
    });
    let address = address.recv().unwrap().strip_prefix("http://").unwrap().to_owned();
    Client { address }
}

/// 100 people write ten messages each, while the bot and the emulator are killed and restarted.
#[test]
fn no_event_is_lost_or_out_of_order_when_the_bot_and_the_emulator_are_killed() {
    const PEOPLE: usize = 100;
    const MESSAGES: usize = 10;
    let folder = Folder::new("webhooks");
    let people: Vec<_> = (0..PEOPLE).map(|number| json!({"name": format!("P{number}")})).collect();
    let page = json!({"name": "A", "access_token": "T", "people": people});
    let seed = folder.write("seed.json", &json!({"pages": [page]}).to_string());
    let data = folder.path("webhooks.db");
    let more = ["--seed", &seed, "--data", &data, "--webhook-fields", "messages"];
    let first = Bot::start_good();
    let (url, address) = (first.url.clone(), first.address().to_owned());
    let server = Mutex::new(start(&url, &more));
    let psids: Vec<String> = {
        let pages = server.lock().unwrap().get("/_emulator/pages").json();
        let people = pages["pages"][0]["people"].as_array().unwrap();
        people.iter().map(|person| person["psid"].as_str().unwrap().to_owned()).collect()
    };
    let restart = || Bot::start_on(&address, |request| Some(good(request)));
    let mut delivered = Vec::new();
    let mut bot = Some(first);
    for round in 0..MESSAGES {
        for psid in &psids {
            write(&server.lock().unwrap(), psid, &format!("{round}"));
        }
        match round % 4 {
            // The bot is killed while it receives, and started later.
            1 => {
                let killed = bot.take().unwrap();
                killed.events_until(|events| events.len() >= 20);
                delivered.extend(killed.kill());
            }
            // The emulator is killed while it delivers.
            3 => {
                let mut killed = server.lock().unwrap();
                killed.child.kill().unwrap();
                killed.child.wait().unwrap();
                *killed = start(&url, &more);
            }
            _ => {}
        }
        if bot.is_none() && round % 4 == 2 {
            bot = Some(restart());
        }
    }
    let bot = bot.unwrap_or_else(restart);
    let server = server.into_inner().unwrap();
    webhooks_until(&server, |it| it["pending"] == 0);
    delivered.extend(bot.events());
    let mut of_person: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for event in &delivered {
        let psid = event.event()["sender"]["id"].as_str().unwrap().to_owned();
        of_person.entry(psid).or_default().push(event.text().parse().unwrap());
    }
    assert_eq!(of_person.keys().collect::<BTreeSet<_>>(), psids.iter().collect());
    for (psid, numbers) in of_person {
        // An event may be sent again after a crash, and never before an older one.
        assert!(numbers.is_sorted(), "{psid}: {numbers:?}");
        let once: BTreeSet<usize> = numbers.into_iter().collect();
        assert_eq!(once, (0..MESSAGES).collect(), "{psid}");
    }
}
