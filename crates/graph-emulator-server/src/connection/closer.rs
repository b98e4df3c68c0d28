//! Lets a response close the connection that it belongs to.

use std::sync::Arc;

use tokio::sync::Notify;

/// How a connection is closed before its response is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    /// With FIN: the client reads the end of the stream.
    Finish,
    /// With RST, as after a crash: the client reads an error.
    Reset,
}

/// Requests the end of one connection.
#[derive(Clone, Debug, Default)]
pub(super) struct ConnectionCloser(Arc<Requests>);

#[derive(Debug, Default)]
struct Requests {
    finish: Notify,
    reset: Notify,
}

impl ConnectionCloser {
    /// Requests the end of the connection, and never returns: the connection drops this future.
    pub(super) async fn close<T>(&self, close: Close) -> T {
        match close {
            Close::Finish => self.0.finish.notify_one(),
            Close::Reset => self.0.reset.notify_one(),
        }
        std::future::pending().await
    }

    /// Completes when the end of the connection was requested.
    pub(super) async fn requested(&self) -> Close {
        tokio::select! {
            () = self.0.finish.notified() => Close::Finish,
            () = self.0.reset.notified() => Close::Reset,
        }
    }
}
