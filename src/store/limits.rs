//! Counting for rate limits, shared by all nodes. The key is hashed by the caller: no address is kept here.
//!
//! Raw SQL where a count is taken and compared in the statement that counts.

use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::tables::limits::{Column, Entity};
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
    let (taken, opened) = turn(store, key, window, now).await?;
    Ok((taken > most).then(|| opened.plus(window).since(now)))
}

/// Takes one of a window. Gives the how manieth it is, from 1, and when the window opened.
///
/// # Errors
/// The database's.
pub async fn turn(store: &Store, key: &str, window: Duration, now: Instant) -> Result<(i64, Instant), DbErr> {
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
    let row = store.writer.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("the limit that was just written".to_owned()))?;
    Ok((row.try_get("", "taken")?, Instant(row.try_get("", "opened_at")?)))
}

/// Forgets one count.
///
/// # Errors
/// The database's.
pub async fn forget_limit(tx: &impl ConnectionTrait, key: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(key).exec(tx).await.map(drop)
}

/// Forgets the counts that began at these moments. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_limits(tx: &impl ConnectionTrait, opened: &[Instant]) -> Result<u64, DbErr> {
    let mut many = 0;
    for at in opened {
        many += Entity::delete_many().filter(Column::OpenedAt.eq(*at)).exec(tx).await?.rows_affected;
    }
    Ok(many)
}
