//! The waiting list: whose turn it is, what is offered to them, and what they answer.
//!
//! A place that comes free is offered in the transaction that freed it, to the first in line (priority, then when they
//! joined), and is theirs until the offer ends. Who answers, lapses or leaves does so by one conditional update, so at the
//! boundary exactly one wins. An offer ends only when its letter has left our hands: its time counts from then.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::capacity;
use super::event::{Event, offer_ends};
use super::find::{self, Registration, Scene, Turn};
use super::record::{note, post};
use crate::app::App;
use crate::audit::Actor;
use crate::base::Instant;
use crate::base::id::{EventId, EventSessionId, PoolId, RegistrationId};
use crate::store::again;
use crate::store::tables::states::{EventState, RegistrationState, WaitingState};
use crate::store::tables::{event_pools, event_waiting};
use crate::store::{DatabaseTransaction, sql};

/// Offers what is released in a pool to those who wait for it, in their order, and gives the rest to everybody. The pools of
/// the event are held.
pub(super) async fn settle(tx: &DatabaseTransaction, app: &App, event: &Event, pool: PoolId) -> anyhow::Result<()> {
    let now = app.clock.now();
    while event.offers(now) {
        let Some(turn) = next(tx, pool).await? else { break };
        if !capacity::hand_out(tx, pool).await? {
            break;
        }
        offer(tx, app, event, &turn).await?;
    }
    Ok(capacity::open_rest(tx, pool).await?)
}

/// The first in line.
async fn next(tx: &impl ConnectionTrait, pool: PoolId) -> Result<Option<Turn>, DbErr> {
    let first = sql(
        tx,
        "SELECT id FROM event_waiting WHERE pool_id = ? AND state = 'waiting' ORDER BY priority DESC, joined_at, id LIMIT 1",
        [pool.0.into()],
    );
    let Some(row) = tx.query_one_raw(first).await? else { return Ok(None) };
    event_waiting::Entity::find_by_id(row.try_get::<i64>("", "id")?).one(tx).await
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
    let offered = sql(
        tx,
        "UPDATE event_waiting SET state = 'offered', offered_at = ?, offered_until = ?, sending_id = ?
         WHERE id = ? AND state = 'waiting'",
        [now.0.into(), until.0.into(), sending.map(|id| id.0).into(), turn.id.into()],
    );
    tx.execute_raw(offered).await?;
    note(tx, app, Actor::House, "registration.offer", row.id, format!("pool={}", turn.pool_id)).await?;
    Ok(())
}

async fn session_of(on: &impl ConnectionTrait, pool: PoolId) -> Result<Option<EventSessionId>, DbErr> {
    Ok(event_pools::Entity::find_by_id(pool).one(on).await?.and_then(|pool| pool.session_id))
}

/// Until when an offer stands: what was said, or longer when its letter left later than that. `None` while the letter is
/// still with us.
async fn stands_until(on: &impl ConnectionTrait, event: &Event, turn: &Turn) -> Result<Option<Instant>, DbErr> {
    let said = turn.offered_until.unwrap_or_default();
    let Some(sending) = turn.sending_id else { return Ok(Some(said)) };
    let state = sql(on, "SELECT state, settled_at FROM deliveries WHERE sending_id = ?", [sending.0.into()]);
    let Some(row) = on.query_one_raw(state).await? else { return Ok(Some(said)) };
    let (state, settled): (String, Option<i64>) = (row.try_get("", "state")?, row.try_get("", "settled_at")?);
    if matches!(state.as_str(), "pending" | "retry" | "claimed" | "submitting") {
        return Ok(None);
    }
    let left = settled.map_or(said, |at| offer_ends(Instant(at), event.offer_hours, event.offers_until()));
    Ok(Some(left.max(said)))
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
    let register = sql(
        tx,
        "UPDATE event_registrations SET state = 'registered', items = ? WHERE id = ? AND state = 'waiting'",
        [scene.desk(app).items().into(), row.id.0.into()],
    );
    tx.execute_raw(register).await?;
    let sent = post(tx, app, row, scene.desk(app).ticket(row, &[], None)?).await?;
    super::record::keep_sending(tx, row.id, sent).await?;
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
    if turn.state == WaitingState::Offered {
        capacity::give_back(tx, turn.pool_id, 1).await?;
    } else {
        capacity::quit(tx, turn.pool_id).await?;
    }
    Ok(())
}

/// Ends a turn as it was seen; only one of two who do that at once does.
async fn end(tx: &impl ConnectionTrait, turn: &Turn, outcome: WaitingState, now: Instant) -> Result<bool, DbErr> {
    let end = sql(
        tx,
        "UPDATE event_waiting SET state = ?, ended_at = ? WHERE id = ? AND state = ?",
        [outcome.word().into(), now.0.into(), turn.id.into(), turn.state.word().into()],
    );
    Ok(tx.execute_raw(end).await?.rows_affected() == 1)
}

/// Ends a registration that only waited.
pub(super) async fn give_up(
    tx: &impl ConnectionTrait,
    id: RegistrationId,
    reason: &str,
    now: Instant,
) -> Result<(), DbErr> {
    let give_up = sql(
        tx,
        "UPDATE event_registrations SET state = 'cancelled', reason = ?, ended_at = ? WHERE id = ? AND state = 'waiting'",
        [reason.into(), now.0.into(), id.0.into()],
    );
    tx.execute_raw(give_up).await?;
    super::inviting::came_off(tx, id, now).await
}

async fn offered(on: &impl ConnectionTrait, registration: RegistrationId, pool: PoolId) -> Result<Option<Turn>, DbErr> {
    event_waiting::Entity::find()
        .filter(event_waiting::Column::RegistrationId.eq(registration))
        .filter(event_waiting::Column::PoolId.eq(pool))
        .filter(event_waiting::Column::State.eq(WaitingState::Offered))
        .one(on)
        .await
}

/// Ends the offers whose time is over, and offers their places to the next. Whoever is still in our hands (the letter has not
/// left) keeps the offer.
///
/// # Errors
/// The database's.
pub async fn lapse_due(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let due = event_waiting::Entity::find()
        .filter(event_waiting::Column::State.eq(WaitingState::Offered))
        .filter(event_waiting::Column::OfferedUntil.lte(now))
        .all(on)
        .await?;
    for turn in due {
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
    let longer = sql(
        &tx,
        "UPDATE event_waiting SET offered_until = ? WHERE id = ? AND state = 'offered'",
        [until.0.into(), turn.id.into()],
    );
    tx.execute_raw(longer).await?;
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
    if waits || has || !capacity::join(&tx, pool.id, 1).await? {
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
    let join = sql(
        tx,
        "INSERT INTO event_waiting (event_id, pool_id, registration_id, state, priority, joined_at)
         VALUES (?, ?, ?, 'waiting', 0, ?)",
        [event.0.into(), pool.0.into(), registration.0.into(), now.0.into()],
    );
    tx.execute_raw(join).await.map(drop)
}
