//! Letting go of people: of who is erased, and of who was a contact or had a seat long ago.
//!
//! Raw SQL where three tables say whether anybody is left.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::base::Instant;
use crate::base::id::{ContactId, OrganisationId, PersonId, SeatId};
use crate::base::wall_time::date_of;
use crate::store::sql;
use crate::store::tables::{body_members, contacts, tasks};

/// Erases a person's contacts, seats and tasks in the caller's transaction. An organisation that has no contact left
/// gets a task that says so. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<u64, DbErr> {
    let of_person = contacts::Entity::find().filter(contacts::Column::PersonId.eq(person)).all(tx).await?;
    let ids: Vec<_> = of_person.iter().map(|contact| contact.id).collect();
    let many = forget_contacts(tx, &ids, now).await?;
    let seats = body_members::Entity::delete_many().filter(body_members::Column::PersonId.eq(person));
    Ok(many + seats.exec(tx).await?.rows_affected)
}

/// Erases contacts with the tasks about them. Gives the number of contacts.
///
/// # Errors
/// The database's.
pub async fn forget_contacts(tx: &impl ConnectionTrait, ids: &[ContactId], now: Instant) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in ids {
        tasks::Entity::delete_many().filter(tasks::Column::ContactId.eq(*id)).exec(tx).await?;
        let erase = contacts::Entity::delete_many().filter(contacts::Column::Id.eq(*id));
        let Some(contact) = erase.exec_with_returning(tx).await?.pop() else { continue };
        raise_when_nobody_is_left(tx, contact.organisation_id, now).await?;
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
        many += body_members::Entity::delete_by_id(*seat).exec(tx).await?.rows_affected;
    }
    Ok(many)
}

/// The bell raises such a task for a contact that ended; of one that was erased there is no trace to raise it from.
async fn raise_when_nobody_is_left(
    tx: &impl ConnectionTrait,
    organisation: OrganisationId,
    now: Instant,
) -> Result<(), DbErr> {
    let raise = sql(
        tx,
        "INSERT INTO tasks (kind, organisation_id, cause, made_at, outcome, note)
         SELECT 'nobody', o.id, 'erased', ?, '', '' FROM organisations o WHERE o.id = ? AND o.ended_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM contacts n WHERE n.organisation_id = o.id
             AND (n.until_on IS NULL OR n.until_on >= ?))
           AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.organisation_id = o.id AND t.kind = 'nobody' AND t.done_at IS NULL)",
        [now.0.into(), organisation.0.into(), date_of(now).to_string().into()],
    );
    tx.execute_raw(raise).await.map(drop)
}
