//! Letting go of people: what an organisation said stays, who typed it does not.

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::Instant;
use crate::base::id::{InviteeId, PersonId};
use crate::store::sql;

/// Takes a person out of everything they answered, in the caller's transaction. Their links open nothing any more. Gives the
/// number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<u64, DbErr> {
    let update = sql(
        tx,
        "UPDATE consultation_invitees SET person_id = NULL, name = '', role = '', here_at = NULL, here_question = NULL, revoked_at = COALESCE(revoked_at, ?)
         WHERE person_id = ?",
        [now.into(), person.into()],
    );
    Ok(tx.execute_raw(update).await?.rows_affected())
}

/// The same for rows whose period is over.
///
/// # Errors
/// The database's.
pub async fn forget_invitees(tx: &impl ConnectionTrait, ids: &[InviteeId], now: Instant) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in ids {
        let update = sql(
            tx,
            "UPDATE consultation_invitees SET person_id = NULL, name = '', role = '', here_at = NULL, here_question = NULL, revoked_at = COALESCE(revoked_at, ?)
             WHERE id = ?",
            [now.into(), (*id).into()],
        );
        many += tx.execute_raw(update).await?.rows_affected();
    }
    Ok(many)
}
