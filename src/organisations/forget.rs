//! Letting go of people: of who is erased, and of who was a contact or had a seat long ago.

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::Instant;
use crate::base::id::{ContactId, PersonId, SeatId};
use crate::base::wall_time::date_of;
use crate::store::sql;

/// Erases a person's contacts, seats and tasks in the caller's transaction. An organisation that has no contact left
/// gets a task that says so. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<u64, DbErr> {
    let contacts = sql(tx, "SELECT id FROM contacts WHERE person_id = ?", [person.0.into()]);
    let rows = tx.query_all_raw(contacts).await?;
    let contacts = rows.iter().map(|row| row.try_get("", "id").map(ContactId)).collect::<Result<Vec<_>, _>>()?;
    let mut many = forget_contacts(tx, &contacts, now).await?;
    let seats = sql(tx, "DELETE FROM body_members WHERE person_id = ?", [person.0.into()]);
    many += tx.execute_raw(seats).await?.rows_affected();
    Ok(many)
}

/// Erases contacts with the tasks about them. Gives the number of contacts.
///
/// # Errors
/// The database's.
pub async fn forget_contacts(tx: &impl ConnectionTrait, contacts: &[ContactId], now: Instant) -> Result<u64, DbErr> {
    let mut many = 0;
    for contact in contacts {
        tx.execute_raw(sql(tx, "DELETE FROM tasks WHERE contact_id = ?", [contact.0.into()])).await?;
        let erase = sql(tx, "DELETE FROM contacts WHERE id = ? RETURNING organisation_id", [contact.0.into()]);
        let Some(row) = tx.query_one_raw(erase).await? else { continue };
        raise_when_nobody_is_left(tx, row.try_get("", "organisation_id")?, now).await?;
        many += 1;
    }
    Ok(many)
}

/// Erases seats. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_seats(tx: &impl ConnectionTrait, seats: &[SeatId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for seat in seats {
        let erase = sql(tx, "DELETE FROM body_members WHERE id = ?", [seat.0.into()]);
        many += tx.execute_raw(erase).await?.rows_affected();
    }
    Ok(many)
}

/// The bell raises such a task for a contact that ended; of one that was erased there is no trace to raise it from.
async fn raise_when_nobody_is_left(tx: &impl ConnectionTrait, organisation: i64, now: Instant) -> Result<(), DbErr> {
    let raise = sql(
        tx,
        "INSERT INTO tasks (kind, organisation_id, cause, made_at, outcome, note)
         SELECT 'nobody', o.id, 'erased', ?, '', '' FROM organisations o WHERE o.id = ? AND o.ended_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM contacts n WHERE n.organisation_id = o.id
             AND (n.until_on IS NULL OR n.until_on >= ?))
           AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.organisation_id = o.id AND t.kind = 'nobody' AND t.done_at IS NULL)",
        [now.0.into(), organisation.into(), date_of(now).to_string().into()],
    );
    tx.execute_raw(raise).await.map(drop)
}
