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
pub(super) const LEASE: Duration = Duration::from_secs(30);
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

    /// Ends the lease, so that what is left is taken over at once.
    pub(super) async fn stop(&self, app: &App) -> Result<(), DbErr> {
        let tx = app.store.begin_write().await?;
        tx.execute_raw(sql(&tx, "DELETE FROM leases WHERE name = ?", [self.name.as_str().into()])).await?;
        tx.commit().await
    }
}

fn name_of(worker: &str) -> String {
    format!("worker:{worker}")
}

/// Takes over what silent workers left: claimed rows are pending again, submitting ones uncertain, to be resent or
/// held as their publication says. Gives the number of rows.
pub(super) async fn take_over(tx: &DatabaseTransaction, now: Instant) -> Result<u64, DbErr> {
    let mut rows = 0;
    for text in [
        "UPDATE deliveries SET state = 'pending', worker = NULL, claim = NULL
         WHERE state IN ('claimed', 'submitting') AND state = 'claimed' AND NOT EXISTS
           (SELECT 1 FROM leases WHERE name = 'worker:' || deliveries.worker AND until_at > ?)",
        "UPDATE deliveries SET state = 'retry', class = 'uncertain'
         WHERE state IN ('claimed', 'submitting') AND state = 'submitting' AND NOT EXISTS
           (SELECT 1 FROM leases WHERE name = 'worker:' || deliveries.worker AND until_at > ?)
           AND sending_id IN (SELECT id FROM sendings WHERE on_uncertain = 'resend')",
    ] {
        rows += tx.execute_raw(sql(tx, text, [now.0.into()])).await?.rows_affected();
    }
    let held = sql(
        tx,
        "UPDATE deliveries SET state = 'uncertain', class = 'uncertain', settled_at = ?
         WHERE state IN ('claimed', 'submitting') AND state = 'submitting' AND NOT EXISTS
           (SELECT 1 FROM leases WHERE name = 'worker:' || deliveries.worker AND until_at > ?)",
        [now.0.into(), now.0.into()],
    );
    rows += tx.execute_raw(held).await?.rows_affected();
    Ok(rows)
}

/// Forgets every other worker: only for the one process that alone holds an SQLite file.
pub(super) async fn forget_others(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "DELETE FROM leases WHERE name LIKE 'worker:%'", [])).await.map(drop)
}

/// Forgets heartbeats that ended a day ago.
pub(super) async fn forget_old(tx: &DatabaseTransaction, now: Instant) -> Result<(), DbErr> {
    let before = now.minus(crate::base::clock::days(1));
    let old = sql(tx, "DELETE FROM leases WHERE name LIKE 'worker:%' AND until_at < ?", [before.0.into()]);
    tx.execute_raw(old).await.map(drop)
}
