//! Counting for rate limits, shared by all nodes. The key is hashed by the caller: no address is kept here.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr};

use super::{Store, sql};
use crate::base::Instant;

/// Takes one from a limit of `most` per `window`. `None` when it was granted, else how long until the window ends.
///
/// # Errors
/// The database's.
pub async fn take(
    store: &Store,
    key: &str,
    most: i64,
    window: Duration,
    now: Instant,
) -> Result<Option<Duration>, DbErr> {
    let opened_before = now.minus(window);
    let statement = sql(
        &store.writer,
        "INSERT INTO limits (key, opened_at, taken) VALUES (?, ?, 1)
         ON CONFLICT (key) DO UPDATE SET
           taken = CASE WHEN limits.opened_at <= ? THEN 1 ELSE limits.taken + 1 END,
           opened_at = CASE WHEN limits.opened_at <= ? THEN excluded.opened_at ELSE limits.opened_at END
         RETURNING taken, opened_at",
        [key.into(), now.0.into(), opened_before.0.into(), opened_before.0.into()],
    );
    let Some(row) = store.writer.query_one_raw(statement).await? else { return Ok(None) };
    let (taken, opened): (i64, i64) = (row.try_get("", "taken")?, row.try_get("", "opened_at")?);
    if taken <= most {
        return Ok(None);
    }
    Ok(Some(Instant(opened).plus(window).since(now)))
}

impl Store {
    /// Forgets limits whose window ended a day ago or longer.
    ///
    /// # Errors
    /// The database's.
    pub async fn forget_limits(&self, now: Instant) -> Result<u64, DbErr> {
        let before = now.minus(crate::base::clock::days(1));
        let statement = sql(&self.writer, "DELETE FROM limits WHERE opened_at < ?", [before.0.into()]);
        Ok(self.writer.execute_raw(statement).await?.rows_affected())
    }
}
