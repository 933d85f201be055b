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
    take_some(store, key, (1, most), window, now).await
}

/// The same for so many at once.
///
/// # Errors
/// The database's.
pub async fn take_some(
    store: &Store,
    key: &str,
    (many, most): (i64, i64),
    window: Duration,
    now: Instant,
) -> Result<Option<Duration>, DbErr> {
    let opened_before = now.minus(window);
    let statement = sql(
        &store.writer,
        "INSERT INTO limits (key, opened_at, taken) VALUES (?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET
           taken = CASE WHEN limits.opened_at <= ? THEN excluded.taken ELSE limits.taken + excluded.taken END,
           opened_at = CASE WHEN limits.opened_at <= ? THEN excluded.opened_at ELSE limits.opened_at END
         RETURNING taken, opened_at",
        [key.into(), now.0.into(), many.into(), opened_before.0.into(), opened_before.0.into()],
    );
    let Some(row) = store.writer.query_one_raw(statement).await? else { return Ok(None) };
    let (taken, opened): (i64, i64) = (row.try_get("", "taken")?, row.try_get("", "opened_at")?);
    if taken <= most {
        return Ok(None);
    }
    Ok(Some(Instant(opened).plus(window).since(now)))
}

/// Takes the next turn of a queue whose turns are `apart`: now when nobody waits. `None` when the last turn is further away
/// than `most`; then none was taken.
///
/// # Errors
/// The database's.
pub async fn queue(
    store: &Store,
    key: &str,
    (apart, most): (Duration, Duration),
    now: Instant,
) -> Result<Option<Instant>, DbErr> {
    let apart = now.plus(apart).0 - now.0;
    // Of a queue the row keeps the moment of its last turn.
    let statement = sql(
        &store.writer,
        "INSERT INTO limits (key, opened_at, taken) VALUES (?, ?, 1)
         ON CONFLICT (key) DO UPDATE SET taken = limits.taken + 1,
           opened_at = CASE WHEN limits.opened_at + ? > ? THEN limits.opened_at + ? ELSE ? END
         WHERE limits.opened_at <= ? RETURNING opened_at",
        [key.into(), now.0.into(), apart.into(), now.0.into(), apart.into(), now.0.into(), now.plus(most).0.into()],
    );
    let row = store.writer.query_one_raw(statement).await?;
    row.map(|row| row.try_get("", "opened_at").map(Instant)).transpose()
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
