//! The parts of a programme.

use sea_orm::{ConnectionTrait, EntityTrait, NotSet, Set};

use super::super::capacity;
use super::super::days::{Span, days};
use super::super::event::Event;
use super::super::find;
use super::super::waiting::settle;
use super::save::Acted;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{EventId, EventSessionId, MemberId};
use crate::base::{Instant, WallTime};
use crate::store::again;
use crate::store::tables::event_sessions;
use crate::store::{DatabaseTransaction, sql};

/// A part of a programme, as its form gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// The round in which one chooses it; 0 for everybody.
    pub round: i64,
    /// Its code, as `1A`; empty for none.
    pub code: String,
    /// The title in Dutch and English; English may be empty.
    pub title: [String; 2],
    /// What it is about.
    pub about: [String; 2],
    /// Who leads it.
    pub speaker: String,
    /// Where.
    pub room: String,
    /// From when until when.
    pub when: [WallTime; 2],
    /// How many places there are, when one chooses it.
    pub capacity: i64,
}

/// Adds a part, or changes one. What comes free goes to who waits.
///
/// # Errors
/// The database's.
pub async fn save_session(
    app: &App,
    by: MemberId,
    event: EventId,
    id: Option<EventSessionId>,
    new: &NewSession,
) -> anyhow::Result<Acted> {
    again(|| save_session_once(app, by, event, id, new)).await
}

async fn save_session_once(
    app: &App,
    by: MemberId,
    event: EventId,
    id: Option<EventSessionId>,
    new: &NewSession,
) -> anyhow::Result<Acted> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, event).await?;
    let Some(row) = find::event(&tx, event).await? else { return Ok(Acted::Late) };
    let before = days_of(&tx, &row, app.clock.now()).await?;
    let session = match id {
        None => insert(&tx, event, new).await?,
        Some(id) => {
            if update(&tx, event, id, new).await? == 0 {
                return Ok(Acted::Late);
            }
            id
        }
    };
    let pools = capacity::hold(&tx, event).await?;
    if let Some(pool) = pools.iter().find(|pool| pool.session_id == Some(session)) {
        capacity::set(&tx, pool.id, if new.round > 0 { new.capacity } else { pool.capacity }).await?;
        settle(&tx, app, &row, pool.id).await?;
    } else if new.round > 0 {
        capacity::make(&tx, event, Some(session), new.capacity).await?;
    }
    follow_days(&tx, (&row, &before), app.clock.now()).await?;
    let note = Note::done("event.programme", "event", event.0).with(format!("session={session}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Acted::Done)
}

async fn days_of(tx: &DatabaseTransaction, event: &Event, now: Instant) -> Result<Vec<Span>, sea_orm::DbErr> {
    Ok(days(event, &find::programme(tx, event.id, now).await?.sessions))
}

/// When the programme gives an event other days or hours in a calendar, those who come are told, as when it moves.
async fn follow_days(
    tx: &DatabaseTransaction,
    (event, before): (&Event, &[Span]),
    now: Instant,
) -> Result<(), sea_orm::DbErr> {
    if event.opened_at.is_none() || days_of(tx, event, now).await? == before {
        return Ok(());
    }
    let moved = sql(
        tx,
        "UPDATE events SET sequence = sequence + 1, version = version + 1, moved_at = ? WHERE id = ? AND state = 'open'",
        [now.0.into(), event.id.0.into()],
    );
    tx.execute_raw(moved).await.map(drop)
}

/// Writes a part.
pub(in crate::events) async fn insert(
    tx: &DatabaseTransaction,
    event: EventId,
    new: &NewSession,
) -> Result<EventSessionId, sea_orm::DbErr> {
    let [title_nl, title_en] = new.title.clone();
    let [about_nl, about_en] = new.about.clone();
    let row = event_sessions::ActiveModel {
        id: NotSet,
        event_id: Set(event),
        round: Set(new.round),
        code: Set(new.code.clone()),
        title_nl: Set(title_nl),
        title_en: Set(title_en),
        about_nl: Set(about_nl),
        about_en: Set(about_en),
        speaker: Set(new.speaker.clone()),
        room: Set(new.room.clone()),
        starts_wall: Set(new.when[0].stored()),
        starts_at: Set(new.when[0].resolve().instant()),
        ends_wall: Set(new.when[1].stored()),
        ends_at: Set(new.when[1].resolve().instant()),
    };
    Ok(event_sessions::Entity::insert(row).exec(tx).await?.last_insert_id)
}

async fn update(
    tx: &DatabaseTransaction,
    event: EventId,
    id: EventSessionId,
    new: &NewSession,
) -> Result<u64, sea_orm::DbErr> {
    let update = sql(
        tx,
        "UPDATE event_sessions SET round = ?, code = ?, title_nl = ?, title_en = ?, about_nl = ?, about_en = ?, speaker = ?,
           room = ?, starts_wall = ?, starts_at = ?, ends_wall = ?, ends_at = ? WHERE id = ? AND event_id = ?",
        [
            new.round.into(),
            new.code.as_str().into(),
            new.title[0].as_str().into(),
            new.title[1].as_str().into(),
            new.about[0].as_str().into(),
            new.about[1].as_str().into(),
            new.speaker.as_str().into(),
            new.room.as_str().into(),
            new.when[0].stored().into(),
            new.when[0].resolve().instant().0.into(),
            new.when[1].stored().into(),
            new.when[1].resolve().instant().0.into(),
            id.0.into(),
            event.0.into(),
        ],
    );
    tx.execute_raw(update).await.map(|done| done.rows_affected())
}

/// Takes a part out of the programme, when nobody chose it and nobody waits for it.
///
/// # Errors
/// The database's.
pub async fn remove_session(app: &App, by: MemberId, event: EventId, id: EventSessionId) -> anyhow::Result<Acted> {
    again(|| remove_once(app, by, event, id)).await
}

async fn remove_once(app: &App, by: MemberId, event: EventId, id: EventSessionId) -> anyhow::Result<Acted> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, event).await?;
    let Some(row) = find::event(&tx, event).await? else { return Ok(Acted::Late) };
    let before = days_of(&tx, &row, app.clock.now()).await?;
    let used = sql(
        &tx,
        "SELECT 1 FROM event_choices WHERE session_id = ?
         UNION ALL SELECT 1 FROM event_waiting JOIN event_pools ON event_pools.id = event_waiting.pool_id
           WHERE event_pools.session_id = ?",
        [id.0.into(), id.0.into()],
    );
    if tx.query_one_raw(used).await?.is_some() {
        return Ok(Acted::Late);
    }
    for text in [
        "DELETE FROM event_pools WHERE session_id = ? AND event_id = ?",
        "DELETE FROM event_sessions WHERE id = ? AND event_id = ?",
    ] {
        tx.execute_raw(sql(&tx, text, [id.0.into(), event.0.into()])).await?;
    }
    follow_days(&tx, (&row, &before), app.clock.now()).await?;
    let note = Note::done("event.programme", "event", event.0).with(format!("without={id}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Acted::Done)
}
