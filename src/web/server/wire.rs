//! A connection that breaks off when its other side takes nothing of what it asked for, and on which hyper's own answers
//! get our headers.

use std::future::Future as _;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::plain;

/// The stream, with an end to waiting for its reader.
#[derive(Debug)]
pub(super) struct Wire {
    stream: TcpStream,
    patience: Duration,
    /// Runs while nothing of what we write is taken.
    waiting: Option<Pin<Box<Sleep>>>,
    /// Whether a page of ours answered what was read last.
    ours: Arc<AtomicBool>,
}

impl Wire {
    /// `ours` is set by whoever answers a request.
    pub(super) const fn new(stream: TcpStream, patience: Duration, ours: Arc<AtomicBool>) -> Self {
        Self { stream, patience, waiting: None, ours }
    }

    /// What to write instead of an answer that hyper gives by itself. Never in the middle of an answer of ours, whatever
    /// its text; so what is sent along behind a good request, in one piece with it, is answered by hyper alone.
    fn instead_of(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        if self.ours.load(Ordering::Relaxed) { None } else { plain::instead_of(bytes) }
    }

    /// Writes it whole, or breaks off: it is the last word on this connection.
    fn write_instead(&mut self, context: &mut Context<'_>, instead: &[u8], of: usize) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, instead);
        let written = written.map_ok(|count| count == instead.len());
        self.heed(context, written).map(|whole| if whole? { Ok(of) } else { Err(io::ErrorKind::WriteZero.into()) })
    }

    /// Hands on what came of writing; too long without anything is an end.
    fn heed<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waiting = None;
            return written;
        }
        let patience = self.patience;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, into);
        if into.filled().len() > before {
            self.ours.store(false, Ordering::Relaxed);
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if let Some(instead) = self.instead_of(bytes) {
            return self.write_instead(context, &instead, bytes.len());
        }
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.heed(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let Some((bytes, instead)) = alone(bytes).and_then(|bytes| Some((bytes, self.instead_of(bytes)?))) {
            return self.write_instead(context, &instead, bytes.len());
        }
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.heed(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The only piece that holds anything, when there is one.
fn alone<'a>(pieces: &'a [IoSlice<'_>]) -> Option<&'a [u8]> {
    let mut some = pieces.iter().filter(|piece| !piece.is_empty());
    some.next().filter(|_| some.next().is_none()).map(|piece| &**piece)
}
