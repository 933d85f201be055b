//! Leases: work that only one process may do at a time, without a lock that outlives its holder.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr};

use super::{Store, sql};
use crate::base::Instant;

/// What came of asking for a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lease {
    /// It is ours until then.
    Ours(Instant),
    /// Another process holds it.
    Taken,
}

/// Takes or prolongs a named lease in one conditional statement, the same on both engines.
///
/// # Errors
/// The database's.
pub async fn lease(store: &Store, name: &str, holder: &str, now: Instant, span: Duration) -> Result<Lease, DbErr> {
    let until = now.plus(span);
    let statement = sql(
        &store.writer,
        "INSERT INTO leases (name, holder, until_at) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
         WHERE leases.until_at < ? OR leases.holder = excluded.holder",
        [name.into(), holder.into(), until.0.into(), now.0.into()],
    );
    let taken = store.writer.execute_raw(statement).await?.rows_affected() == 1;
    Ok(if taken { Lease::Ours(until) } else { Lease::Taken })
}

/// Gives a lease back before its time. One that another process took meanwhile is left alone.
///
/// # Errors
/// The database's.
pub async fn release(store: &Store, name: &str, holder: &str) -> Result<(), DbErr> {
    let statement =
        sql(&store.writer, "DELETE FROM leases WHERE name = ? AND holder = ?", [name.into(), holder.into()]);
    store.writer.execute_raw(statement).await.map(drop)
}
