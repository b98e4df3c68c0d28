//! One HTTP/1.1 connection.
//!
//! hyper runs the connection, and not `axum::serve`, for what axum cannot do: limits for reading
//! the head of a request and for clients that do not read, faults that close or reset the socket,
//! and a graceful shutdown with a deadline.

mod closer;
mod fault;
mod stall_timeout;

use std::convert::Infallible;

use axum::{Router, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpStream, sync::watch};
use tower::ServiceExt as _;

use self::{
    closer::{Close, ConnectionCloser},
    stall_timeout::StallTimeoutStream,
};
use crate::Limits;

/// Serves the requests on `stream` until the client disconnects or exceeds a limit. When `stopping`
/// becomes `true`, pending requests are completed first.
pub(crate) async fn serve(
    stream: TcpStream,
    limits: Limits,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    let closer = ConnectionCloser::default();
    let service = service_fn(|request: Request<Incoming>| {
        let (router, closer) = (router.clone(), closer.clone());
        async move {
            let response = router.oneshot(request).await?;
            Ok::<_, Infallible>(fault::apply(response, &closer).await)
        }
    });
    let io = TokioIo::new(StallTimeoutStream::new(stream, limits.read_by_client));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(io, service);
    let mut is_stopping = false;
    loop {
        tokio::select! {
            biased;
            // An error concerns only the client, which sees a closed connection.
            _ = &mut connection => return,
            close = closer.requested() => {
                if close == Close::Reset {
                    connection.into_parts().io.into_inner().reset();
                }
                return;
            }
            _ = stopping.wait_for(|stopping| *stopping), if !is_stopping => {
                is_stopping = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    }
}

const MAX_HEADERS: usize = 100;
/// Enough for a message of maximum length in the query.
const MAX_HEAD_BYTES: usize = 64 * 1024;
