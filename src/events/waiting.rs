//! The waiting list: whose turn it is, what is offered to them, and what they answer.
//!
//! A place that comes free is offered in the transaction that freed it, to the first in line (priority, then when they
//! joined) who could have it, and is theirs until the offer ends. Whose kind of organisation has its number is passed over until a
//! place of that kind comes free, and keeps their place in the line. Who answers, lapses or leaves does so by one conditional update, so at the
//! boundary exactly one wins. An offer ends only when its letter has left our hands: its time counts from then.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::capacity::{self, Place};
use super::event::{Event, offer_ends};
use super::find::{self, Registration, Scene, Turn};
use super::record::{self, note, post, update};
use crate::app::App;
use crate::audit::Actor;
use crate::base::Instant;
use crate::base::id::{EventId, EventSessionId, PoolId, RegistrationId};
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_waiting::{ActiveModel, Column, Entity};
use crate::store::tables::states::{DeliveryState, EventState, RegistrationState, WaitingState};
use crate::store::tables::{deliveries, event_pools, event_registrations};

/// Offers what is released in a pool to those who wait for it, in their order, and gives the rest to everybody. The pools of
/// the event are held.
pub(super) async fn settle(tx: &DatabaseTransaction, app: &App, event: &Event, pool: PoolId) -> anyhow::Result<()> {
    let now = app.clock.now();
    let pools = settled_with(tx, event.id, pool).await?;
    capacity::reserve(tx, &pools).await?;
    while event.offers(now) {
        let Some(turn) = next(tx, event.id, pool).await? else { break };
        if !place_of(tx, &turn).await?.hand_out(tx).await? {
            break;
        }
        offer(tx, app, event, &turn).await?;
    }
    Ok(capacity::open_rest(tx, &pools).await?)
}

/// A pool with those that its places are counted in besides: the kinds of organisations with the day.
async fn settled_with(tx: &impl ConnectionTrait, event: EventId, pool: PoolId) -> Result<Vec<PoolId>, DbErr> {
    let is_of_session = session_of(tx, pool).await?.is_some();
    let kinds = if is_of_session { Vec::new() } else { capacity::kinds(tx, event).await? };
    Ok(std::iter::once(pool).chain(kinds.into_iter().map(|row| row.id)).collect())
}

/// What a turn waits for.
async fn place_of(tx: &impl ConnectionTrait, turn: &Turn) -> Result<Place, DbErr> {
    let pools = capacity::all(tx, turn.event_id).await?;
    let kind = find::registration(tx, turn.registration_id).await?.and_then(|row| row.kind);
    Ok(Place::of(&pools, turn.pool_id, kind))
}

/// The first in line whose kind has a place.
async fn next(tx: &impl ConnectionTrait, event: EventId, pool: PoolId) -> Result<Option<Turn>, DbErr> {
    let line = Entity::find().filter(Column::PoolId.eq(pool)).filter(Column::State.eq(WaitingState::Waiting));
    let line = line.order_by_desc(Column::Priority).order_by_asc(Column::JoinedAt).order_by_asc(Column::Id);
    line.filter(find::not_held(tx, (event, pool), None).await?).one(tx).await
}

/// Offers a place that was handed out to a turn.
async fn offer(tx: &DatabaseTransaction, app: &App, event: &Event, turn: &Turn) -> anyhow::Result<()> {
    let now = app.clock.now();
    let until = offer_ends(now, event.offer_hours, event.offers_until());
    let Some(row) = find::registration(tx, turn.registration_id).await? else { return Ok(()) };
    let Some(scene) = Scene::of(tx, event.id, now).await? else { return Ok(()) };
    let session = session_of(tx, turn.pool_id).await?;
    let session = session.and_then(|id| scene.programme.session(id));
    let sending = post(tx, app, &row, scene.desk(app).offer(&row, session, until)?).await?;
    let offered = ActiveModel {
        state: Set(WaitingState::Offered),
        offered_at: Set(Some(now)),
        offered_until: Set(Some(until)),
        sending_id: Set(sending),
        ..Default::default()
    };
    set(tx, turn, offered).await?;
    note(tx, app, Actor::House, "registration.offer", row.id, format!("pool={}", turn.pool_id)).await?;
    Ok(())
}

