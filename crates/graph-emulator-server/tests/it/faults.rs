//! Tests of socket faults.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use crate::client::Running;

/// Arms `fault`, lists the personas, and returns what arrives within two seconds.
fn list_with_fault(server: &Running, fault: &str) -> (Vec<u8>, Option<ErrorKind>) {
    let json = ["Content-Type: application/json"];
    let armed = server.call("POST", "/_emulator/faults", &json, fault.as_bytes());
    assert_eq!(armed.status, 200, "{}", armed.text());
    let (page, _, token) = server.market();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    let call = format!(
        "GET /v26.0/{page}/personas HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\
         Connection: close\r\n\r\n",
        server.address
    );
    stream.write_all(call.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let error = stream.read_to_end(&mut bytes).err().map(|error| error.kind());
    (bytes, error)
}

#[test]
fn a_body_is_cut_a_response_is_missing_and_a_connection_is_reset() {
    let server = Running::start(&["--port", "0"]);
    let (whole, _) = list_with_fault(&server, r#"{"fault":"slow","ms":1,"times":1}"#);
    let (cut, _) = list_with_fault(&server, r#"{"fault":"cut_body","times":1}"#);
    assert!(cut.starts_with(b"HTTP/1.1 200"), "{cut:?}");
    assert!(cut.len() < whole.len());
    let (nothing, waited) = list_with_fault(&server, r#"{"fault":"no_answer","times":1}"#);
    assert_eq!((nothing.len(), waited), (0, Some(ErrorKind::WouldBlock)));
    let (nothing, reset) = list_with_fault(&server, r#"{"fault":"reset","times":1}"#);
    assert_eq!((nothing.len(), reset), (0, Some(ErrorKind::ConnectionReset)));
    assert!(
        list_with_fault(&server, r#"{"fault":"slow","ms":1,"times":1}"#)
            .0
            .starts_with(b"HTTP/1.1 200")
    );
}

#[test]
fn a_slow_response_does_not_delay_others() {
    let server = Running::start(&["--port", "0"]);
    let json = ["Content-Type: application/json"];
    let slow = br#"{"fault":"slow","ms":500,"times":1,"on":"personas"}"#;
    server.call("POST", "/_emulator/faults", &json, slow);
    let (page, _, token) = server.market();
    let started = Instant::now();
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| {
            let target = format!("/{page}/personas?access_token={token}");
            (server.get(&target).status, started.elapsed())
        });
        assert_eq!(server.get(&format!("/me?access_token={token}")).status, 200);
        let (status, took) = slow.join().unwrap();
        assert_eq!(status, 200);
        assert!(took >= Duration::from_millis(500));
    });
}
