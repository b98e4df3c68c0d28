//! Starts a server for each test, and calls it over TCP.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    ops::Deref,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;

/// A running `graph-emulator`, killed when it goes out of scope.
pub(crate) struct Running {
    pub(crate) child: Child,
    client: Client,
}

impl Deref for Running {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Running {
    pub(crate) fn start(args: &[&str]) -> Self {
        let mut child = command(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        Self { child, client: Client { address } }
    }

    /// Starts one whose log [`log_until`](Self::log_until) can read.
    pub(crate) fn start_logged(args: &[&str]) -> Self {
        let mut child =
            command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        Self { child, client: Client { address } }
    }

    /// The lines of the request log up to the one that contains `last`, without their times.
    pub(crate) fn log_until(&mut self, last: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for line in BufReader::new(self.child.stderr.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some((_, line)) = line.split_once("Z  INFO ") {
                lines.push(line.to_owned());
            }
            if lines.last().is_some_and(|line| line.contains(last)) {
                break;
            }
        }
        lines
    }
}

/// A client of a server.
pub(crate) struct Client {
    pub(crate) address: String,
}

impl Client {
    /// Sends a request with these header lines, and reads the response until the connection closes.
    pub(crate) fn call(
        &self,
        method: &str,
        target: &str,
        headers: &[&str],
        body: &[u8],
    ) -> Response {
        let mut lines = vec![
            format!("{method} {target} HTTP/1.1"),
            "Connection: close".to_owned(),
            format!("Content-Length: {}", body.len()),
        ];
        if !headers.iter().any(|header| header.starts_with("Host:")) {
            lines.push(format!("Host: {}", self.address));
        }
        lines.extend(headers.iter().map(|&header| header.to_owned()));
        let head = lines.join("\r\n") + "\r\n\r\n";
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        // The server may respond before it has read the whole body.
        let _ = stream.write_all(body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Response::read(&bytes)
    }

    pub(crate) fn get(&self, target: &str) -> Response {
        self.call("GET", target, &["Accept: */*"], b"")
    }

    pub(crate) fn post(&self, target: &str, body: &str) -> Response {
        let form = "Content-Type: application/x-www-form-urlencoded";
        self.call("POST", target, &["Accept: */*", form], body.as_bytes())
    }

    /// Id of the first Page, PSID of its first person, and its access token.
    pub(crate) fn market(&self) -> (String, String, String) {
        let page = self.get("/_emulator/pages").json()["pages"][0].clone();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&page["id"]), text(&page["people"][0]["psid"]), text(&page["access_token"]))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An HTTP response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Response {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (given, value) = line.split_once(':')?;
            given.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// A temporary folder.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self, file: &str) -> String {
        self.0.join(file).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, file: &str, text: &str) -> String {
        std::fs::write(self.0.join(file), text).unwrap();
        self.path(file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Standard error of a server that fails to start.
pub(crate) fn start_error(args: &[&str]) -> String {
    let Output { status, stderr, stdout } = command(args).output().unwrap();
    assert!(!status.success());
    assert!(stdout.is_empty());
    String::from_utf8(stderr).unwrap()
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graph-emulator"));
    command.args(args);
    command
}
