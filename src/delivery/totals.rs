//! The totals of sendings that are over: counted once, so that a list of them counts no ledger.
//!
//! Raw SQL: the whole ledger of a sending is counted in one statement.

use std::time::Duration;

use sea_orm::ConnectionTrait;

use crate::app::App;
use crate::base::clock::minutes;
use crate::store::sql;

/// How long a sending has to be over. Until then a worker that was declared dead may still tell what became of a mail,
/// and what was in flight when somebody stopped the sending settles.
const REST: Duration = minutes(60);

/// Keeps the totals of every sending to many that was closed or cancelled more than an hour ago and has none yet. One
/// statement; a second bell at the same time changes nothing.
///
/// # Errors
/// The database's.
pub async fn keep_totals(app: &App) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let statement = sql(
        &tx,
        "INSERT INTO sending_totals (sending_id, state, many)
         SELECT deliveries.sending_id, deliveries.state, COUNT(*) FROM deliveries
         WHERE deliveries.sending_id IN (
           SELECT sendings.id FROM sendings
           WHERE sendings.lane = 'bulk' AND sendings.state IN ('closed', 'cancelled') AND sendings.changed_at <= ?
             AND NOT EXISTS (SELECT 1 FROM sending_totals WHERE sending_totals.sending_id = sendings.id))
         GROUP BY deliveries.sending_id, deliveries.state
         ON CONFLICT (sending_id, state) DO NOTHING",
        [app.clock.now().minus(REST).0.into()],
    );
    tx.execute_raw(statement).await?;
    tx.commit().await?;
    Ok(())
}
