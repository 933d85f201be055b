//! A worker's heartbeat is the lease of all rows it holds.
//!
//! While it beats, nobody touches them. A beat counts one up in the worker's row of `leases`; whoever sees the same count
//! for as long as a lease lasts, by its own monotonic clock, returns the worker's claimed rows and declares the
//! submitting ones uncertain. No two machines' clocks are ever compared, so one that is wrong or jumps takes nothing from
//! another. A worker that cannot beat stops beginning mails on its own clock, before anyone else may think it dead. When it
//! beats again it begins with nothing that it held before: all of that may be another's by then.
//!
//! Raw SQL: all that a worker left, in one statement for each state.

pub(super) mod pulse;

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use anyhow::Context as _;
use sea_orm::{ConnectionTrait, DbErr};
use tokio::time::{Instant as Moment, timeout};

use super::job::Job;
use crate::app::App;
use crate::base::Instant;
use crate::store::{self, DatabaseTransaction, ENDED, sql};

/// How long a heartbeat lasts.
pub(in crate::delivery) const LEASE: Duration = Duration::from_secs(30);
/// How often it beats.
pub(super) const BEAT: Duration = Duration::from_secs(8);
/// No mail is begun within this long of the end.
const MARGIN: Duration = Duration::from_secs(5);
/// How much silence two looks that follow each other can tell of: they are a second apart while the database answers.
const EARSHOT: Duration = Duration::from_secs(5);

/// A tenure on rows: from when it has not been interrupted, and until when it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tenure {
    since: Moment,
    until: Moment,
}

impl Tenure {
    /// The tenure after a beat that was asked for and then answered at these moments. The end is reckoned from before the
    /// question, so a slow database only makes it earlier; one that had ended by the answer begins anew.
    pub(super) fn renewed(before: Option<Self>, asked: Moment, answered: Moment) -> Self {
        let unbroken = before.filter(|tenure| answered < tenure.until);
        Self { since: unbroken.map_or(answered, |tenure| tenure.since), until: asked + LEASE }
    }

    /// Whether a mail may be begun at a moment.
    pub(super) fn allows(self, now: Moment) -> bool {
        now + MARGIN < self.until
    }

    /// Whether what was claimed at a moment has been ours ever since.
    pub(super) fn covers(self, claimed_at: Moment) -> bool {
        self.since <= claimed_at
    }
}

/// One worker's tenure on its rows.
#[derive(Debug)]
pub(super) struct Heartbeat {
    worker: String,
    tenure: Mutex<Option<Tenure>>,
}

impl Heartbeat {
    pub(super) fn new(worker: &str) -> Self {
        Self { worker: worker.to_owned(), tenure: Mutex::new(None) }
    }

    /// Beats once.
    ///
    /// # Errors
    /// The database's, or that it did not answer within [`BEAT`].
    pub(super) async fn beat(&self, app: &App) -> anyhow::Result<()> {
        let asked = Moment::now();
        timeout(BEAT, self.count_up(app)).await.context("the database did not answer in time")??;
        let mut tenure = self.tenure.lock().unwrap_or_else(PoisonError::into_inner);
        *tenure = Some(Tenure::renewed(*tenure, asked, Moment::now()));
        Ok(())
    }

    async fn count_up(&self, app: &App) -> Result<(), DbErr> {
        let tx = app.store.begin_write().await?;
        store::beat(&tx, &self.worker, app.clock.now()).await?;
        tx.commit().await
    }

