//! The socket of one connection, with a least speed at which its client has to read.

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep},
};

/// A socket that fails when its client takes nothing for `patience`, or takes a long answer slower
/// than [`LEAST_BYTES_A_MS`].
pub(crate) struct Wire {
    stream: TcpStream,
    patience: Duration,
    /// Set as long as something waits to be taken.
    due: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, patience: Duration) -> Self {
        // An answer is one write: nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        Self { stream, patience, due: None }
    }

    /// Ends the connection as a crash would: the client reads an error, not an end.
    pub(crate) fn reset(self) {
        let _ = self.stream.set_zero_linger();
    }

    /// Notes what a write came to.
    fn wrote(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match (&written, &mut self.due) {
            (Poll::Ready(Ok(bytes)), Some(due)) => {
                let earned = u64::try_from(*bytes).unwrap_or(u64::MAX) / LEAST_BYTES_A_MS;
                let later = due.deadline() + Duration::from_millis(earned);
                due.as_mut().reset(later.min(Instant::now() + self.patience));
            }
            (Poll::Pending, due) => {
                let patience = self.patience;
                let due = due.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
                ready!(due.as_mut().poll(context));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            _ => {}
        }
        written
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.wrote(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Only asked when everything was written.
        self.due = None;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// One KiB a second.
const LEAST_BYTES_A_MS: u64 = 1;
