//! The scribe: the one task of a process that writes the ledger.
//!
//! Connections ask it for jobs and hand it their results. It gathers whatever waits and writes it in one commit:
//! results first, then the rows it gives out, claimed and marked at once. So a commit serves all connections, and no
//! mail leaves before its mark is on the disk. What need not be in every commit is done once a second.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant as Moment, timeout};

use super::brake::Brake;
use super::claim::Loaded;
use super::heartbeat::pulse::Pulse;
use super::heartbeat::{Heartbeat, Watch};
use super::job::{Done, End, Job, Plan};
use super::pacing::Pacing;
use super::settle;
use super::walk::{Walks, close};
use crate::app::App;
use crate::base::id::SendingId;
use crate::delivery::steer;
use crate::mail::Outcome;
use crate::store::tables::states::{HaltReason, Lane};
use crate::store::{self, DatabaseTransaction};

/// How often silent workers, late sendings and newly opened ones are looked for.
const CHORES: Duration = Duration::from_secs(1);

/// How often it is written down that somebody looks: standing still is told after two minutes, and a write each second would
/// keep other nodes waiting.
const LOOK: Duration = Duration::from_secs(15);

/// How long the database may take for what is written in one commit, and then for the commit: a server behind a wire that
/// has died says nothing at all, not even that it is gone.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection's question: here are my results, give me up to `most` jobs.
#[derive(Debug)]
pub(super) struct Ask {
    /// The place of its outlet.
    pub(super) outlet: usize,
    pub(super) lane: Lane,
    pub(super) done: Vec<Done>,
    pub(super) most: usize,
    pub(super) reply: oneshot::Sender<Vec<Job>>,
}

/// What the scribe keeps in mind.
#[derive(Debug)]
pub(super) struct Scribe {
    pub(super) app: App,
    pub(super) worker: String,
    heartbeat: Arc<Heartbeat>,
    pulse: Arc<Pulse>,
    watch: Watch,
    pub(super) loaded: Loaded,
    pub(super) walks: Walks,
    /// Which group of outlets carries an open sending.
    groups: HashMap<SendingId, usize>,
    pub(super) pacing: Pacing,
    brake: Brake,
    pub(super) waiting: Vec<Ask>,
    unwritten: Vec<Done>,
    /// What came up while a commit was planned; written in the next.
    pub(super) unwritten_later: Vec<Done>,
    /// What was claimed in a commit that brought no answer. It may be ours, and no mail of it left.
    doubtful: Vec<Done>,
    /// How many rows of each sending the connections hold.
    given: HashMap<SendingId, usize>,
    chores_at: Option<Moment>,
    /// When it was written down last that somebody looks.
    looked_at: Option<Moment>,
    /// Whether the scribe ends when nothing is due, or when the ledger cannot be written: for tests and one-off work.
    until_idle: bool,
    trouble: Option<anyhow::Error>,
}