/// Makes this of a turn that stands as it was seen; only one of two who do that at once does.
async fn set(tx: &impl ConnectionTrait, turn: &Turn, to: ActiveModel) -> Result<bool, DbErr> {
    let seen = Entity::update_many().filter(Column::Id.eq(turn.id)).filter(Column::State.eq(turn.state));
    Ok(seen.set(to).exec(tx).await?.rows_affected == 1)
}

async fn session_of(on: &impl ConnectionTrait, pool: PoolId) -> Result<Option<EventSessionId>, DbErr> {
    Ok(event_pools::Entity::find_by_id(pool).one(on).await?.and_then(|pool| pool.session_id))
}

/// Until when an offer stands: what was said, or longer when its letter left later than that. `None` while the letter is
/// still with us.
async fn stands_until(on: &impl ConnectionTrait, event: &Event, turn: &Turn) -> Result<Option<Instant>, DbErr> {
    let said = turn.offered_until.unwrap_or_default();
    let Some(sending) = turn.sending_id else { return Ok(Some(said)) };
    let letter = deliveries::Entity::find().filter(deliveries::Column::SendingId.eq(sending)).one(on).await?;
    let Some(letter) = letter else { return Ok(Some(said)) };
    match letter.state {
        DeliveryState::Pending | DeliveryState::Retry | DeliveryState::Claimed | DeliveryState::Submitting => Ok(None),
        DeliveryState::Accepted | DeliveryState::Refused | DeliveryState::Suppressed | DeliveryState::Uncertain => {
            let left = letter.settled_at.map(|at| offer_ends(at, event.offer_hours, event.offers_until()));
            Ok(Some(left.map_or(said, |left| left.max(said))))
        }
    }
}

/// What came of answering an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is so now.
    Done,
    /// The offer was over, or was answered before.
    Over,
}

/// Takes the place that is offered in a pool.
///
/// # Errors
/// The database's.
pub async fn accept(app: &App, row: &Registration, pool: PoolId) -> anyhow::Result<Answered> {
    again(|| accept_once(app, row, pool)).await
}

async fn accept_once(app: &App, row: &Registration, pool: PoolId) -> anyhow::Result<Answered> {
    let tx = app.store.begin_write().await?;
    let pools = capacity::hold(&tx, row.event_id).await?;
    let now = app.clock.now();
    let Some(scene) = Scene::of(&tx, row.event_id, now).await? else { return Ok(Answered::Over) };
    if scene.event.state != EventState::Open {
        return Ok(Answered::Over);
    }
    let Some(turn) = offered(&tx, row.id, pool).await? else { return Ok(Answered::Over) };
    let until = stands_until(&tx, &scene.event, &turn).await?;
    let last = scene.event.offers_until();
    if now >= until.unwrap_or(last).min(last) || !end(&tx, &turn, WaitingState::Taken, now).await? {
        return Ok(Answered::Over);
    }
    match session_of(&tx, pool).await? {
        None => take_day(&tx, app, &scene, row, now).await?,
        Some(session) => take_session(&tx, app, (&scene, &pools), row, session).await?,
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Answered::Done)
}

async fn take_day(
    tx: &DatabaseTransaction,
    app: &App,
    scene: &Scene,
    row: &Registration,
    now: Instant,
) -> anyhow::Result<()> {
    let (state, items) = (Set(RegistrationState::Registered), Set(scene.desk(app).items()));
    let registered = event_registrations::ActiveModel { state, items, ..Default::default() };
    update(row.id, &[RegistrationState::Waiting]).set(registered).exec(tx).await?;
    let sent = post(tx, app, row, scene.desk(app).ticket(row, &[], None)?).await?;
    record::keep_sending(tx, row.id, sent).await?;
    if let Some(address) = find::address_of(tx, row).await? {
        for letter in scene.desk(app).invitations(row, &address, now)? {
            post(tx, app, row, letter).await?;
        }
    }
    note(tx, app, Actor::Reader, "registration.accept", row.id, String::new()).await
}

