//! The scribe: the one task of a process that writes the ledger.
//!
//! Connections ask it for jobs and hand it their results. It gathers whatever waits and writes it in one commit:
//! results first, then new claims, then the marks of the jobs it gives out. So a commit serves all connections at
//! once, and no mail leaves before its mark is on the disk.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use super::claim::{Loaded, claim};
use super::heartbeat::{Heartbeat, take_over};
use super::job::{Done, Job};
use super::{mark, settle};
use crate::app::App;
use crate::store::tables::states::Lane;

/// How many rows are claimed at once, beyond what is asked for: claiming in larger slices costs fewer statements.
const SLICE: usize = 400;

/// A connection's question: here are my results, give me up to `most` jobs.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) lane: Lane,
    pub(super) done: Vec<Done>,
    pub(super) most: usize,
    pub(super) reply: oneshot::Sender<Vec<Job>>,
}

/// What the scribe keeps in mind.
#[derive(Debug)]
pub(super) struct Scribe {
    app: App,
    worker: String,
    heartbeat: Arc<Heartbeat>,
    loaded: Loaded,
    pools: [VecDeque<Job>; 2],
    waiting: Vec<Ask>,
    unwritten: Vec<Done>,
    given: usize,
    /// Whether the scribe ends when nothing is due, or when the ledger cannot be written: for tests and one-off work.
    until_idle: bool,
    trouble: Option<anyhow::Error>,
}

impl Scribe {
    pub(super) fn new(app: App, worker: String, heartbeat: Arc<Heartbeat>, until_idle: bool) -> Self {
        Self {
            app,
            worker,
            heartbeat,
            loaded: Loaded::default(),
            pools: [VecDeque::new(), VecDeque::new()],
            waiting: Vec::new(),
            unwritten: Vec::new(),
            given: 0,
            until_idle,
            trouble: None,
        }
    }

    /// Serves connections until all of them have left.
    ///
    /// # Errors
    /// Only when it should end at once: the error that kept it from writing. Otherwise it tries again for ever.
    pub(super) async fn serve(
        mut self,
        mut asks: mpsc::Receiver<Ask>,
        mut stopping: watch::Receiver<bool>,
    ) -> anyhow::Result<()> {
        let mut tick = tokio::time::interval(Duration::from_secs(1));
        loop {
            let stop = *stopping.borrow_and_update();
            if stop {
                self.dismiss();
            }
            tokio::select! {
                ask = asks.recv() => match ask {
                    Some(ask) => self.take(ask),
                    None => break,
                },
                _ = tick.tick() => {}
                () = self.app.mail_waits.notified(), if !stop => {}
                _ = stopping.changed(), if !stop => continue,
            }
            while let Ok(ask) = asks.try_recv() {
                self.take(ask);
            }
            self.write(stop).await;
        }
        self.write_last().await;
        self.trouble.map_or(Ok(()), Err)
    }

    fn take(&mut self, mut ask: Ask) {
        self.given = self.given.saturating_sub(ask.done.len());
        self.unwritten.append(&mut ask.done);
        self.waiting.push(ask);
    }

    /// Lets waiting connections go: an empty answer means goodbye.
    fn dismiss(&mut self) {
        for ask in self.waiting.drain(..) {
            // A connection that is gone needs no goodbye.
            let _ = ask.reply.send(Vec::new());
        }
    }

