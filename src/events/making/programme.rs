//! The parts of a programme.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait, SelectExt, Set};

use super::super::capacity;
use super::super::days::{Span, days};
use super::super::event::Event;
use super::super::find;
use super::super::waiting::settle;
use super::save::{Acted, as_moved, update as update_event};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{EventId, EventSessionId, MemberId};
use crate::base::{Instant, WallTime};
use crate::events::EventState;
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_sessions::{ActiveModel, Column, Entity};
use crate::store::tables::{event_choices, event_pools, event_waiting, events};

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
            let own = Entity::update_many().filter(Column::Id.eq(id)).filter(Column::EventId.eq(event));
            if own.set(face(new)).exec(&tx).await?.rows_affected == 0 {
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

async fn days_of(tx: &DatabaseTransaction, event: &Event, now: Instant) -> Result<Vec<Span>, DbErr> {
    Ok(days(event, &find::programme(tx, event.id, now).await?.sessions))
}

/// When the programme gives an event other days or hours in a calendar, those who come are told, as when it moves.
async fn follow_days(tx: &DatabaseTransaction, (event, before): (&Event, &[Span]), now: Instant) -> Result<(), DbErr> {
    if event.opened_at.is_none() || days_of(tx, event, now).await? == before {
        return Ok(());
    }
    let moved = as_moved(update_event(event.id), now).filter(events::Column::State.eq(EventState::Open));
    moved.exec(tx).await.map(drop)
}

/// What the form says of a part.
fn face(new: &NewSession) -> ActiveModel {
    let [title_nl, title_en] = new.title.clone();
    let [about_nl, about_en] = new.about.clone();
    ActiveModel {
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
        ..Default::default()
    }
}

/// Writes a part.
pub(in crate::events) async fn insert(
    tx: &DatabaseTransaction,
    event: EventId,
    new: &NewSession,
) -> Result<EventSessionId, DbErr> {
    let row = ActiveModel { event_id: Set(event), ..face(new) };
    Ok(Entity::insert(row).exec(tx).await?.last_insert_id)
}

/// Whether somebody chose a part, or waits for it, or did.
async fn is_used(tx: &DatabaseTransaction, id: EventSessionId) -> Result<bool, DbErr> {
    let pools = event_pools::Entity::find().select_only().column(event_pools::Column::Id);
    let pools = pools.filter(event_pools::Column::SessionId.eq(id)).into_query();
    let turns = event_waiting::Entity::find().filter(event_waiting::Column::PoolId.in_subquery(pools));
    let chosen = event_choices::Entity::find().filter(event_choices::Column::SessionId.eq(id));
    Ok(chosen.exists(tx).await? || turns.exists(tx).await?)
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
    if is_used(&tx, id).await? {
        return Ok(Acted::Late);
    }
    let of_event = event_pools::Column::EventId.eq(event);
    let pools = event_pools::Entity::delete_many().filter(event_pools::Column::SessionId.eq(id));
    pools.filter(of_event).exec(&tx).await?;
    Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::EventId.eq(event)).exec(&tx).await?;
    follow_days(&tx, (&row, &before), app.clock.now()).await?;
    let note = Note::done("event.programme", "event", event.0).with(format!("without={id}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Acted::Done)
}