impl Scribe {
    pub(super) fn new(
        app: App,
        worker: String,
        heartbeat: Arc<Heartbeat>,
        pulse: Arc<Pulse>,
        until_idle: bool,
    ) -> Self {
        Self {
            pacing: Pacing::new(app.settings.domain_rate),
            brake: Brake::new(app.settings.hold_at_refused),
            app,
            worker,
            heartbeat,
            pulse,
            watch: Watch::default(),
            loaded: Loaded::default(),
            walks: Walks::default(),
            groups: HashMap::new(),
            waiting: Vec::new(),
            unwritten: Vec::new(),
            unwritten_later: Vec::new(),
            doubtful: Vec::new(),
            given: HashMap::new(),
            chores_at: None,
            looked_at: None,
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
        let mut tick = tokio::time::interval(CHORES);
        loop {
            self.pulse.round();
            let stop = *stopping.borrow_and_update();
            if stop {
                self.dismiss();
            }
            tokio::select! {
                ask = asks.recv() => match ask {
                    Some(ask) => self.take(ask),
                    None => break,
                },
                _ = tick.tick() => self.chores_at = None,
                () = self.app.mail_waits.notified(), if !stop => self.chores_at = None,
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
        for done in &ask.done {
            self.given_back(done.job.sending.id);
        }
        self.unwritten.append(&mut ask.done);
        if ask.most > 0 {
            self.waiting.push(ask);
        }
    }

    fn given_back(&mut self, sending: SendingId) {
        if let Some(count) = self.given.get_mut(&sending) {
            *count -= 1;
            if *count == 0 {
                self.given.remove(&sending);
            }
        }
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
        let before = self.walks.clone();
        let written = match self.write_once(stop).await {
            Ok(idle) => self.close_finished().await.map(|()| idle),
            Err(error) => Err(error),
        };
        match written {
            Ok(idle) if idle && self.until_idle && self.given.is_empty() => self.dismiss(),
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    results = self.unwritten.len(),
                    "the ledger cannot be written now"
                );
                // What was claimed is not ours: the walks did not get that far.
                self.walks = before;
                self.unwritten_later.clear();
                self.chores_at = None;
                self.looked_at = None;
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
        let written = timeout(PATIENCE, self.write_down(stop)).await;
        let (tx, plan) = written.map_err(|_| silent("to what was to be written"))??;
        let committed = match timeout(PATIENCE, tx.commit()).await {
            Ok(committed) => committed.map_err(Into::into),
            Err(_) => Err(silent("to a commit")),
        };
        if let Err(error) = committed {
            self.doubt(plan);
            return Err(error);
        }
        self.doubtful.clear();
        // Only what is committed counts: results are let go and jobs given out after it.
        self.unwritten = std::mem::take(&mut self.unwritten_later);
        self.give(plan.shares);
        Ok(plan.idle)
    }

    /// Everything of a commit but the commit: results, and what is claimed for whom.
    async fn write_down(&mut self, stop: bool) -> anyhow::Result<(DatabaseTransaction, Plan)> {
        let app = self.app.clone();
        let now = app.clock.now();
        let tx = app.store.begin_write().await?;
        settle::await_lost_commit(&tx, &self.doubtful).await?;
        let verdicts: Vec<_> =
            self.unwritten.iter().chain(&self.doubtful).map(|done| settle::verdict(done, now)).collect();
        settle::record(&tx, &app, &self.worker, &verdicts).await?;
        settle::close_single(&tx, &self.unwritten, now).await?;
        self.brake_where_refused(&tx).await?;
        let mut plan = Plan { shares: Vec::new(), idle: false };
        // Nothing is claimed while it is unknown what is ours, so the doubtful rows are never more than one plan's.
        if !stop && self.heartbeat.may_begin() && self.doubtful.is_empty() {
            self.do_chores(&tx).await?;
            plan = self.plan(&tx).await?;
        }
        Ok((tx, plan))
    }

    /// What a delay of a second does no harm to.
    async fn do_chores(&mut self, tx: &DatabaseTransaction) -> anyhow::Result<()> {
        if self.chores_at.is_some_and(|at| Moment::now() < at) {
            return Ok(());
        }
        let now = self.app.clock.now();
        self.watch.look(tx, now).await?;
        settle::stop_late(tx, now).await?;
        if self.looked_at.is_none_or(|at| at.elapsed() >= LOOK) {
            store::note_look(tx).await?;
            self.looked_at = Some(Moment::now());
        }
        self.walks.refresh(tx).await?;
        self.find_outlets(tx).await?;
        self.brake.keep(&self.walks.open());
        self.pacing.forget_resting(now);
        self.chores_at = Some(Moment::now() + CHORES);
        Ok(())
    }

    /// Learns which outlets carry the sendings that were opened since; one that no outlet may carry is held.
    async fn find_outlets(&mut self, tx: &DatabaseTransaction) -> anyhow::Result<()> {
        let open = self.walks.open();
        self.groups.retain(|sending, _| open.contains(sending));
        for id in open {
            if self.groups.contains_key(&id) {
                continue;
            }
            let sending = self.loaded.sending(tx, id.0).await?;
            match self.app.outlets.group_of(sending.domain()) {
                Some(group) => drop(self.groups.insert(id, group)),
                None => drop(steer::pause(tx, &self.app, id, HaltReason::NoRelay).await?),
            }
        }
        Ok(())
    }

    /// The open sendings that a group of outlets carries, oldest first.
    pub(super) fn sendings_of(&self, group: usize) -> Vec<SendingId> {
        let ours = |sending: &SendingId| self.groups.get(sending) == Some(&group);
        self.walks.open().into_iter().filter(ours).collect()
    }

    /// Holds a sending of which too many mails were refused.
    async fn brake_where_refused(&mut self, tx: &DatabaseTransaction) -> anyhow::Result<()> {
        for done in self.unwritten.iter().filter(|done| done.job.sending.lane == Lane::Bulk) {
            let refused = match &done.end {
                End::Carried(Outcome::Accepted(_)) => false,
                End::Carried(Outcome::Refused(answer)) if answer.code >= 500 => true,
                _ => continue,
            };
            if self.brake.note(done.job.sending.id, refused) {
                steer::pause(tx, &self.app, done.job.sending.id, HaltReason::Refusals).await?;
                self.chores_at = None;
                self.looked_at = None;
            }
        }
        Ok(())
    }

    async fn close_finished(&mut self) -> anyhow::Result<()> {
        timeout(PATIENCE, self.find_and_close()).await.map_err(|_| silent("to what is finished"))?
    }

    async fn find_and_close(&mut self) -> anyhow::Result<()> {
        let finished = self.walks.finished(&self.app, &self.given).await?;
        if finished.is_empty() {
            return Ok(());
        }
        let tx = self.app.store.begin_write().await?;
        for sending in finished {
            close(&tx, &self.app, sending).await?;
        }
        self.walks.refresh(&tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives connections the rows that were planned for them.
    fn give(&mut self, shares: Vec<Vec<Job>>) {
        let mut shares = shares.into_iter();
        for ask in std::mem::take(&mut self.waiting) {
            let share = shares.next().unwrap_or_default();
            if share.is_empty() {
                self.waiting.push(ask);
                continue;
            }
            for job in &share {
                *self.given.entry(job.sending.id).or_insert(0) += 1;
            }
            if let Err(lost) = ask.reply.send(share) {
                // The connection is gone: its jobs were marked, so they come back as not begun.
                for job in lost {
                    self.given_back(job.sending.id);
                    self.unwritten.push(Done { job, end: End::NotBegun });
                }
            }
        }
    }

    /// A commit failed, or only its answer was lost: nobody got these rows, so in either case they are pending.
    fn doubt(&mut self, plan: Plan) {
        let given_out = plan.shares.into_iter().flatten().map(|job| Done { job, end: End::NotBegun });
        self.doubtful.extend(given_out);
        self.doubtful.append(&mut self.unwritten_later);
    }

    /// Claimed rows that found no connection.
    pub(super) fn give_back(&mut self, jobs: Vec<Job>) {
        self.unwritten_later.extend(jobs.into_iter().map(|job| Done { job, end: End::NotBegun }));
    }

    /// The last results, tried for a few seconds; what cannot be written is found uncertain by the next start. Whoever stops
    /// the process waits no longer than its own bound.
    async fn write_last(&mut self) {
        for _ in 0..20 {
            if self.write_once(true).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }
}

/// That the database said nothing within [`PATIENCE`].
fn silent(to: &str) -> anyhow::Error {
    anyhow::anyhow!("the database did not answer in time {to}")
}
