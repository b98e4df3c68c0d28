//! Calls a server as fast as it answers, over connections that stay open.
//!
//! `cargo xtask bench emulator` runs this: `load ADDRESS TOKEN PSID CALLS CONNECTIONS SECONDS
//! REQUESTS`, with `CALLS` one of `create`, `list`, `send`, `mix` or a target to get such as
//! `/v26.0/me`. It ends after SECONDS, or after REQUESTS if that is earlier, and writes the number of
//! responses and how many seconds they took. One thread and no HTTP library: what it costs itself
//! counts for both sides of a ratio.

use std::{cell::Cell, env, io, rc::Rc, time::Duration, time::Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::LocalSet,
};

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [address, token, psid, calls, connections, seconds, requests] = &args[..] else {
        return Err(io::Error::other(
            "load ADDRESS TOKEN PSID CALLS CONNECTIONS SECONDS REQUESTS; see cargo xtask bench emulator",
        ));
    };
    let number = |text: &String| text.parse::<usize>().map_err(io::Error::other);
    let (connections, requests) = (number(connections)?, number(requests)?);
    let seconds = seconds.parse().map_err(io::Error::other)?;
    let longest = Duration::try_from_secs_f64(seconds).map_err(io::Error::other)?;
    let calls = Rc::new(Calls::new(address, token, psid, calls));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let (sent, took) = LocalSet::new().block_on(&runtime, async {
        let mut opened = Vec::new();
        for _ in 0..connections {
            let stream = TcpStream::connect(address.as_str()).await?;
            stream.set_nodelay(true)?;
            opened.push(stream);
        }
        let start = Instant::now();
        let work = Work { sent: Cell::new(0), requests, end: start + longest };
        let work = Rc::new(work);
        let running: Vec<_> = opened
            .into_iter()
            .map(|stream| tokio::task::spawn_local(one_by_one(stream, calls.clone(), work.clone())))
            .collect();
        for connection in running {
            connection.await.map_err(io::Error::other)??;
        }
        Ok::<_, io::Error>((work.sent.get(), start.elapsed()))
    })?;
    println!("{sent} {}", took.as_secs_f64());
    Ok(())
}

/// What all connections share.
struct Work {
    sent: Cell<usize>,
    requests: usize,
    end: Instant,
}

impl Work {
    /// The number of the next request, if there is one.
    fn next(&self) -> Option<usize> {
        let number = self.sent.get();
        if number == self.requests || Instant::now() >= self.end {
            return None;
        }
        self.sent.set(number + 1);
        Some(number)
    }
}

/// Requests, written out.
struct Calls(Vec<Vec<u8>>);

impl Calls {
    fn new(address: &str, token: &str, psid: &str, calls: &str) -> Self {
        let bearer = format!("Host: {address}\r\nAuthorization: Bearer {token}\r\nAccept: */*\r\n");
        let get = |target: &str| format!("GET {target} HTTP/1.1\r\n{bearer}\r\n").into_bytes();
        let post = |target: &str, kind: &str, body: &str| {
            let length = body.len();
            format!(
                "POST {target} HTTP/1.1\r\n{bearer}Content-Type: {kind}\r\n\
                 Content-Length: {length}\r\n\r\n{body}"
            )
            .into_bytes()
        };
        let create = || {
            let body = "name=Zo%C3%AB%20K.&profile_picture_url=https%3A%2F%2Fexample.com%2Fzoe.jpg";
            post("/v26.0/me/personas", "application/x-www-form-urlencoded", body)
        };
        let list = || get("/v26.0/me/personas?limit=25");
        let send = || {
            let body = format!(
                r#"{{"recipient":{{"id":"{psid}"}},"message":{{"text":"Hello world!"}},"messaging_type":"RESPONSE"}}"#
            );
            post("/v26.0/me/messages", "application/json", &body)
        };
        Self(match calls {
            "create" => vec![create()],
            "list" => vec![list()],
            "send" => vec![send()],
            "mix" => vec![create(), send(), get("/v26.0/me"), send(), list()],
            target => vec![get(target)],
        })
    }
}

/// Sends the next request when the last one is answered, until the work is done.
async fn one_by_one(mut stream: TcpStream, calls: Rc<Calls>, work: Rc<Work>) -> io::Result<()> {
    let mut buffer = Vec::with_capacity(64 * 1024);
    while let Some(number) = work.next() {
        stream.write_all(&calls.0[number % calls.0.len()]).await?;
        buffer.clear();
        while !is_whole(&buffer)? {
            if stream.read_buf(&mut buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
    Ok(())
}

/// Whether this is a whole answer. One that is no success ends the measurement.
fn is_whole(bytes: &[u8]) -> io::Result<bool> {
    let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(false);
    };
    let text = std::str::from_utf8(&bytes[..head]).map_err(io::Error::other)?;
    if !text.starts_with("HTTP/1.1 200 ") {
        return Err(io::Error::other(String::from_utf8_lossy(bytes).into_owned()));
    }
    let length = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse::<usize>().ok())
        .ok_or_else(|| io::Error::other("the answer has no length"))?;
    Ok(bytes.len() >= head + 4 + length)
}