/// The session that was offered comes instead of what cannot be had beside it.
async fn take_session(
    tx: &DatabaseTransaction,
    app: &App,
    (scene, pools): (&Scene, &[event_pools::Model]),
    row: &Registration,
    session: EventSessionId,
) -> anyhow::Result<()> {
    let had = find::choices(tx, row.id).await?;
    let Some(wanted) = scene.programme.session(session) else { return Ok(()) };
    let goes = |id: &&EventSessionId| {
        scene.programme.session(**id).is_some_and(|other| other.overlaps(wanted) || other.round == wanted.round)
    };
    let gone: Vec<_> = had.iter().filter(goes).copied().collect();
    super::change::write(tx, row.id, (&[session], &gone), app.clock.now()).await?;
    let freed: Vec<_> = pools.iter().filter(|pool| pool.session_id.is_some_and(|id| gone.contains(&id))).collect();
    for pool in &freed {
        capacity::give_back(tx, pool.id, 1).await?;
    }
    let now_has: Vec<_> = had.iter().filter(|id| !gone.contains(id)).copied().chain([session]).collect();
    post(tx, app, row, scene.desk(app).changed(row, &now_has)?).await?;
    note(tx, app, Actor::Reader, "registration.accept", row.id, format!("session={session}")).await?;
    for pool in freed {
        settle(tx, app, &scene.event, pool.id).await?;
    }
    Ok(())
}

/// Declines an offer, or leaves the list of a pool. Leaving has no deadline and may be repeated.
///
/// # Errors
/// The database's.
pub async fn leave(app: &App, row: &Registration, pool: PoolId) -> anyhow::Result<Answered> {
    again(|| leave_once(app, row, pool)).await
}

async fn leave_once(app: &App, row: &Registration, pool: PoolId) -> anyhow::Result<Answered> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, row.event_id).await?;
    let Some(event) = find::event(&tx, row.event_id).await? else { return Ok(Answered::Over) };
    let turns = find::open_turns(&tx, row.id).await?;
    let Some(turn) = turns.into_iter().find(|turn| turn.pool_id == pool) else { return Ok(Answered::Over) };
    let outcome = if turn.state == WaitingState::Offered { WaitingState::Declined } else { WaitingState::Left };
    drop_turn(&tx, &turn, outcome, app.clock.now()).await?;
    if session_of(&tx, pool).await?.is_none() {
        give_up(&tx, row.id, outcome.word(), app.clock.now()).await?;
    }
    note(&tx, app, Actor::Reader, "registration.leave", row.id, outcome.word()).await?;
    settle(&tx, app, &event, pool).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Answered::Done)
}

/// Ends a turn and gives back what was kept for it. The caller settles the pool.
pub(super) async fn drop_turn(
    tx: &DatabaseTransaction,
    turn: &Turn,
    outcome: WaitingState,
    now: Instant,
) -> anyhow::Result<()> {
    if !end(tx, turn, outcome, now).await? {
        return Ok(());
    }
    let place = place_of(tx, turn).await?;
    if turn.state == WaitingState::Offered {
        place.give_back(tx).await?;
    } else {
        place.quit(tx).await?;
    }
    Ok(())
}

async fn end(tx: &impl ConnectionTrait, turn: &Turn, outcome: WaitingState, now: Instant) -> Result<bool, DbErr> {
    set(tx, turn, ActiveModel { state: Set(outcome), ended_at: Set(Some(now)), ..Default::default() }).await
}

/// Ends a registration that only waited.
pub(super) async fn give_up(
    tx: &impl ConnectionTrait,
    id: RegistrationId,
    reason: &str,
    now: Instant,
) -> Result<(), DbErr> {
    let cancelled = record::ended(RegistrationState::Cancelled, reason, now);
    update(id, &[RegistrationState::Waiting]).set(cancelled).exec(tx).await?;
    super::inviting::came_off(tx, id, now).await
}

async fn offered(on: &impl ConnectionTrait, registration: RegistrationId, pool: PoolId) -> Result<Option<Turn>, DbErr> {
    let turns = Entity::find().filter(Column::RegistrationId.eq(registration)).filter(Column::PoolId.eq(pool));
    turns.filter(Column::State.eq(WaitingState::Offered)).one(on).await
}

/// Ends the offers whose time is over, and offers their places to the next. Whoever is still in our hands (the letter has not
/// left) keeps the offer.
///
/// # Errors
/// The database's.
pub async fn lapse_due(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let offers = Entity::find().filter(Column::State.eq(WaitingState::Offered));
    for turn in offers.filter(Column::OfferedUntil.lte(now)).all(on).await? {
        lapse(app, &turn).await?;
    }
    Ok(())
}

