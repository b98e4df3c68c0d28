//! Tests of the stream of events.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::{Value, json};

use crate::client::{Folder, Running};

/// A client that reads events.
struct Listener(BufReader<TcpStream>);

impl Listener {
    fn new(server: &Running) -> Self {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let request = format!("GET /_emulator/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut listener = Self(BufReader::new(stream));
        let head: Vec<String> = std::iter::from_fn(|| Some(listener.line()))
            .take_while(|line| !line.is_empty())
            .collect();
        assert!(head.contains(&"content-type: text/event-stream".to_owned()), "{head:?}");
        // From here on it receives every event.
        while !listener.line().starts_with(": ") {}
        listener
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
        line.trim_end().to_owned()
    }

    /// The next event's name and data.
    fn next(&mut self) -> (String, Value) {
        loop {
            if let Some(name) = self.line().strip_prefix("event: ") {
                let data = self.line();
                return (
                    name.to_owned(),
                    serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap(),
                );
            }
        }
    }
}

fn assert_order(server: &Running) {
    let (page, psid, token) = server.market();
    let mut listener = Listener::new(server);
    let picture = format!("http://{}/_emulator/pictures/zoe.svg", server.address);
    let body = format!("name=Zoe&profile_picture_url={picture}&access_token={token}");
    let id = server.post("/me/personas", &body).json()["id"].as_str().unwrap().to_owned();
    let act = |more: &str| {
        let body = format!("recipient={{'id':'{psid}'}}&access_token={token}&{more}");
        assert_eq!(server.post("/me/messages", &body).status, 200, "{more}");
    };
    act(&format!("sender_action=typing_on&persona_id={id}"));
    act(&format!("sender_action=typing_off&persona_id={id}"));
    act(&format!("message={{'text':'Hi'}}&persona_id={id}"));
    act("sender_action=mark_seen");
    server.post(&format!("/_emulator/people/{psid}/messages"), "text=Hello");
    server.get("/me/personas");
    server.call("DELETE", &format!("/{id}?access_token={token}"), &[], b"");
    server.post("/_emulator/reset", "");

    let (name, created) = listener.next();
    assert_eq!(name, "persona_created");
    assert_eq!(created["page_id"], json!(page));
    assert_eq!(
        created["persona"],
        json!({"id": id, "name": "Zoe", "profile_picture_url": picture})
    );
    for (name, member, value) in [
        ("typing_started", "/persona/id", &id),
        ("typing_stopped", "/persona_id", &id),
        ("message_sent", "/text", &"Hi".to_owned()),
        ("seen", "/psid", &psid),
        ("message_received", "/text", &"Hello".to_owned()),
        ("persona_deleted", "/persona_id", &id),
    ] {
        let (event, data) = listener.next();
        assert_eq!((event.as_str(), data.pointer(member)), (name, Some(&json!(value))), "{data}");
        assert!(!data.to_string().contains(&token));
    }
    assert_eq!(listener.next().0, "reset");
}

#[test]
fn events_arrive_in_order() {
    assert_order(&Running::start(&["--port", "0"]));
}

#[test]
fn events_arrive_in_order_with_a_journal() {
    let folder = Folder::new("events");
    assert_order(&Running::start(&["--port", "0", "--data", &folder.path("a.db")]));
}

#[test]
fn pages_of_other_machines_get_no_events() {
    let server = Running::start(&["--port", "0"]);
    let refused = server.call("GET", "/_emulator/events", &["Origin: https://evil.example"], b"");
    assert_eq!(refused.status, 403);
}

#[test]
fn a_listener_that_does_not_read_is_disconnected_and_the_others_get_everything() {
    let server = Running::start(&["--port", "0"]);
    let (_, psid, _) = server.market();
    let mut stalled = Listener::new(&server);
    let mut quick = Listener::new(&server);
    // Long texts fill the buffers of the sockets after some hundred events.
    let text = "a".repeat(1900);
    let mut received = 0;
    let count = 6000;
    for _ in 0..count / 100 {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        let body = format!("text={text}");
        let request = format!(
            "POST /_emulator/people/{psid}/messages HTTP/1.1\r\nHost: localhost\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.repeat(100).as_bytes()).unwrap();
        for _ in 0..100 {
            assert_eq!(quick.next().0, "message_received");
            received += 1;
        }
    }
    assert_eq!(received, count);
    // It reads what the buffers have, and then the connection is closed.
    let mut bytes = Vec::new();
    let end = std::io::Read::read_to_end(&mut stalled.0, &mut bytes);
    assert!(end.is_ok_and(|_| !bytes.ends_with(b"\r\n0\r\n\r\n")), "the stream did not break off");
    let count_read = String::from_utf8_lossy(&bytes).matches("event: ").count();
    assert!(count_read < count, "{count_read}");
}
