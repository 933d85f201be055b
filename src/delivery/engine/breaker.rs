//! The circuit breaker of a relay: when it cannot be reached, one connection knocks for all, and nobody takes
//! rows that could not be carried.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;
use crate::delivery::relays;
use crate::mail::Line;

/// Between two knocks: 1, 2, 4 … up to this long.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// Whether a relay can be reached, as the connections to it find out. Shared by them.
#[derive(Clone, Debug)]
pub(super) struct Breaker {
    relay: String,
    is_open: Arc<watch::Sender<bool>>,
    lines: Arc<AtomicUsize>,
}

/// An open line to the relay.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) line: Line,
    /// How many mails it carried.
    pub(super) used: usize,
    counted: Counted,
}

/// Counts a line as open as long as it lives.
#[derive(Debug)]
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Open {
    /// Says goodbye.
    pub(super) async fn close(self) {
        let Self { line, counted, .. } = self;
        line.close().await;
        drop(counted);
    }
}

impl Breaker {
    pub(super) fn new(relay: &str) -> Self {
        Self { relay: relay.to_owned(), is_open: Arc::new(watch::channel(false).0), lines: Arc::default() }
    }

    /// A connection opened a line: the relay can be reached.
    pub(super) async fn opened(&self, app: &App, line: Line) -> Open {
        self.lines.fetch_add(1, Ordering::Relaxed);
        let open = Open { line, used: 0, counted: Counted(self.lines.clone()) };
        if self.is_open.send_replace(false) {
            self.note(app, false, "").await;
        }
        open
    }

    /// A line could not be opened. Gives whether this connection is the one that knocks from now on: the first one
    /// that finds no other line open. A relay that only wants fewer connections is not down.
    pub(super) async fn failed(&self, app: &App, error: &anyhow::Error) -> bool {
        if self.lines.load(Ordering::Relaxed) > 0 {
            return true;
        }
        let is_first = !self.is_open.send_replace(true);
        if is_first {
            tracing::warn!(relay = self.relay, error = format!("{error:#}"), "the relay cannot be reached; mail waits");
            self.note(app, true, &format!("{error:#}")).await;
        }
        is_first
    }

    /// Waits while another connection knocks. Returns at once when the relay can be reached or the process stops.
    pub(super) async fn wait(&self, stopping: &watch::Receiver<bool>) {
        let (mut opening, mut stopping) = (self.is_open.subscribe(), stopping.clone());
        tokio::select! {
            _ = opening.wait_for(|open| !open) => {}
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    }

    /// Rests before the next knock; `false` when the process stops.
    pub(super) async fn rest(knocks: u32, stopping: &watch::Receiver<bool>) -> bool {
        let span = Duration::from_secs(1 << knocks.min(5)).min(LONGEST_REST);
        let mut stopping = stopping.clone();
        tokio::select! {
            () = tokio::time::sleep(span) => true,
            _ = stopping.wait_for(|stop| *stop) => false,
        }
    }

    async fn note(&self, app: &App, is_down: bool, words: &str) {
        if let Err(error) = relays::note(app, &self.relay, is_down, words).await {
            tracing::warn!(error = format!("{error:#}"), "how the relay is was not written down");
        }
    }
}
