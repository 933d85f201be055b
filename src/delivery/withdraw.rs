//! Withdrawing: whoever leaves is out of every sending that has not reached them yet.
//!
//! Raw SQL: all of somebody’s rows in one statement, which keeps what is uncertain.

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::Instant;
use crate::base::id::{PersonId, PublicationId};
use crate::store::{as_json, sql, sql_over};

/// What one is withdrawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Sendings of one publication.
    Publication(PublicationId),
    /// Every sending to many; letters that the person asked for still come.
    EveryPublication,
    /// Every sending to many, because the address must not be written to; letters that the person asked for still come.
    Suppressed,
    /// Everything, single letters too: for erasure.
    Everything,
}

/// Sets a person's open rows to suppressed in the caller's transaction, also in mid-sending: a claimed row is taken
/// from its worker, which looks again when it marks. Only what is being submitted at this moment still arrives. Whoever may
/// have the mail already stays uncertain in the ledger. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn withdraw(tx: &impl ConnectionTrait, person: PersonId, scope: Scope, now: Instant) -> Result<u64, DbErr> {
    let values = [now.0.into(), person.0.into()];
    let statement = match scope {
        Scope::Publication(publication) => sql(
            tx,
            "UPDATE deliveries SET state = 'suppressed', class = CASE WHEN class = 'uncertain' THEN class ELSE 'left' END, settled_at = ?, due_at = NULL
             WHERE person_id = ? AND state IN ('pending', 'retry', 'claimed')
               AND sending_id IN (SELECT id FROM sendings WHERE publication_id = ?)",
            values.into_iter().chain([publication.0.into()]),
        ),
        Scope::EveryPublication => sql(
            tx,
            "UPDATE deliveries SET state = 'suppressed', class = CASE WHEN class = 'uncertain' THEN class ELSE 'left' END, settled_at = ?, due_at = NULL
             WHERE person_id = ? AND state IN ('pending', 'retry', 'claimed')
               AND sending_id IN (SELECT id FROM sendings WHERE publication_id IS NOT NULL)",
            values,
        ),
        Scope::Suppressed => sql(
            tx,
            "UPDATE deliveries SET state = 'suppressed', class = CASE WHEN class = 'uncertain' THEN class ELSE 'suppressed' END, settled_at = ?
             WHERE person_id = ? AND state IN ('pending', 'retry', 'claimed') AND lane = 'bulk'",
            values,
        ),
        Scope::Everything => sql(
            tx,
            "UPDATE deliveries SET state = 'suppressed', class = CASE WHEN class = 'uncertain' THEN class ELSE 'erased' END, settled_at = ?, due_at = NULL
             WHERE person_id = ? AND state IN ('pending', 'retry', 'claimed')",
            values,
        ),
    };
    tx.execute_raw(statement).await.map(|done| done.rows_affected())
}

/// Takes people out of every sending to many, because their address must not be written to: in one statement, however many
/// they are. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn withdraw_suppressed(tx: &impl ConnectionTrait, people: &[PersonId], now: Instant) -> Result<u64, DbErr> {
    let again = sql_over(
        tx,
        "UPDATE deliveries SET state = 'suppressed', class = CASE WHEN class = 'uncertain' THEN class ELSE 'suppressed' END,
           settled_at = ?
         WHERE lane = 'bulk' AND state IN ('pending', 'retry', 'claimed') AND person_id IN
           (SELECT CAST(value AS BIGINT) FROM {words})",
        [now.0.into(), as_json(people)?],
    );
    tx.execute_raw(again).await.map(|done| done.rows_affected())
}
