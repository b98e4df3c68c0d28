//! One client's connection: its requests one after the other, within limits.

use std::{convert::Infallible, future::Future};

use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpStream, sync::watch};

use crate::{
    Limits,
    delivery::{End, Ending, Outgoing},
    wire::Wire,
};

/// Gives `answer` to each request on `stream` until the client goes, a limit is passed, or
/// `stopping` says so: then what is under way is finished first.
pub(crate) async fn serve<F: Future<Output = Response<Outgoing>>>(
    stream: TcpStream,
    limits: Limits,
    answer: impl Fn(Request<Incoming>, Ending) -> F,
    mut stopping: watch::Receiver<bool>,
) {
    let ending = Ending::default();
    let wire = TokioIo::new(Wire::new(stream, limits.read_by_client));
    let serve_one = |request: Request<Incoming>| {
        let answered = answer(request, ending.clone());
        async move { Ok::<_, Infallible>(answered.await) }
    };
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(wire, service_fn(serve_one));
    let mut is_stopping = false;
    loop {
        tokio::select! {
            biased;
            // Why it ended is the client's business.
            _ = &mut connection => return,
            end = ending.announced() => {
                if end == End::Reset {
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

const MOST_HEADERS: usize = 100;
/// Long enough for a message of any length in the query.
const LONGEST_HEAD: usize = 64 * 1024;
