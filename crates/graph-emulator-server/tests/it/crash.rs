//! Kills the server while clients use it.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::Value;

use crate::client::{Folder, Running};

/// Eight clients create personas until the server is killed, 20 times with the same file.
#[test]
fn a_kill_under_load_loses_nothing_that_was_acknowledged() {
    let folder = Folder::new("crash");
    let file = folder.path("personas.db");
    let args = ["--port", "0", "--data", &file];
    let mut acknowledged = BTreeSet::new();
    for round in 0..ROUNDS {
        let mut server = Running::start(&args);
        let (_, _, token) = server.market();
        assert_eq!(missing(&server, &token, &acknowledged), BTreeSet::new(), "round {round}");
        let acknowledgements = Arc::new(AtomicUsize::new(0));
        let ids = Arc::new(Mutex::new(Vec::new()));
        let clients: Vec<_> = (0..8)
            .map(|_| {
                let (address, token) = (server.address.clone(), token.clone());
                let (ids, acknowledgements) = (Arc::clone(&ids), Arc::clone(&acknowledgements));
                thread::spawn(move || {
                    create_until_killed(&address, &token, &ids, &acknowledgements);
                })
            })
            .collect();
        // A different time in each round.
        while acknowledgements.load(Ordering::Acquire) < 20 + round * 17 {
            thread::yield_now();
        }
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        for client in clients {
            client.join().unwrap();
        }
        acknowledged.extend(ids.lock().unwrap().drain(..));
    }
    let server = Running::start(&args);
    let (_, _, token) = server.market();
    assert_eq!(missing(&server, &token, &acknowledged), BTreeSet::new());
    assert!(acknowledged.len() >= ROUNDS * 20);
}

fn create_until_killed(
    address: &str,
    token: &str,
    ids: &Mutex<Vec<String>>,
    acknowledgements: &AtomicUsize,
) {
    let Ok(mut stream) = TcpStream::connect(address) else { return };
    let body = format!("name=A&profile_picture_url=https://a.example/b&access_token={token}");
    let request = format!(
        "POST /me/personas HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut responses = BufReader::new(stream.try_clone().unwrap());
    while stream.write_all(request.as_bytes()).is_ok() {
        let Some(id) = created(&mut responses) else { return };
        ids.lock().unwrap().push(id);
        acknowledgements.fetch_add(1, Ordering::AcqRel);
    }
}

/// The id in the next complete response.
fn created(responses: &mut impl BufRead) -> Option<String> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        responses.read_line(&mut line).ok().filter(|bytes| *bytes > 0)?;
        match line.to_ascii_lowercase().strip_prefix("content-length: ") {
            Some(value) => length = value.trim().parse().ok()?,
            None if line == "\r\n" => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    responses.read_exact(&mut body).ok()?;
    let body: Value = serde_json::from_slice(&body).ok()?;
    Some(body["id"].as_str().unwrap_or_else(|| panic!("{body}")).to_owned())
}

const ROUNDS: usize = 20;

/// The ids that are in no listing.
fn missing(server: &Running, token: &str, ids: &BTreeSet<String>) -> BTreeSet<String> {
    let mut missing = ids.clone();
    let mut target = format!("/me/personas?limit=100&fields=id&access_token={token}");
    loop {
        let listing = server.get(&target).json();
        for persona in listing["data"].as_array().unwrap() {
            missing.remove(persona["id"].as_str().unwrap());
        }
        let Some(next) = listing["paging"]["next"].as_str() else { return missing };
        target = next.strip_prefix(&format!("http://{}", server.address)).unwrap().to_owned();
    }
}