    /// One commit, tried again on the next tick when the database does not answer: results are kept until then.
    async fn write(&mut self, stop: bool) {
        match self.write_once(stop).await {
            Ok(idle) if idle && self.until_idle && self.given == 0 => self.dismiss(),
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    results = self.unwritten.len(),
                    "the ledger cannot be written now"
                );
                if self.until_idle {
                    self.trouble = Some(error);
                    self.dismiss();
                }
                tokio::time::sleep(Duration::from_millis(250)).await;
            }
        }
        if stop {
            self.dismiss();
        }
    }

    async fn write_once(&mut self, stop: bool) -> anyhow::Result<bool> {
        let app = self.app.clone();
        let now = app.clock.now();
        let tx = app.store.begin_write().await?;
        let verdicts: Vec<_> = self.unwritten.iter().map(|done| settle::verdict(done, now)).collect();
        settle::record(&tx, &app, &self.worker, &verdicts).await?;
        settle::close_single(&tx, &self.unwritten, now).await?;
        let mut idle = true;
        let mut ready: [Vec<Job>; 2] = [Vec::new(), Vec::new()];
        let mut claimed: [Vec<Job>; 2] = [Vec::new(), Vec::new()];
        if !stop && self.heartbeat.may_begin() {
            take_over(&tx, now).await?;
            settle::stop_late(&tx, now).await?;
            for lane in [Lane::Waiting, Lane::Bulk] {
                let (jobs, kept, more) = self.jobs_for(&tx, lane).await?;
                idle &= !more;
                ready[slot(lane)] = jobs;
                claimed[slot(lane)] = kept;
            }
            if idle {
                settle::close_finished(&tx, now).await?;
            }
        } else {
            idle = false;
        }
        if stop {
            for pool in &self.pools {
                mark::release(&tx, &app, &self.worker, pool.iter().cloned().collect::<Vec<_>>().as_slice()).await?;
            }
        }
        tx.commit().await?;
        self.unwritten.clear();
        self.after_commit(stop, ready, claimed);
        Ok(idle)
    }

    /// Only what is committed counts: pools and answers change after it.
    fn after_commit(&mut self, stop: bool, ready: [Vec<Job>; 2], claimed: [Vec<Job>; 2]) {
        for (lane, jobs) in [Lane::Waiting, Lane::Bulk].into_iter().zip(claimed) {
            self.pools[slot(lane)] = jobs.into();
        }
        if stop {
            self.pools = [VecDeque::new(), VecDeque::new()];
        }
        for (lane, jobs) in [Lane::Waiting, Lane::Bulk].into_iter().zip(ready) {
            self.give(lane, jobs);
        }
    }

    /// The marked jobs for the connections that wait in a lane, the claimed ones that are left, and whether there was
    /// anything.
    async fn jobs_for(
        &mut self,
        tx: &sea_orm::DatabaseTransaction,
        lane: Lane,
    ) -> anyhow::Result<(Vec<Job>, Vec<Job>, bool)> {
        let wanted: usize = self.waiting.iter().filter(|ask| ask.lane == lane).map(|ask| ask.most).sum();
        let mut pool: Vec<Job> = self.pools[slot(lane)].iter().cloned().collect();
        if wanted > pool.len() {
            let most = SLICE.max(wanted) - pool.len();
            let claimed = claim(tx, &self.app, &self.worker, lane, most, &mut self.loaded).await?;
            settle::refuse_unwritable(tx, &self.worker, &claimed.unwritable, self.app.clock.now()).await?;
            pool.extend(claimed.jobs);
        }
        let found = !pool.is_empty();
        let rest = pool.split_off(pool.len().min(wanted));
        let ready = mark::mark(tx, &self.app, &self.worker, pool).await?;
        Ok((ready, rest, found))
    }

    /// Shares jobs out over the connections that wait, as evenly as they asked.
    fn give(&mut self, lane: Lane, mut jobs: Vec<Job>) {
        self.given += jobs.len();
        let mut still = Vec::new();
        for ask in self.waiting.drain(..) {
            if ask.lane != lane || jobs.is_empty() {
                still.push(ask);
                continue;
            }
            let rest = jobs.split_off(jobs.len().min(ask.most));
            let share = std::mem::replace(&mut jobs, rest);
            if let Err(lost) = ask.reply.send(share) {
                // The connection is gone: its jobs were marked, so they come back as not begun.
                self.given -= lost.len();
                self.unwritten.extend(lost.into_iter().map(|job| Done { job, end: super::job::End::NotBegun }));
            }
        }
        self.waiting = still;
    }

    /// The last results, tried for a few seconds; what cannot be written is found uncertain by the next start.
    async fn write_last(&mut self) {
        for _ in 0..20 {
            if self.write_once(true).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }
}

const fn slot(lane: Lane) -> usize {
    match lane {
        Lane::Waiting => 0,
        Lane::Bulk => 1,
    }
}
