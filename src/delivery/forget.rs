//! Forgetting: the ledger goes on counting, without knowing whom.
//!
//! Raw SQL for rows that only go, or become another word, when other columns or tables say so.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::withdraw::{Scope, withdraw};
use crate::base::Instant;
use crate::base::id::{PersonId, SendingId};
use crate::store::sql;
use crate::store::tables::states::{DeliveryState, Lane};
use crate::store::tables::{deliveries, letters, sendings};

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
    let in_hand = deliveries::Entity::find().filter(deliveries::Column::PersonId.eq(person)).filter(
        deliveries::Column::State.is_in([
            DeliveryState::Pending,
            DeliveryState::Retry,
            DeliveryState::Claimed,
            DeliveryState::Submitting,
        ]),
    );
    Ok(in_hand.one(tx).await?.is_none())
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
    let found = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::SendingId)
        .filter(deliveries::Column::PersonId.eq(person))
        .filter(deliveries::Column::Lane.eq(Lane::Waiting));
    found.into_tuple().all(tx).await
}

/// Erases letters to one person, with their rows in the ledger. A sending to many is left alone. Gives the number of
/// letters.
///
/// # Errors
/// The database's.
pub async fn forget_letters(tx: &impl ConnectionTrait, ids: &[SendingId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in ids {
        // Of a sending to many nothing goes.
        let waiting = sendings::Entity::find_by_id(*id).filter(sendings::Column::Lane.eq(Lane::Waiting));
        let own = waiting.select_only().column(sendings::Column::Id).into_query();
        let rows = deliveries::Entity::delete_many().filter(deliveries::Column::SendingId.eq(*id));
        rows.filter(deliveries::Column::Lane.eq(Lane::Waiting)).exec(tx).await?;
        letters::Entity::delete_many().filter(letters::Column::SendingId.in_subquery(own)).exec(tx).await?;
        let sending = sendings::Entity::delete_many().filter(sendings::Column::Id.eq(*id));
        many += sending.filter(sendings::Column::Lane.eq(Lane::Waiting)).exec(tx).await?.rows_affected;
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
