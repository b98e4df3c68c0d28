//! Tests of the limits.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use graph_emulator_server::{Limits, Options, Server};
use tokio::{runtime::Runtime, sync::oneshot, task::JoinHandle};

/// A server in this process, with these limits.
struct Limited {
    runtime: Runtime,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<std::io::Result<()>>,
}

impl Limited {
    fn start(limits: Limits) -> Self {
        let runtime = Runtime::new().unwrap();
        let options = Options { port: 0, limits, ..Options::default() };
        let server = runtime.block_on(Server::bind(options)).unwrap();
        let address = server.origin().strip_prefix("http://").unwrap().parse().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let running = runtime.spawn(server.run(async { drop(stopped.await) }));
        Self { runtime, address, stop, running }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    fn send(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        stream
    }
}

const QUICK: Duration = Duration::from_millis(100);
const HEALTH: &[u8] = b"GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

fn rest_of(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}"),
    }
    String::from_utf8(bytes).unwrap()
}

/// The head of the next response.
fn head_of(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 4];
    stream.read_exact(&mut bytes).unwrap();
    while !bytes.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        bytes.push(byte[0]);
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_client_that_does_not_finish_a_request_is_disconnected() {
    let server = Limited::start(Limits { head: QUICK, ..Limits::default() });
    for start in [&b""[..], b"GET /me HT", b"GET /me HTTP/1.1\r\nHost: localh"] {
        assert_eq!(rest_of(&mut server.send(start)), "", "{start:?}");
    }
}

#[test]
fn a_body_that_does_not_arrive_is_an_error_of_graph() {
    let server = Limited::start(Limits { body: QUICK, ..Limits::default() });
    let start =
        b"POST /me/personas HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nname=A";
    let response = rest_of(&mut server.send(start));
    assert!(response.starts_with("HTTP/1.1 400 "), "{response}");
    assert!(response.contains("it did not arrive in time"), "{response}");
}

#[test]
fn a_body_that_arrives_byte_by_byte_is_refused_after_the_timeout() {
    let server = Limited::start(Limits { body: QUICK, ..Limits::default() });
    let mut client = server
        .send(b"POST /me/personas HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
    client.set_read_timeout(Some(Duration::from_millis(10))).unwrap();
    let mut response = [0; 12];
    // Each byte arrives within the timeout.
    while client.read_exact(&mut response).is_err() {
        let _ = client.write_all(b"a");
    }
    assert_eq!(&response, b"HTTP/1.1 400");
}

#[test]
fn a_body_with_a_large_content_length_is_refused_before_it_arrives() {
    let server = Limited::start(Limits::default());
    for (kind, length, longest) in [
        ("application/json", 1_048_577, "1 MiB"),
        ("Multipart/form-data; boundary=b", 27_262_977, "26 MiB"),
    ] {
        let start = format!(
            "POST /me HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        let response = rest_of(&mut server.send(start.as_bytes()));
        assert!(response.contains(&format!("it is longer than {longest}.")), "{response}");
    }
}

#[test]
fn too_many_and_too_long_headers_are_refused() {
    let server = Limited::start(Limits::default());
    let many = "X-One-More: a\r\n".repeat(200);
    let long = format!("X-Long: {}\r\n", "a".repeat(1024 * 1024));
    for headers in [many, long] {
        let request = format!("GET /me HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");
        let mut stream = server.connect();
        // The server may respond before it has read everything.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let response = String::from_utf8(bytes).unwrap();
        assert!(response.is_empty() || response.starts_with("HTTP/1.1 431 "), "{response}");
    }
    assert!(head_of(&mut server.send(HEALTH)).starts_with("HTTP/1.1 200 "));
}

#[test]
fn slow_clients_do_not_delay_others() {
    let server = Limited::start(Limits::default());
    let mut slow: Vec<TcpStream> = Vec::new();
    for start in [
        &b""[..],
        b"GET /me HT",
        b"POST /me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\na",
        b"GET /_emulator/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ] {
        slow.extend((0..50).map(|_| server.send(start)));
    }
    for _ in 0..20 {
        assert!(head_of(&mut server.send(HEALTH)).starts_with("HTTP/1.1 200 "));
    }
    assert_eq!(slow.len(), 200);
}

#[test]
fn a_connection_is_free_again_after_its_client_was_too_slow() {
    let limits = Limits { connections: 2, head: QUICK, ..Limits::default() };
    let server = Limited::start(limits);
    let _slow = [server.send(b"GET"), server.send(b"GET")];
    assert!(head_of(&mut server.send(HEALTH)).starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_client_that_reads_nothing_is_disconnected() {
    let limits = Limits { connections: 1, read_by_client: QUICK, ..Limits::default() };
    let server = Limited::start(limits);
    let mut stalled = server.connect();
    let picture = b"GET /_emulator/pictures/adam.svg HTTP/1.1\r\nHost: localhost\r\n\r\n";
    // More responses than fit into the buffers of the socket.
    stalled.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
    for _ in 0..20_000 {
        if stalled.write_all(picture).is_err() {
            break;
        }
    }
    // Only one connection is allowed.
    assert!(head_of(&mut server.send(HEALTH)).starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_pending_request_is_completed_before_the_server_stops() {
    let server = Limited::start(Limits::default());
    let mut idle = server.send(HEALTH);
    assert!(head_of(&mut idle).starts_with("HTTP/1.1 200 "));
    let mut busy = server.send(
        b"POST /me HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n",
    );
    // The server waits for the body.
    assert_eq!(head_of(&mut busy), "HTTP/1.1 100 Continue\r\n\r\n");
    let mut listening = server.send(b"GET /_emulator/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(head_of(&mut listening).starts_with("HTTP/1.1 200 "));

    server.stop.send(()).unwrap();

    assert!(rest_of(&mut idle).starts_with('{'));
    assert!(rest_of(&mut listening).ends_with("0\r\n\r\n"));
    busy.write_all(b"method=get").unwrap();
    let response = rest_of(&mut busy);
    assert!(response.starts_with("HTTP/1.1 400 ") && response.contains("fbtrace_id"), "{response}");
    server.runtime.block_on(server.running).unwrap().unwrap();
    assert!(TcpStream::connect(server.address).is_err());
}

#[test]
fn a_request_that_never_ends_does_not_delay_the_stop_for_long() {
    let server = Limited::start(Limits { stop: QUICK, ..Limits::default() });
    let _busy = server.send(b"POST /me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n");
    assert!(head_of(&mut server.send(HEALTH)).starts_with("HTTP/1.1 200 "));
    server.stop.send(()).unwrap();
    server.runtime.block_on(server.running).unwrap().unwrap();
}
