//! Changing sessions: all of what is wanted, or nothing. The old place goes only when the new one is there.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::capacity;
use super::event::{Session, clash};
use super::find::{self, Registration, Scene};
use super::record::{choose, note, post};
use super::waiting::settle;
use crate::app::App;
use crate::audit::Actor;
use crate::base::Instant;
use crate::base::id::{EventSessionId, RegistrationId};
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_choices::{Column, Entity};
use crate::store::tables::states::{EventState, RegistrationState};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is so now.
    Done,
    /// These are full; everything stayed as it was.
    Full(Vec<EventSessionId>),
    /// Two of them are at the same time.
    Clash,
    /// The time to change is over, or there is no place to change.
    TooLate,
}

/// Gives a registration these sessions and no others.
///
/// # Errors
/// The database's.
pub async fn change(app: &App, id: RegistrationId, actor: Actor, wanted: &[EventSessionId]) -> anyhow::Result<Changed> {
    again(|| change_once(app, id, actor, wanted)).await
}

async fn change_once(
    app: &App,
    id: RegistrationId,
    actor: Actor,
    wanted: &[EventSessionId],
) -> anyhow::Result<Changed> {
    let now = app.clock.now();
    let Some(seen) = find::registration(app.store.read(), id).await? else { return Ok(Changed::TooLate) };
    let tx = app.store.begin_write().await?;
    let pools = capacity::hold(&tx, seen.event_id).await?;
    let Some(scene) = Scene::of(&tx, seen.event_id, now).await? else { return Ok(Changed::TooLate) };
    let Some(row) = find::registration(&tx, id).await? else { return Ok(Changed::TooLate) };
    let is_late = now >= scene.event.closes_at && actor == Actor::Reader;
    let is_off = scene.event.state != EventState::Open;
    if is_late || is_off || row.state != RegistrationState::Registered || now >= scene.event.ends_at {
        return Ok(Changed::TooLate);
    }
    let sessions: Vec<&Session> = wanted.iter().filter_map(|id| scene.programme.session(*id)).collect();
    if sessions.len() != wanted.len() || clash(&sessions).is_some() {
        return Ok(Changed::Clash);
    }
    let had = find::choices(&tx, id).await?;
    let new: Vec<_> = wanted.iter().filter(|id| !had.contains(id)).copied().collect();
    let gone: Vec<_> = had.iter().filter(|id| !wanted.contains(id)).copied().collect();
    let mut full = Vec::new();
    let mut freed = Vec::new();
    for pool in &pools {
        let Some(session) = pool.session_id else { continue };
        if new.contains(&session) && !capacity::claim(&tx, pool.id, 1).await? {
            full.push(session);
        }
        if gone.contains(&session) {
            capacity::give_back(&tx, pool.id, 1).await?;
            freed.push(pool.id);
        }
    }
    if !full.is_empty() {
        return Ok(Changed::Full(full));
    }
    if new.is_empty() && gone.is_empty() {
        return Ok(Changed::Done);
    }
    write(&tx, id, (&new, &gone), now).await?;
    tell(&tx, app, (&scene, &row), wanted, actor).await?;
    for pool in freed {
        settle(&tx, app, &scene.event, pool).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Changed::Done)
}

async fn tell(
    tx: &DatabaseTransaction,
    app: &App,
    (scene, row): (&Scene, &Registration),
    wanted: &[EventSessionId],
    actor: Actor,
) -> anyhow::Result<()> {
    post(tx, app, row, scene.desk(app).changed(row, wanted)?).await?;
    let sessions = wanted.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    note(tx, app, actor, "registration.change", row.id, sessions).await
}

/// Writes down what came and what went.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    id: RegistrationId,
    (new, gone): (&[EventSessionId], &[EventSessionId]),
    now: Instant,
) -> Result<(), DbErr> {
    let gone = Column::SessionId.is_in(gone.iter().copied());
    Entity::delete_many().filter(Column::RegistrationId.eq(id)).filter(gone).exec(tx).await?;
    choose(tx, id, new, now).await
}
