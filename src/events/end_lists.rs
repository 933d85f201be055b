//! The end of a waiting list: once no place is offered any more, nobody waits. Each turn ends, its place in the count is free
//! for everybody, and who waited in vain is told so once.

use std::collections::BTreeMap;

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::capacity;
use super::event::LAST_OFFER;
use super::find::{self, Scene, Turn};
use super::record::{note, post};
use super::tell::once;
use super::waiting::{drop_turn, give_up, settle};
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::{EventId, PoolId, RegistrationId};
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_waiting::{Column, Entity};
use crate::store::tables::events;
use crate::store::tables::states::{EventState, WaitingState};

/// How many people one transaction tells.
const AT_ONCE: usize = 5;

/// Ends the turns at events whose places are no longer offered. Turns with an offer end with it.
///
/// # Errors
/// The database's.
pub async fn end_lists(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let is_over = events::Column::ClosesAt.lte(now).or(events::Column::StartsAt.lte(now.plus(LAST_OFFER)));
    let closed = events::Entity::find().select_only().column(events::Column::Id).filter(is_over);
    let closed = closed.filter(events::Column::State.eq(EventState::Open)).into_query();
    let waiting = Entity::find().select_only().column(Column::EventId).distinct();
    let waiting = waiting.filter(Column::State.eq(WaitingState::Waiting)).filter(Column::EventId.in_subquery(closed));
    for id in waiting.into_tuple::<EventId>().all(on).await? {
        while again(|| end_some(app, id)).await? {}
    }
    Ok(())
}

/// Ends the turns of some people; whether there may be more.
async fn end_some(app: &App, id: EventId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, id).await?;
    let now = app.clock.now();
    let Some(scene) = Scene::of(&tx, id, now).await? else { return Ok(false) };
    if scene.event.state != EventState::Open || scene.event.offers(now) {
        return Ok(false);
    }
    let waiting = Entity::find().filter(Column::EventId.eq(id)).filter(Column::State.eq(WaitingState::Waiting));
    let mut of: BTreeMap<RegistrationId, Vec<Turn>> = BTreeMap::new();
    for turn in waiting.all(&tx).await? {
        of.entry(turn.registration_id).or_default().push(turn);
    }
    let many = of.len();
    let mut pools: Vec<PoolId> = Vec::new();
    for (registration, turns) in of.into_iter().take(AT_ONCE) {
        pools.extend(turns.iter().map(|turn| turn.pool_id));
        end(&tx, app, &scene, (registration, &turns)).await?;
    }
    pools.sort_unstable();
    pools.dedup();
    for pool in pools {
        settle(&tx, app, &scene.event, pool).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(many > AT_ONCE)
}

async fn end(
    tx: &DatabaseTransaction,
    app: &App,
    scene: &Scene,
    (id, turns): (RegistrationId, &[Turn]),
) -> anyhow::Result<()> {
    let now = app.clock.now();
    for turn in turns {
        drop_turn(tx, turn, WaitingState::Lapsed, now).await?;
    }
    let session_of = |turn: &Turn| scene.programme.places.iter().find(|one| one.pool == turn.pool_id)?.session;
    let sessions: Vec<_> = turns.iter().filter_map(session_of).collect();
    let is_of_day = sessions.len() < turns.len();
    if is_of_day {
        give_up(tx, id, "in-vain", now).await?;
    }
    let Some(row) = find::registration(tx, id).await? else { return Ok(()) };
    // Whoever reads it after the day knows already.
    if now < scene.event.ends_at && once(tx, id, ("in-vain", 0), now).await? {
        post(tx, app, &row, scene.desk(app).in_vain(&row, &sessions)?).await?;
    }
    let action = if is_of_day { "registration.lapse" } else { "registration.tell" };
    note(tx, app, Actor::House, action, id, "in-vain").await
}
