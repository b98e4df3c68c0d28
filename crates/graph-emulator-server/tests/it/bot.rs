//! A bot: an HTTP server that receives webhooks.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// A request that the bot received.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (given, value) = line.split_once(':')?;
            given.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// A parameter of the query, as it is on the wire.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        let (_, query) = self.target.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// The event in the body, if there is one.
    pub(crate) fn event(&self) -> Value {
        let body: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        body["entry"][0]["messaging"][0].clone()
    }

    /// The text of the message in the body.
    pub(crate) fn text(&self) -> String {
        self.event()["message"]["text"].as_str().unwrap_or_default().to_owned()
    }
}

/// The response to a request; `None` closes the connection without one.
pub(crate) type Reply = Option<(u16, String)>;

type Handler = dyn Fn(&Received) -> Reply + Send + Sync;

/// A bot, stopped when it goes out of scope. It handles requests in parallel.
pub(crate) struct Bot {
    pub(crate) url: String,
    address: String,
    shared: Arc<Shared>,
    accepting: Option<thread::JoinHandle<()>>,
}

struct Shared {
    received: Mutex<Vec<Received>>,
    changed: Condvar,
    is_stopped: AtomicBool,
    connections: Mutex<Vec<TcpStream>>,
}

impl Bot {
    /// Starts a bot on a free port.
    pub(crate) fn start(handle: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        Self::start_on("127.0.0.1:0", handle)
    }

    /// Starts a bot that verifies its webhook and responds to each event with 200.
    pub(crate) fn start_good() -> Self {
        Self::start(|request| Some(good(request)))
    }

    /// Starts a bot on this address, as its predecessor had it.
    pub(crate) fn start_on(
        address: &str,
        handle: impl Fn(&Received) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let shared = Arc::new(Shared {
            received: Mutex::default(),
            changed: Condvar::new(),
            is_stopped: AtomicBool::new(false),
            connections: Mutex::default(),
        });
        let (handle, acceptor): (Arc<Handler>, _) = (Arc::new(handle), Arc::clone(&shared));
        let accepting = thread::spawn(move || {
            for stream in listener.incoming() {
                if acceptor.is_stopped.load(Ordering::Acquire) {
                    return;
                }
                let (stream, shared, handle) =
                    (stream.unwrap(), Arc::clone(&acceptor), Arc::clone(&handle));
                let kept = stream.try_clone().unwrap();
                shared.connections.lock().unwrap().push(kept);
                thread::spawn(move || serve(stream, &shared, &*handle));
            }
        });
        let accepting = Some(accepting);
        Self { url: format!("http://{address}/webhook"), address, shared, accepting }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// The requests with events.
    pub(crate) fn events(&self) -> Vec<Received> {
        self.received().into_iter().filter(|request| request.method == "POST").collect()
    }

    /// Waits until `is_done` is true of all requests with events, and returns them.
    pub(crate) fn events_until(&self, is_done: impl Fn(&[Received]) -> bool) -> Vec<Received> {
        let end = Instant::now() + PATIENCE;
        let mut received = self.shared.received.lock().unwrap();
        loop {
            let events: Vec<Received> =
                received.iter().filter(|request| request.method == "POST").cloned().collect();
            if is_done(&events) {
                return events;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{} events after {PATIENCE:?}", events.len());
            received = self.shared.changed.wait_timeout(received, left).unwrap().0;
        }
    }

    /// Stops at once: connections are closed without responses. Returns the events that it has
    /// received.
    pub(crate) fn kill(self) -> Vec<Received> {
        self.stop();
        self.events()
    }

    fn stop(&self) {
        let received = self.shared.received.lock();
        self.shared.is_stopped.store(true, Ordering::Release);
        drop(received);
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.stop();
        if let Ok(connections) = self.shared.connections.lock() {
            for connection in &*connections {
                let _ = connection.shutdown(Shutdown::Both);
            }
        }
        // Wakes the thread that accepts, so that it closes the port.
        let _ = TcpStream::connect(&self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// The response of a bot that works.
pub(crate) fn good(request: &Received) -> (u16, String) {
    let is_verified = request.param("hub.verify_token") == Some(VERIFY_TOKEN);
    match request.param("hub.challenge") {
        Some(challenge) if is_verified => (200, challenge.to_owned()),
        Some(_) => (403, "Forbidden".to_owned()),
        None => (200, "EVENT_RECEIVED".to_owned()),
    }
}

fn serve(mut stream: TcpStream, shared: &Shared, handle: &Handler) {
    let Some(request) = read(&stream) else { return };
    let reply = handle(&request);
    {
        let mut received = shared.received.lock().unwrap();
        if shared.is_stopped.load(Ordering::Acquire) {
            return;
        }
        received.push(request);
    }
    shared.changed.notify_all();
    if let Some((status, body)) = reply {
        let head = format!("HTTP/1.1 {status} Reason\r\nContent-Length: {}\r\n\r\n", body.len());
        let _ = stream.write_all((head + &body).as_bytes());
    }
    let _ = stream.shutdown(Shutdown::Both);
}

fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        reader.read_line(&mut head).ok().filter(|bytes| *bytes > 0)?;
    }
    let mut parts = head.split(' ');
    let (method, target) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let mut request = Received { method, target, head, body: Vec::new() };
    let length = request.header("content-length").map_or(Ok(0), str::parse).ok()?;
    request.body.resize(length, 0);
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}

pub(crate) const VERIFY_TOKEN: &str = "meatyhamhock";
const PATIENCE: Duration = Duration::from_mins(1);
