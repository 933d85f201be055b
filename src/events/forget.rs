//! Letting go of people: of who is erased, and of who came to an event long ago. The rows stay without them, so that the
//! counts of an event stay true.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::asking;
use super::cancel::{end, give_up};
use super::capacity;
use super::find;
use super::guest::guests;
use super::inviting;
use super::waiting::settle;
use crate::app::App;
use crate::base::EmailAddress;
use crate::base::id::RegistrationId;
use crate::room::Leaving;
use crate::store::DatabaseTransaction;
use crate::store::tables::event_bookings;
use crate::store::tables::event_registrations::{ActiveModel, Column, Entity};

/// Erases what is known of a person in the caller's transaction. A place at what is still to come goes to who waits; no
/// letter about it follows. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &DatabaseTransaction, app: &App, who: &Leaving) -> anyhow::Result<u64> {
    let now = app.clock.now();
    let rows = Entity::find().filter(Column::PersonId.eq(who.id)).all(tx).await?;
    for seen in &rows {
        let Some(event) = find::event(tx, seen.event_id).await?.filter(|event| now < event.ends_at) else { continue };
        capacity::hold(tx, seen.event_id).await?;
        // Until the pools are held somebody may give them a place.
        let Some(row) = find::registration(tx, seen.id).await? else { continue };
        if end(tx, &row, "erased", now).await? {
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
        let nobody = ActiveModel {
            person_id: Set(None),
            name: Set(String::new()),
            name_key: Set(String::new()),
            organisation: Set(String::new()),
            domain: Set(String::new()),
            needs: Set(String::new()),
            approval_reason: Set(String::new()),
            code: Set(format!("gone {id}")),
            ticket: Set(String::new()),
            uid: Set(String::new()),
            sending_id: Set(None),
            ..Default::default()
        };
        let blank = Entity::update_many().set(nobody).col_expr(Column::Epoch, Expr::col(Column::Epoch).add(1));
        let blank = blank.filter(Column::Id.eq(*id)).filter(Column::PersonId.is_not_null());
        many += blank.exec(tx).await?.rows_affected;
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
            let (id, guests) = (Set(form.id), Set("[]".to_owned()));
            let nobody = event_bookings::ActiveModel { id, guests, ..Default::default() };
            many += event_bookings::Entity::update(nobody).exec_without_returning(tx).await?.rows_affected;
        }
    }
    Ok(many)
}
