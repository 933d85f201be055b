//! Giving a place or a turn back. The place is the waiting list's in the same transaction.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::capacity::{self, Place};
use super::find::{self, Registration, Scene};
use super::record::{ended, note, post, update};
use super::waiting::{drop_turn, settle};
use crate::app::App;
use crate::audit::Actor;
use crate::base::Instant;
use crate::base::id::{PoolId, RegistrationId};
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_registrations::{ActiveModel, Column};
use crate::store::tables::states::{EventApproval, RegistrationState, WaitingState};
use crate::store::tables::{event_choices, event_pools};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// The place or turn is given back.
    Done,
    /// It was given back before.
    Already,
    /// The event has begun.
    TooLate,
}

/// Cancels a registration. `reason` is a word of ours: `self`, `not-me`, `staff`.
///
/// # Errors
/// The database's.
pub async fn cancel(app: &App, id: RegistrationId, actor: Actor, reason: &'static str) -> anyhow::Result<Cancelled> {
    again(|| cancel_once(app, id, actor, reason)).await
}

async fn cancel_once(app: &App, id: RegistrationId, actor: Actor, reason: &'static str) -> anyhow::Result<Cancelled> {
    let now = app.clock.now();
    let Some(seen) = find::registration(app.store.read(), id).await? else { return Ok(Cancelled::Already) };
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, seen.event_id).await?;
    let Some(scene) = Scene::of(&tx, seen.event_id, now).await? else { return Ok(Cancelled::Already) };
    if now >= scene.event.starts_at && actor == Actor::Reader {
        return Ok(Cancelled::TooLate);
    }
    let Some(row) = find::registration(&tx, id).await? else { return Ok(Cancelled::Already) };
    if !end(&tx, &row, reason, now).await? {
        return Ok(Cancelled::Already);
    }
    let pools = give_up(&tx, &row, now).await?;
    let had_item = row.state == RegistrationState::Registered;
    let address = if had_item { find::address_of(&tx, &row).await? } else { None };
    let later = Registration { sequence: row.sequence + 1, ..row.clone() };
    let desk = scene.desk(app);
    post(&tx, app, &row, desk.cancelled(&later, address.as_deref(), now)?).await?;
    if let Some(address) = &address {
        for letter in desk.withdrawals(&later, address, now)? {
            post(&tx, app, &row, letter).await?;
        }
    }
    super::inviting::came_off(&tx, id, now).await?;
    note(&tx, app, actor, "registration.cancel", id, reason).await?;
    for pool in pools {
        settle(&tx, app, &scene.event, pool).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Cancelled::Done)
}

/// Ends a registration that was not over, and nobody has to decide about it any more; `false` when somebody was first.
pub(super) async fn end(
    tx: &impl ConnectionTrait,
    row: &Registration,
    reason: &str,
    now: Instant,
) -> Result<bool, DbErr> {
    let approval = match row.approval {
        EventApproval::Asked => EventApproval::None,
        EventApproval::None | EventApproval::Given | EventApproval::Refused => row.approval,
    };
    let cancelled = ActiveModel { approval: Set(approval), ..ended(RegistrationState::Cancelled, reason, now) };
    let end = update(row.id, &[RegistrationState::Waiting, RegistrationState::Registered]).set(cancelled);
    let end = end.col_expr(Column::Sequence, Expr::col(Column::Sequence).add(1));
    Ok(end.exec(tx).await?.rows_affected == 1)
}

/// Gives back everything that a registration has: its place, its sessions, its turns. Gives the pools to settle, in order.
pub(super) async fn give_up(tx: &DatabaseTransaction, row: &Registration, now: Instant) -> anyhow::Result<Vec<PoolId>> {
    let chosen = find::choices(tx, row.id).await?;
    let pools = event_pools::Entity::find().filter(event_pools::Column::EventId.eq(row.event_id)).all(tx).await?;
    let mut freed: Vec<PoolId> = pools
        .iter()
        .filter(|pool| match pool.session_id {
            // That of their kind goes along with the day.
            None => pool.kind.is_none() && row.state == RegistrationState::Registered,
            Some(session) => chosen.contains(&session),
        })
        .map(|pool| pool.id)
        .collect();
    freed.sort_unstable();
    for pool in &freed {
        Place::of(&pools, *pool, row.kind).give_back(tx).await?;
    }
    forget_choices(tx, row.id).await?;
    // What was asked was asked of who comes.
    super::asking::forget(tx, row.id).await?;
    for turn in find::open_turns(tx, row.id).await? {
        drop_turn(tx, &turn, WaitingState::Left, now).await?;
        freed.push(turn.pool_id);
    }
    freed.sort_unstable();
    freed.dedup();
    Ok(freed)
}

async fn forget_choices(tx: &impl ConnectionTrait, id: RegistrationId) -> Result<(), DbErr> {
    event_choices::Entity::delete_many().filter(event_choices::Column::RegistrationId.eq(id)).exec(tx).await.map(drop)
}