async fn lapse(app: &App, turn: &Turn) -> anyhow::Result<()> {
    again(|| lapse_once(app, turn)).await
}

async fn lapse_once(app: &App, turn: &Turn) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, turn.event_id).await?;
    let now = app.clock.now();
    let Some(scene) = Scene::of(&tx, turn.event_id, now).await? else { return Ok(()) };
    let last = scene.event.offers_until();
    match stands_until(&tx, &scene.event, turn).await? {
        Some(until) if until > now => return put_off(tx, turn, until).await,
        None if now < last => return Ok(()),
        _ => {}
    }
    let Some(row) = find::registration(&tx, turn.registration_id).await? else { return Ok(()) };
    if offered(&tx, row.id, turn.pool_id).await?.is_none() {
        return Ok(());
    }
    drop_turn(&tx, turn, WaitingState::Lapsed, now).await?;
    if row.state == RegistrationState::Waiting {
        give_up(&tx, row.id, "lapsed", now).await?;
    }
    // An event that is off said so itself.
    if scene.event.state == EventState::Open {
        let session = session_of(&tx, turn.pool_id).await?.and_then(|id| scene.programme.session(id));
        post(&tx, app, &row, scene.desk(app).lapsed(&row, session, !scene.event.offers(now))?).await?;
    }
    note(&tx, app, Actor::House, "registration.lapse", row.id, format!("pool={}", turn.pool_id)).await?;
    settle(&tx, app, &scene.event, turn.pool_id).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(())
}

/// The letter left later than was thought, so the offer stands longer.
async fn put_off(tx: DatabaseTransaction, turn: &Turn, until: Instant) -> anyhow::Result<()> {
    set(&tx, turn, ActiveModel { offered_until: Set(Some(until)), ..Default::default() }).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a registered person on the list of a session that is full.
///
/// # Errors
/// The database's.
pub async fn wait_for(app: &App, row: &Registration, session: EventSessionId) -> anyhow::Result<Answered> {
    again(|| wait_once(app, row, session)).await
}

async fn wait_once(app: &App, row: &Registration, session: EventSessionId) -> anyhow::Result<Answered> {
    let tx = app.store.begin_write().await?;
    let pools = capacity::hold(&tx, row.event_id).await?;
    let scene = Scene::of(&tx, row.event_id, app.clock.now()).await?;
    // A list that is closed takes nobody: they would be told at once that they waited in vain.
    if scene.is_none_or(|scene| !scene.event.offers(app.clock.now())) {
        return Ok(Answered::Over);
    }
    let pool = pools.iter().find(|pool| pool.session_id == Some(session));
    let now_row = find::registration(&tx, row.id).await?;
    let is_registered = now_row.is_some_and(|row| row.state == RegistrationState::Registered);
    let (Some(pool), true) = (pool, is_registered) else { return Ok(Answered::Over) };
    let waits = find::open_turns(&tx, row.id).await?.iter().any(|turn| turn.pool_id == pool.id);
    let has = find::choices(&tx, row.id).await?.contains(&session);
    if waits || has || !Place::of(&pools, pool.id, None).join(&tx).await? {
        return Ok(Answered::Over);
    }
    join_line(&tx, (row.event_id, pool.id), row.id, app.clock.now()).await?;
    note(&tx, app, Actor::Reader, "registration.wait", row.id, format!("session={session}")).await?;
    tx.commit().await?;
    Ok(Answered::Done)
}

/// Writes a turn at the end of the line. The pool counts it already.
pub(super) async fn join_line(
    tx: &impl ConnectionTrait,
    (event, pool): (EventId, PoolId),
    registration: RegistrationId,
    now: Instant,
) -> Result<(), DbErr> {
    let join = ActiveModel {
        event_id: Set(event),
        pool_id: Set(pool),
        registration_id: Set(registration),
        state: Set(WaitingState::Waiting),
        priority: Set(0),
        joined_at: Set(now),
        ..Default::default()
    };
    Entity::insert(join).exec_without_returning(tx).await.map(drop)
}
