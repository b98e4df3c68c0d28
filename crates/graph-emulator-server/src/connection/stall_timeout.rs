//! A socket with a timeout for clients that do not read.

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

/// A stream whose writes fail with [`io::ErrorKind::TimedOut`] if the client reads nothing for
/// `timeout`, or reads a long response slower than [`MIN_BYTES_PER_MS`].
pub(super) struct StallTimeoutStream {
    stream: TcpStream,
    timeout: Duration,
    /// Set while written bytes wait in the buffer of the connection.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl StallTimeoutStream {
    pub(super) fn new(stream: TcpStream, timeout: Duration) -> Self {
        // A response is one write, so Nagle's algorithm would only delay it.
        let _ = stream.set_nodelay(true);
        Self { stream, timeout, deadline: None }
    }

    /// Closes the connection with RST.
    pub(super) fn reset(self) {
        let _ = self.stream.set_zero_linger();
    }

    /// Extends the deadline after a write, and fails a pending write after the deadline.
    fn check_deadline(
        &mut self,
        context: &mut Context<'_>,
        result: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match (&result, &mut self.deadline) {
            (Poll::Ready(Ok(bytes)), Some(deadline)) => {
                let ms = u64::try_from(*bytes).unwrap_or(u64::MAX) / MIN_BYTES_PER_MS;
                let extended = deadline.deadline() + Duration::from_millis(ms);
                deadline.as_mut().reset(extended.min(Instant::now() + self.timeout));
            }
            (Poll::Pending, deadline) => {
                let timeout = self.timeout;
                let deadline =
                    deadline.get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
                ready!(deadline.as_mut().poll(context));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            _ => {}
        }
        result
    }
}

impl AsyncRead for StallTimeoutStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for StallTimeoutStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.check_deadline(context, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.check_deadline(context, result)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // hyper flushes when its buffer is empty.
        self.deadline = None;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// 1 KB per second.
const MIN_BYTES_PER_MS: u64 = 1;
