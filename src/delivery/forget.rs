//! Forgetting: the ledger goes on counting, without knowing whom.

use sea_orm::{ConnectionTrait, DbErr};

use super::withdraw::{Scope, withdraw};
use crate::base::Instant;
use crate::base::id::{PersonId, SendingId};
use crate::store::sql;

/// Takes a person who is being erased out of everything that has not been handed over yet, forgets what mail servers
/// said about their mails, and erases the letters that were for them alone. Gives the number of rows that changed.
///
/// A row of a sending to many stays, because its sending has counted it. One that a worker is handing over at this very
/// moment stays in its hands: the mail may arrive, the outcome is recorded, and [`forget_rest`] forgets it later.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<u64, DbErr> {
    withdraw(tx, person, Scope::Everything, now).await?;
    let letters = letters_of(tx, person).await?;
    let mut many = forget_letters(tx, &letters).await?;
    many += blank(tx, person).await?;
    Ok(many)
}

/// Forgets what a worker recorded about a person after they were erased. `false` while a row is still in hand.
///
/// # Errors
/// The database's.
pub async fn forget_rest(tx: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    blank(tx, person).await?;
    let in_hand = sql(
        tx,
        "SELECT 1 FROM deliveries WHERE person_id = ? AND state IN ('pending', 'retry', 'claimed', 'submitting') LIMIT 1",
        [person.0.into()],
    );
    Ok(tx.query_one_raw(in_hand).await?.is_none())
}

/// A refusal keeps no reason either: it would be read as a bounce of somebody.
async fn blank(tx: &impl ConnectionTrait, person: PersonId) -> Result<u64, DbErr> {
    let blank = sql(
        tx,
        "UPDATE deliveries SET receipt = NULL,
           class = CASE WHEN deliveries.state IN ('refused', 'suppressed') THEN 'erased' ELSE deliveries.class END
         WHERE deliveries.person_id = ? AND deliveries.state IN ('accepted', 'refused', 'suppressed', 'uncertain')",
        [person.0.into()],
    );
    tx.execute_raw(blank).await.map(|done| done.rows_affected())
}

async fn letters_of(tx: &impl ConnectionTrait, person: PersonId) -> Result<Vec<SendingId>, DbErr> {
    let found =
        sql(tx, "SELECT sending_id FROM deliveries WHERE person_id = ? AND lane = 'waiting'", [person.0.into()]);
    let rows = tx.query_all_raw(found).await?;
    rows.iter().map(|row| row.try_get("", "sending_id").map(SendingId)).collect()
}

/// Erases letters to one person, with their rows in the ledger. A sending to many is left alone. Gives the number of
/// letters.
///
/// # Errors
/// The database's.
pub async fn forget_letters(tx: &impl ConnectionTrait, letters: &[SendingId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in letters {
        for text in [
            "DELETE FROM deliveries WHERE sending_id = ? AND lane = 'waiting'",
            "DELETE FROM letters WHERE sending_id = ?
               AND EXISTS (SELECT 1 FROM sendings WHERE sendings.id = letters.sending_id AND sendings.lane = 'waiting')",
        ] {
            tx.execute_raw(sql(tx, text, [id.0.into()])).await?;
        }
        let sending = sql(tx, "DELETE FROM sendings WHERE id = ? AND lane = 'waiting'", [id.0.into()]);
        many += tx.execute_raw(sending).await?.rows_affected();
    }
    Ok(many)
}

/// Erases rows of sendings that are over and whose totals were kept. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_rows(tx: &impl ConnectionTrait, rows: &[(SendingId, PersonId)]) -> Result<u64, DbErr> {
    let mut many = 0;
    for (sending, person) in rows {
        let erase = sql(
            tx,
            "DELETE FROM deliveries WHERE sending_id = ? AND person_id = ?
               AND EXISTS (SELECT 1 FROM sending_totals WHERE sending_totals.sending_id = deliveries.sending_id)",
            [sending.0.into(), person.0.into()],
        );
        many += tx.execute_raw(erase).await?.rows_affected();
    }
    Ok(many)
}
