//! A connection that is ended in peace. What is refused before all of it came is answered while its sender still writes;
//! closed there and then, the kernel would answer the rest with a reset, and the answer would be lost on its way. So what
//! still comes is thrown away for a while. When to answer, and what, is not decided here.

use std::{
    io::{IoSlice, Result},
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf},
    net::TcpStream,
    runtime::Handle,
    time::timeout,
};

/// Who writes on for longer than this did not look at the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is thrown away at once, in bytes.
const AT_ONCE: usize = 8 << 10;

/// A TCP stream that, when it ended with us, is let go only after its other end has heard so.
pub struct Lingering {
    stream: Option<TcpStream>,
    /// We said our last word.
    is_said: bool,
    /// The other end said theirs.
    is_heard: bool,
}

impl Lingering {
    pub const fn new(stream: TcpStream) -> Self {
        Self { stream: Some(stream), is_said: false, is_heard: false }
    }

    fn stream(&mut self) -> Result<Pin<&mut TcpStream>> {
        self.stream.as_mut().map(Pin::new).ok_or_else(|| std::io::ErrorKind::NotConnected.into())
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        let Some(stream) = self.stream.take().filter(|_| self.is_said && !self.is_heard) else { return };
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(timeout(PATIENCE, throw_away(stream)));
        }
    }
}

async fn throw_away(mut stream: TcpStream) {
    let mut rest = vec![0; AT_ONCE];
    while stream.read(&mut rest).await.is_ok_and(|length| length > 0) {}
}

impl AsyncRead for Lingering {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let before = buf.filled().len();
        let read = ready!(self.stream()?.poll_read(cx, buf));
        self.is_heard |= read.is_err() || buf.filled().len() == before;
        Poll::Ready(read)
    }
}

impl AsyncWrite for Lingering {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.stream()?.poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.stream()?.poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.as_ref().is_some_and(AsyncWrite::is_write_vectored)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.stream()?.poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.is_said = true;
        self.stream()?.poll_shutdown(cx)
    }
}
