//! A worker's heartbeat is the lease of all rows it holds.
//!
//! While it beats, nobody touches them. When it stops, whoever looks first returns the claimed rows and declares the
//! submitting ones uncertain. A worker that cannot renew stops beginning mails on its own monotonic clock, before
//! anyone else may think it dead.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use tokio::time::Instant as Moment;

use crate::app::App;
use crate::base::Instant;
use crate::store::{Lease, lease, sql};

/// How long a heartbeat lasts.
pub(in crate::delivery) const LEASE: Duration = Duration::from_secs(30);
/// How often it beats.
pub(super) const BEAT: Duration = Duration::from_secs(8);
/// No mail is begun within this long of the end.
const MARGIN: Duration = Duration::from_secs(5);

/// One worker's hold on its rows.
#[derive(Debug)]
pub(super) struct Heartbeat {
    name: String,
    until: Mutex<Option<Moment>>,
}

impl Heartbeat {
    pub(super) fn new(worker: &str) -> Self {
        Self { name: name_of(worker), until: Mutex::new(None) }
    }

    /// Beats once. The end is reckoned from before the question, so a slow database only makes it earlier.
    pub(super) async fn beat(&self, app: &App) -> Result<(), DbErr> {
        let asked = Moment::now();
        if let Lease::Ours(_) = lease(&app.store, &self.name, "beat", app.clock.now(), LEASE).await? {
            *self.until.lock().unwrap_or_else(PoisonError::into_inner) = Some(asked + LEASE);
        }
        Ok(())
    }

    /// Whether a mail may be begun now.
    pub(super) fn may_begin(&self) -> bool {
        let until = *self.until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Moment::now() + MARGIN < until)
    }

    /// Dates the lease anew when the machine's clock jumped past its end: our own clock says that it has not ended, and
    /// whoever lives must not take its own rows for those of a dead worker, and send them twice.
    pub(super) async fn outlive_jumps(&self, tx: &DatabaseTransaction, now: Instant) -> Result<(), DbErr> {
        if !self.may_begin() {
            return Ok(());
        }
        let anew = sql(
            tx,
            "UPDATE leases SET until_at = ? WHERE name = ? AND until_at <= ?",
            [now.plus(LEASE).0.into(), self.name.as_str().into(), now.0.into()],
        );
        tx.execute_raw(anew).await.map(drop)
    }

    /// Ends the lease, so that what is left is taken over at once.
    pub(super) async fn stop(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let ended = sql(tx, "UPDATE leases SET until_at = 0 WHERE name = ?", [self.name.as_str().into()]);
        tx.execute_raw(ended).await.map(drop)
    }
}

fn name_of(worker: &str) -> String {
    format!("worker:{worker}")
}

/// The rows in a state that a silent worker holds. A closed sending has none.
macro_rules! of_silent {
    ($state:literal) => {
        concat!(
            " WHERE state = '",
            $state,
            "' AND worker IN (SELECT substr(name, 8) FROM leases WHERE name LIKE 'worker:%' AND until_at <= ?)
             AND sending_id IN (SELECT id FROM sendings WHERE state <> 'closed')"
        )
    };
}

/// Takes over what silent workers left: claimed rows are pending again, submitting ones uncertain, to be resent or
/// held as their publication says. A heartbeat that ended is kept until then and forgotten with it, so that without one
/// there is nothing to look for. Gives the number of rows.
pub(super) async fn take_over(tx: &DatabaseTransaction, now: Instant) -> Result<u64, DbErr> {
    let silent = "SELECT 1 FROM leases WHERE name LIKE 'worker:%' AND until_at <= ? LIMIT 1";
    if tx.query_one_raw(sql(tx, silent, [now.0.into()])).await?.is_none() {
        return Ok(0);
    }
    let mut rows = 0;
    for text in [
        concat!(
            "UPDATE deliveries SET state = 'pending', due_at = ?, worker = NULL, claim = NULL",
            of_silent!("claimed")
        ),
        concat!(
            "UPDATE deliveries SET state = 'retry', due_at = ?, class = 'uncertain'",
            of_silent!("submitting"),
            " AND sending_id IN (SELECT id FROM sendings WHERE on_uncertain = 'resend')"
        ),
        concat!(
            "UPDATE deliveries SET state = 'uncertain', settled_at = ?, class = 'uncertain'",
            of_silent!("submitting")
        ),
    ] {
        rows += tx.execute_raw(sql(tx, text, [now.0.into(), now.0.into()])).await?.rows_affected();
    }
    let taken = sql(tx, "DELETE FROM leases WHERE name LIKE 'worker:%' AND until_at <= ?", [now.0.into()]);
    tx.execute_raw(taken).await?;
    Ok(rows)
}

/// Declares every other worker silent: only for the one process that alone holds an SQLite file.
pub(super) async fn silence_others(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "UPDATE leases SET until_at = 0 WHERE name LIKE 'worker:%'", [])).await.map(drop)
}
