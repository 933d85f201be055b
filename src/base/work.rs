//! Work that keeps a core busy, beside the requests: the one way to it.
//!
//! A lane has so many threads and so much time for each piece of work. Whoever does not wait any more, because they went
//! away or the time is over, has the work told so: it looks at its [`Budget`] where it goes round, or reads through
//! [`Budget::reads`]. A thread that has not looked yet keeps its turn, so that there are never more of them than the
//! lane has. None of this may run within a write transaction.

use std::error::Error;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// What somebody waits for who looks at a page: reading a text, drawing a preview, checking a letter.
pub static QUICK: Lane = Lane::new(4, Duration::from_secs(10));
/// What takes a whole file: a workbook, a list, an export.
pub static FILES: Lane = Lane::new(2, Duration::from_mins(1));
/// What mails and pages show of images. Whoever reads a newsletter fetches them, many at once, so they have turns of their own.
pub static SHELF: Lane = Lane::new(4, Duration::from_secs(30));

/// What makes the sizes of a photo: one at a time, because each holds it whole in memory.
pub static PICTURES: Lane = Lane::new(1, Duration::from_secs(30));

/// What sets papers: one at a time. Nothing breaks it off half-way, so whoever hands it work keeps that within bounds.
pub static PRESS: Lane = Lane::new(1, Duration::from_secs(30));

/// Threads that share their work, and the time that a piece of it may take.
#[derive(Debug)]
pub struct Lane {
    turns: Semaphore,
    within: Duration,
}

impl Lane {
    /// A lane of so many threads.
    #[must_use]
    pub const fn new(threads: usize, within: Duration) -> Self {
        Self { turns: Semaphore::const_new(threads), within }
    }

    /// Does a piece of work on a thread of this lane.
    ///
    /// # Errors
    /// [`Overdue`] when there was no turn or no end in time; or when the work panicked.
    pub async fn work<T: Send + 'static>(
        &'static self,
        work: impl FnOnce(&Budget) -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let turn = timeout(self.within, self.turns.acquire()).await.map_err(|_| Overdue)??;
        let budget = Budget { until: Instant::now() + self.within, given_up: Arc::default() };
        // Dropped with this future, however it ends.
        let _listening = Listening(budget.given_up.clone());
        let thread = tokio::task::spawn_blocking(move || {
            let done = work(&budget);
            drop(turn);
            done
        });
        timeout(self.within, thread).await.map_err(|_| Overdue)?.context("work beside the requests panicked")
    }
}

/// The time of a piece of work was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue;

impl fmt::Display for Overdue {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("this took longer than it may")
    }
}

impl Error for Overdue {}

struct Listening(Arc<AtomicBool>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// How long a piece of work may go on.
#[derive(Clone, Debug)]
pub struct Budget {
    until: Instant,
    given_up: Arc<AtomicBool>,
}

impl Budget {
    /// A budget of its own, for work that no request waits for.
    #[must_use]
    pub fn of(within: Duration) -> Self {
        Self { until: Instant::now() + within, given_up: Arc::default() }
    }

    /// Whether nobody waits any more or the time is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.given_up.load(Ordering::Relaxed) || Instant::now() >= self.until
    }

    /// A source that ends with this budget, and the budget with it after so many bytes in all, however often they are
    /// read again.
    pub fn reads<R>(&self, source: R, most: u64) -> Rationed<R> {
        Rationed { source, left: most, budget: self.clone() }
    }
}

/// A source of which only so much may be read, in so much time.
#[derive(Debug)]
pub struct Rationed<R> {
    source: R,
    left: u64,
    budget: Budget,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 || self.budget.is_over() {
            return Err(io::Error::new(io::ErrorKind::TimedOut, Overdue));
        }
        let count = self.source.read(into)?;
        self.left = self.left.saturating_sub(count as u64);
        if self.left == 0 {
            self.budget.given_up.store(true, Ordering::Relaxed);
        }
        Ok(count)
    }
}

impl<R: Seek> Seek for Rationed<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

#[cfg(test)]
mod tests;