    fn tenure(&self) -> Option<Tenure> {
        *self.tenure.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether mails may be begun now.
    pub(super) fn may_begin(&self) -> bool {
        self.tenure().is_some_and(|tenure| tenure.allows(Moment::now()))
    }

    /// Whether the mail of this job may be begun now.
    pub(super) fn may_begin_of(&self, job: &Job) -> bool {
        self.tenure().is_some_and(|tenure| tenure.allows(Moment::now()) && tenure.covers(job.claimed_at))
    }

    /// Ends the lease, so that what is left is taken over at once.
    pub(super) async fn stop(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        store::end_beats(tx, Some(&self.worker)).await
    }
}

/// What one process has heard of all workers' beats: each one's last count, and for how long it has stayed the same.
#[derive(Debug, Default)]
pub(super) struct Watch {
    workers: HashMap<String, (i64, Duration)>,
    looked: Option<Moment>,
}

impl Watch {
    /// Takes over what silent workers left (see [`take_over`]). Gives the number of rows.
    pub(super) async fn look(&mut self, tx: &DatabaseTransaction, now: Instant) -> Result<u64, DbErr> {
        let asked = Moment::now();
        let beats = store::beats(tx).await?;
        let silent = self.heard(&beats, asked, Moment::now());
        take_over(tx, now, &silent).await
    }

    /// Notes the counts that were asked for and answered at these moments, and gives the workers that have been silent for
    /// as long as a lease lasts. Only time in which we could hear counts: after a database was away, nobody could beat
    /// either. So what counts between two looks is at most [`EARSHOT`], and nothing of the looks themselves.
    pub(super) fn heard(&mut self, beats: &[(String, i64)], asked: Moment, answered: Moment) -> Vec<String> {
        let passed = self.looked.map_or(Duration::ZERO, |looked| asked.saturating_duration_since(looked).min(EARSHOT));
        self.looked = Some(answered);
        self.workers.retain(|name, _| beats.iter().any(|(other, _)| other == name));
        let mut silent = Vec::new();
        for (name, count) in beats {
            let silence = match self.workers.get(name) {
                Some((before, silence)) if before == count => *silence + passed,
                _ => Duration::ZERO,
            };
            self.workers.insert(name.clone(), (*count, silence));
            if *count == ENDED || silence >= LEASE {
                silent.push(name.clone());
            }
        }
        silent
    }
}

/// The rows in a state that a worker holds. A closed sending has none.
macro_rules! of_worker {
    ($state:literal) => {
        concat!(
            " WHERE state = '",
            $state,
            "' AND worker = ? AND sending_id IN (SELECT id FROM sendings WHERE state <> 'closed')"
        )
    };
}

/// Takes over what workers left that ended: claimed rows are pending again, submitting ones uncertain, to be resent or
/// held as their publication says. A worker is known until then and forgotten with it, so that without one there is
/// nothing to look for. Gives the number of rows.
async fn take_over(tx: &DatabaseTransaction, now: Instant, workers: &[String]) -> Result<u64, DbErr> {
    let mut rows = 0;
    for worker in workers {
        for text in [
            concat!(
                "UPDATE deliveries SET state = 'pending', due_at = ?, worker = NULL, claim = NULL",
                of_worker!("claimed")
            ),
            concat!(
                "UPDATE deliveries SET state = 'retry', due_at = ?, class = 'uncertain'",
                of_worker!("submitting"),
                " AND sending_id IN (SELECT id FROM sendings WHERE on_uncertain = 'resend')"
            ),
            concat!(
                "UPDATE deliveries SET state = 'uncertain', settled_at = ?, class = 'uncertain'",
                of_worker!("submitting")
            ),
        ] {
            rows += tx.execute_raw(sql(tx, text, [now.0.into(), worker.as_str().into()])).await?.rows_affected();
        }
        store::forget_beats(tx, worker).await?;
    }
    Ok(rows)
}

/// Takes over what workers left that said goodbye or are known to be dead.
pub(super) async fn take_over_ended(tx: &DatabaseTransaction, now: Instant) -> Result<u64, DbErr> {
    let beats = store::beats(tx).await?;
    let ended: Vec<_> = beats.into_iter().filter(|(_, count)| *count == ENDED).map(|(worker, _)| worker).collect();
    take_over(tx, now, &ended).await
}
