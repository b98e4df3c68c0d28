//! How an answer reaches its client: whole, or as badly as was asked for.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use hyper::{
    Response,
    body::{Body, Bytes, Frame, SizeHint},
};
use tokio::sync::{Notify, mpsc};

/// What the socket does with an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// Sends it.
    #[default]
    Whole,
    /// Sends it later.
    After(Duration),
    /// Sends the head and so much of the body, then ends the connection.
    Cut {
        /// How much.
        bytes: usize,
    },
    /// Sends nothing and ends the connection as a crash would.
    Reset,
    /// Sends nothing and leaves the client waiting.
    Never,
}

impl From<graph_emulator::Delivery> for Delivery {
    fn from(asked: graph_emulator::Delivery) -> Self {
        match asked {
            graph_emulator::Delivery::After { ms } => Self::After(Duration::from_millis(ms)),
            graph_emulator::Delivery::Cut { bytes } => Self::Cut { bytes },
            graph_emulator::Delivery::Reset => Self::Reset,
            graph_emulator::Delivery::Never => Self::Never,
            graph_emulator::Delivery::Whole => Self::Whole,
        }
    }
}

impl Delivery {
    /// Does it. For some of them this never returns: the connection is dropped underneath.
    pub(crate) async fn carry_out(
        self,
        response: Response<Outgoing>,
        ending: &Ending,
    ) -> Response<Outgoing> {
        match self {
            Self::Whole => response,
            Self::After(wait) => {
                tokio::time::sleep(wait).await;
                response
            }
            Self::Cut { bytes } => response.map(|body| body.cut(bytes, ending.clone())),
            Self::Reset => ending.end(End::Reset).await,
            Self::Never => {
                tokio::time::sleep(LONGEST_SILENCE).await;
                ending.end(End::Close).await
            }
        }
    }
}

/// A body on its way out.
pub(crate) enum Outgoing {
    /// All of it.
    Whole(Bytes),
    /// The start of one that is longer.
    Cut { start: Bytes, length: u64, ending: Ending },
    /// One that comes piece by piece.
    Stream(mpsc::Receiver<Bytes>),
}

impl Outgoing {
    fn cut(self, bytes: usize, ending: Ending) -> Self {
        match self {
            Self::Whole(body) => {
                let length = body.len() as u64;
                // A cut behind the end would be none.
                let start = body.slice(..bytes.min(body.len().saturating_sub(1)));
                Self::Cut { start, length, ending }
            }
            other => other,
        }
    }
}

impl From<Vec<u8>> for Outgoing {
    fn from(body: Vec<u8>) -> Self {
        Self::Whole(body.into())
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let framed = |bytes: Bytes| Some(Ok(Frame::data(bytes)));
        match self.get_mut() {
            Self::Whole(body) if body.is_empty() => Poll::Ready(None),
            Self::Whole(body) => Poll::Ready(framed(std::mem::take(body))),
            Self::Cut { start, ending, .. } if start.is_empty() => {
                // What was handed over before is flushed first.
                ending.announce(End::Close);
                Poll::Pending
            }
            Self::Cut { start, .. } => Poll::Ready(framed(std::mem::take(start))),
            Self::Stream(pieces) => pieces.poll_recv(context).map(|piece| piece.and_then(framed)),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(body) if body.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => SizeHint::with_exact(body.len() as u64),
            Self::Cut { length, .. } => SizeHint::with_exact(*length),
            Self::Stream(_) => SizeHint::default(),
        }
    }
}

/// How a connection ends before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Quietly.
    Close,
    /// As by a crash.
    Reset,
}

/// By which a request ends the connection that it came on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ending(Arc<Announced>);

#[derive(Debug, Default)]
struct Announced {
    close: Notify,
    reset: Notify,
}

impl Ending {
    /// The connection is to end; who serves it ends it soon.
    pub(crate) fn announce(&self, end: End) {
        match end {
            End::Close => self.0.close.notify_one(),
            End::Reset => self.0.reset.notify_one(),
        }
    }

    /// Completes when the connection is to end.
    pub(crate) async fn announced(&self) -> End {
        tokio::select! {
            () = self.0.close.notified() => End::Close,
            () = self.0.reset.notified() => End::Reset,
        }
    }

    async fn end<T>(&self, end: End) -> T {
        self.announce(end);
        std::future::pending().await
    }
}

/// Nobody waits longer than that, and a forgotten connection ends at last.
const LONGEST_SILENCE: Duration = Duration::from_mins(10);

#[cfg(test)]
mod tests {
    use std::{
        io::{ErrorKind, Read, Write},
        net::TcpStream,
        time::Instant,
    };

    use tokio::{net::TcpListener, sync::watch};

    use super::*;
    use crate::{Limits, connection};

    const BODY: &[u8] = br#"{"id":"1"}"#;

    /// A server that answers once, with `BODY` and so, and what a client reads from it.
    fn read(delivery: Delivery, patience: Duration) -> (Vec<u8>, Option<ErrorKind>) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let (_running, stopping) = watch::channel(false);
            let answer = |_, ending: Ending| async move {
                let response = Response::new(Outgoing::from(BODY.to_vec()));
                delivery.carry_out(response, &ending).await
            };
            connection::serve(stream, Limits::default(), answer, stopping).await;
        });
        let mut client = TcpStream::connect(address).unwrap();
        client.set_read_timeout(Some(patience)).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        let error = client.read_to_end(&mut bytes).err().map(|error| error.kind());
        (bytes, error)
    }

    const LONG: Duration = Duration::from_secs(10);

    #[test]
    fn a_whole_answer_ends_with_its_body() {
        let (bytes, error) = read(Delivery::Whole, LONG);
        assert!(bytes.ends_with(BODY) && error.is_none());
    }

    #[test]
    fn a_late_answer_is_whole_and_late() {
        let wait = Duration::from_millis(120);
        let start = Instant::now();
        let (bytes, _) = read(Delivery::After(wait), LONG);
        assert!(bytes.ends_with(BODY) && start.elapsed() >= wait);
    }

    #[test]
    fn a_cut_answer_promises_more_than_comes() {
        for (asked, come) in [(0, &b""[..]), (4, &BODY[..4]), (99, &BODY[..9])] {
            let (bytes, error) = read(Delivery::Cut { bytes: asked }, LONG);
            let text = String::from_utf8(bytes).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(head.contains("content-length: 10"), "{head}");
            assert_eq!((body.as_bytes(), error), (come, None));
        }
    }

    #[test]
    fn a_reset_connection_is_an_error() {
        let (bytes, error) = read(Delivery::Reset, LONG);
        assert_eq!((bytes, error), (Vec::new(), Some(ErrorKind::ConnectionReset)));
    }

    #[test]
    fn no_answer_leaves_the_client_waiting() {
        let (bytes, error) = read(Delivery::Never, Duration::from_millis(150));
        assert_eq!((bytes, error), (Vec::new(), Some(ErrorKind::WouldBlock)));
    }
}
