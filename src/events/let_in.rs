//! Letting in somebody who asks: when staff approve them, or because staff had chosen them before.

use sea_orm::{EntityTrait, Set};

use super::begin::sweep_event;
use super::capacity::{self, Place};
use super::find::{self, Registration, Scene};
use super::record::{self, note, post};
use super::waiting::join_line;
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::PoolId;
use crate::events::{EventApproval, RegistrationState};
use crate::store::DatabaseTransaction;
use crate::store::tables::event_registrations::{ActiveModel, Entity};

/// What somebody got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// A place.
    Place,
    /// A turn on the waiting list.
    Turn,
}

/// Gives a place to somebody who asks, or else a turn on the waiting list, with the letter and the line in the audit: the first of the
/// two actions when it is a place. `None` when all places are taken and the list is closed: then nothing was written.
pub(super) async fn let_in(
    tx: &DatabaseTransaction,
    app: &App,
    (scene, row, day): (&Scene, &Registration, PoolId),
    (actor, [placed, waits]): (Actor, [&'static str; 2]),
) -> anyhow::Result<Option<Given>> {
    let (desk, now, id) = (scene.desk(app), app.clock.now(), row.id);
    let given = ActiveModel { id: Set(id), approval: Set(EventApproval::Given), ..Default::default() };
    sweep_event(tx, app, &scene.event).await?;
    let place = Place::of(&capacity::hold(tx, row.event_id).await?, day, row.kind);
    if place.claim(tx).await? {
        let row = Registration { items: desk.items(), ..row.clone() };
        let registered = ActiveModel { state: Set(RegistrationState::Registered), items: Set(row.items), ..given };
        Entity::update(registered).exec_without_returning(tx).await?;
        let sent = post(tx, app, &row, desk.ticket(&row, &[], None)?).await?;
        record::keep_sending(tx, id, sent).await?;
        if let Some(address) = find::address_of(tx, &row).await? {
            for letter in desk.invitations(&row, &address, now)? {
                post(tx, app, &row, letter).await?;
            }
        }
        note(tx, app, actor, placed, id, String::new()).await?;
        return Ok(Some(Given::Place));
    }
    if !scene.event.offers(now) || !place.join(tx).await? {
        return Ok(None);
    }
    Entity::update(given).exec_without_returning(tx).await?;
    join_line(tx, (row.event_id, day), id, now).await?;
    post(tx, app, row, desk.waiting(row, None)?).await?;
    note(tx, app, actor, waits, id, "waiting").await?;
    Ok(Some(Given::Turn))
}
