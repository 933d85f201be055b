//! Handing over: what one person was about to receive goes to another, because they moved to another address.
//!
//! Raw SQL: the lock is not of a table, and rows move in one statement that looks at sendings.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::base::Instant;
use crate::base::id::{PersonId, PublicationId};
use crate::store::{OPENINGS, sql};

/// Lets no sending open until the transaction ends, after any that is being opened: moves share what an opening has alone.
/// Whoever moves asks for it before all else. Or the opening sees them where they were, the moving sees no row to hand
/// over yet, and nobody gets that mail.
///
/// # Errors
/// The database's.
pub async fn lock_openings(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    take_openings(tx, "SELECT pg_advisory_xact_lock_shared(?)").await
}

/// Lets nobody move until the transaction ends.
pub(super) async fn hold_moves(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    take_openings(tx, "SELECT pg_advisory_xact_lock(?)").await
}

/// SQLite has one writer.
async fn take_openings(tx: &impl ConnectionTrait, how: &'static str) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_raw(sql(tx, how, [OPENINGS.into()])).await?;
    }
    Ok(())
}

/// Gives a person's open rows in the sendings of a publication to another person, in the caller's transaction, so that
/// whoever moves in the middle of a sending misses nothing. Where the other one has a row already, both stay as they
/// are. A row that is being submitted at this moment stays with the first. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn hand_over(
    tx: &impl ConnectionTrait,
    (from, to): (PersonId, PersonId),
    publication: PublicationId,
    now: Instant,
) -> Result<u64, DbErr> {
    // The walk along the key may have passed the new key, so the row is due now instead of in its turn.
    let statement = sql(
        tx,
        "UPDATE deliveries SET person_id = ?, due_at = coalesce(due_at, ?)
         WHERE person_id = ? AND lane = 'bulk' AND state IN ('pending', 'retry')
           AND sending_id IN (SELECT id FROM sendings WHERE publication_id = ? AND state <> 'closed')
           AND NOT EXISTS (SELECT 1 FROM deliveries other
             WHERE other.sending_id = deliveries.sending_id AND other.person_id = ?)",
        [to.0.into(), now.0.into(), from.0.into(), publication.0.into(), to.0.into()],
    );
    tx.execute_raw(statement).await.map(|done| done.rows_affected())
}
