//! Letting go of people: of who is erased, and of who came to an event long ago. The rows stay without them, so that the
//! counts of an event stay true.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::asking;
use super::begin::guests;
use super::cancel::give_up;
use super::capacity;
use super::find;
use super::inviting;
use super::waiting::settle;
use crate::app::App;
use crate::base::EmailAddress;
use crate::base::id::RegistrationId;
use crate::events::RegistrationState;
use crate::room::Leaving;
use crate::store::tables::{event_bookings, event_registrations};
use crate::store::{DatabaseTransaction, sql};

/// Erases what is known of a person in the caller's transaction. A place at what is still to come goes to who waits; no
/// letter about it follows. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &DatabaseTransaction, app: &App, who: &Leaving) -> anyhow::Result<u64> {
    let now = app.clock.now();
    let rows =
        event_registrations::Entity::find().filter(event_registrations::Column::PersonId.eq(who.id)).all(tx).await?;
    for seen in &rows {
        let Some(event) = find::event(tx, seen.event_id).await?.filter(|event| now < event.ends_at) else { continue };
        capacity::hold(tx, seen.event_id).await?;
        // Until the pools are held somebody may give them a place.
        let Some(row) = find::registration(tx, seen.id).await? else { continue };
        if matches!(row.state, RegistrationState::Registered | RegistrationState::Waiting) {
            let end = sql(
                tx,
                "UPDATE event_registrations SET state = 'cancelled', reason = 'erased', ended_at = ?, in_at = NULL,
                   approval = CASE WHEN approval = 'asked' THEN 'none' ELSE approval END WHERE id = ?",
                [now.0.into(), row.id.0.into()],
            );
            tx.execute_raw(end).await?;
            inviting::came_off(tx, row.id, now).await?;
            for pool in give_up(tx, &row, now).await? {
                settle(tx, app, &event, pool).await?;
            }
        }
    }
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let many = forget_attendees(tx, &ids).await?;
    let invited = inviting::forget(tx, who.id).await?;
    Ok(many + invited + forget_forms(tx, who).await?)
}

/// Blanks registrations. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_attendees(tx: &impl ConnectionTrait, ids: &[RegistrationId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in ids {
        let blank = sql(
            tx,
            "UPDATE event_registrations SET person_id = NULL, name = '', name_key = '', organisation = '', domain = '',
               needs = '', approval_reason = '', code = 'gone ' || CAST(id AS TEXT), ticket = '', uid = '', epoch = epoch + 1, sending_id = NULL
             WHERE id = ? AND person_id IS NOT NULL",
            [id.0.into()],
        );
        many += tx.execute_raw(blank).await?.rows_affected();
        // What is counted is people, not what they said.
        asking::forget(tx, *id).await?;
    }
    Ok(many)
}

/// Forms stay for a day, with what was typed into them.
async fn forget_forms(tx: &impl ConnectionTrait, who: &Leaving) -> Result<u64, DbErr> {
    let mut many = 0;
    for form in event_bookings::Entity::find().filter(event_bookings::Column::EndedAt.is_not_null()).all(tx).await? {
        let is_named = |address: &str| EmailAddress::parse(address).is_ok_and(|one| one.key() == who.address_key);
        if guests(&form).iter().any(|guest| is_named(&guest.address)) {
            let blank = sql(tx, "UPDATE event_bookings SET guests = '[]' WHERE id = ?", [form.id.0.into()]);
            many += tx.execute_raw(blank).await?.rows_affected();
        }
    }
    Ok(many)
}
