//! Faults of the socket: late, cut and missing responses, and reset connections.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::header::CONTENT_LENGTH,
    response::Response,
};
use futures_util::stream::{self, StreamExt as _};
use graph_emulator::Delivery;

use super::closer::{Close, ConnectionCloser};

/// Applies the [`Delivery`] in the extensions of `response`, if there is one.
///
/// With [`Delivery::Reset`] and [`Delivery::Never`] it does not return, and the connection is
/// dropped meanwhile.
pub(super) async fn apply(mut response: Response, closer: &ConnectionCloser) -> Response {
    match response.extensions_mut().remove().unwrap_or_default() {
        Delivery::Whole => response,
        Delivery::After { ms } => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            response
        }
        Delivery::Cut { bytes } => cut(response, bytes, closer.clone()).await,
        Delivery::Reset => closer.close(Close::Reset).await,
        Delivery::Never => {
            tokio::time::sleep(MAX_SILENCE).await;
            closer.close(Close::Finish).await
        }
    }
}

/// `response` with its complete `content-length` and the first `bytes` of its body, at most all but
/// one, after which the connection is closed.
async fn cut(response: Response, bytes: usize, closer: ConnectionCloser) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.insert(CONTENT_LENGTH, body.len().into());
    let start = body.slice(..bytes.min(body.len().saturating_sub(1)));
    let start = stream::once(async { Ok::<Bytes, Infallible>(start) });
    // hyper flushes the start before it waits for more.
    let close = stream::once(async move { closer.close(Close::Finish).await });
    Response::from_parts(parts, Body::from_stream(start.chain(close)))
}

/// After this time, a client that waits for a missing response is disconnected.
const MAX_SILENCE: Duration = Duration::from_mins(10);

#[cfg(test)]
mod tests {
    use std::{
        io::{ErrorKind, Read, Write},
        net::TcpStream,
        time::Instant,
    };

    use axum::{Extension, Router};
    use tokio::{net::TcpListener, sync::watch};

    use crate::{Limits, connection};

    use super::*;

    const BODY: &[u8] = br#"{"id":"1"}"#;

    /// What a client reads from a server that sends one response with `BODY`.
    fn read(delivery: Delivery, timeout: Duration) -> (Vec<u8>, Option<ErrorKind>) {
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
            let router = Router::new().fallback(async move || (Extension(delivery), BODY));
            connection::serve(stream, Limits::default(), router, stopping).await;
        });
        let mut client = TcpStream::connect(address).unwrap();
        client.set_read_timeout(Some(timeout)).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        let error = client.read_to_end(&mut bytes).err().map(|error| error.kind());
        (bytes, error)
    }

    const LONG: Duration = Duration::from_secs(10);

    #[test]
    fn a_whole_response_ends_with_its_body() {
        let (bytes, error) = read(Delivery::Whole, LONG);
        assert!(bytes.ends_with(BODY) && error.is_none());
    }

    #[test]
    fn a_late_response_is_whole_and_late() {
        let start = Instant::now();
        let (bytes, _) = read(Delivery::After { ms: 120 }, LONG);
        assert!(bytes.ends_with(BODY) && start.elapsed() >= Duration::from_millis(120));
    }

    #[test]
    fn a_cut_response_has_a_longer_content_length_than_body() {
        for (bytes, expected) in [(0, &b""[..]), (4, &BODY[..4]), (99, &BODY[..9])] {
            let (bytes, error) = read(Delivery::Cut { bytes }, LONG);
            let text = String::from_utf8(bytes).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(head.contains("content-length: 10"), "{head}");
            assert_eq!((body.as_bytes(), error), (expected, None));
        }
    }

    #[test]
    fn a_reset_connection_is_an_error() {
        let (bytes, error) = read(Delivery::Reset, LONG);
        assert_eq!((bytes, error), (Vec::new(), Some(ErrorKind::ConnectionReset)));
    }

    #[test]
    fn a_missing_response_leaves_the_client_waiting() {
        let (bytes, error) = read(Delivery::Never, Duration::from_millis(150));
        assert_eq!((bytes, error), (Vec::new(), Some(ErrorKind::WouldBlock)));
    }
}
