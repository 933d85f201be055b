//! Adding, changing, opening, copying and calling off an event.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel as _, NotSet, QueryFilter, Set, UpdateMany,
};

use super::super::asking::{Ready, add_ready, copy_along};
use super::super::capacity;
use super::super::event::Event;
use super::super::find;
use super::super::waiting::settle;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{EventId, MemberId};
use crate::base::{Instant, WallTime, clock};
use crate::organisations::OrganisationKind;
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::states::{EventAdmission, EventKind, EventState};
use crate::store::tables::{event_sessions, events};

/// What an event is, as its form gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// The kind.
    pub kind: EventKind,
    /// The title in Dutch and English; English may be empty.
    pub title: [String; 2],
    /// The sentence below it.
    pub lead: [String; 2],
    /// What it is about.
    pub about: [String; 2],
    /// From when until when.
    pub when: [WallTime; 2],
    /// The name of the place; empty for online only.
    pub place: String,
    /// Its address.
    pub address: String,
    /// Where to take part online; shown only to those with a place.
    pub link: String,
    /// From when until when one can register.
    pub window: [WallTime; 2],
    /// Who may register.
    pub admission: EventAdmission,
    /// Whose mail domains may register, with all that belongs to them; empty for everybody.
    pub domains: String,
    /// Which kinds of organisations come without asking; none for all.
    pub kinds: Vec<OrganisationKind>,
    /// How many people of one organisation come without asking; `None` for any number.
    pub quota: Option<i64>,
    /// How many places there are.
    pub capacity: i64,
    /// Whether the questions about food and access come along from the beginning.
    pub asks_needs: bool,
    /// How many hours an offer stands.
    pub offer_hours: i64,
    /// How many days before the start a reminder goes out; 0 for none.
    pub reminder_days: i64,
    /// On how many days somebody must have been there for a certificate; 0 for all of them.
    pub certificate_days: i64,
}

/// What came of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is so now.
    Done(EventId),
    /// Somebody changed it since the page was drawn, or it is not there.
    Overtaken,
}

/// Adds an event as a draft, with the places of its day.
///
/// # Errors
/// The database's.
pub async fn add(app: &App, by: MemberId, new: &NewEvent) -> anyhow::Result<EventId> {
    let tx = app.store.begin_write().await?;
    let id = insert(&tx, by, new, app.clock.now()).await?;
    record(&tx, app, by, "event.add", id).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same in the caller's transaction, without a line in the audit.
pub(in crate::events) async fn insert(
    tx: &DatabaseTransaction,
    by: MemberId,
    new: &NewEvent,
    now: Instant,
) -> anyhow::Result<EventId> {
    let row = events::ActiveModel {
        state: Set(EventState::Draft),
        // Questions say it now.
        asks_needs: Set(false),
        sequence: Set(0),
        version: Set(1),
        made_by: Set(by),
        made_at: Set(now),
        moved_at: Set(None),
        opened_at: Set(None),
        called_off_at: Set(None),
        called_off_reason: Set(String::new()),
        needs_gone_at: Set(None),
        evaluates: Set(false),
        thanks: Set(String::new()),
        invite_nl: Set(String::new()),
        invite_en: Set(String::new()),
        ..face(new)
    };
    let id = events::Entity::insert(row).exec(tx).await?.last_insert_id;
    capacity::make(tx, id, None, new.capacity).await?;
    if new.asks_needs {
        for ready in Ready::ALL {
            add_ready(tx, id, ready).await?;
        }
    }
    Ok(id)
}

async fn record(
    tx: &impl ConnectionTrait,
    app: &App,
    by: MemberId,
    action: &'static str,
    id: EventId,
) -> anyhow::Result<()> {
    audit::record(tx, app.clock.now(), Actor::Member(by), Note::done(action, "event", id.0), "web").await?;
    Ok(())
}

/// Changes an event that was read at version `from`. Another day, time or place of an open event is told to who has a place;
/// places that come free go to the waiting list.
///
/// # Errors
/// The database's.
pub async fn change(app: &App, by: MemberId, id: EventId, from: i64, new: &NewEvent) -> anyhow::Result<Saved> {
    again(|| change_once(app, by, (id, from), new)).await
}

async fn change_once(app: &App, by: MemberId, (id, from): (EventId, i64), new: &NewEvent) -> anyhow::Result<Saved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let pools = capacity::hold(&tx, id).await?;
    let Some(event) = find::event(&tx, id).await? else { return Ok(Saved::Overtaken) };
    if event.version != from || event.state == EventState::CalledOff {
        return Ok(Saved::Overtaken);
    }
    let moved = event.state == EventState::Open && is_moved(&event, new);
    let update = update(id).set(face(new));
    let update = if moved { as_moved(update, now) } else { update };
    update.exec(&tx).await?;
    take_programme_along(&tx, &event, new, now).await?;
    if let Some(day) = pools.first().filter(|day| day.capacity != new.capacity) {
        capacity::set(&tx, day.id, new.capacity).await?;
    }
    let Some(event) = find::event(&tx, id).await? else { return Ok(Saved::Overtaken) };
    // A longer window may let offers go on that had stopped.
    for pool in pools.iter().filter(|pool| pool.kind.is_none()) {
        settle(&tx, app, &event, pool.id).await?;
    }
    record(&tx, app, by, if moved { "event.move" } else { "event.change" }, id).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Saved::Done(id))
}

/// The programme goes along when the whole event goes to other days: letters and calendars take the days from it.
async fn take_programme_along(
    tx: &DatabaseTransaction,
    event: &Event,
    new: &NewEvent,
    now: Instant,
) -> Result<(), DbErr> {
    let day = |wall: &str| WallTime::from_stored(wall).map(|wall| wall.0.date());
    let moved = |wall: &str, to: WallTime| day(wall).map(|from| (to.0.date() - from).num_days());
    let by = moved(&event.starts_wall, new.when[0]);
    let Some(by) = by.filter(|by| *by != 0 && moved(&event.ends_wall, new.when[1]) == Some(*by)) else { return Ok(()) };
    let days = day(&event.starts_wall)..=day(&event.ends_wall);
    // A part that stands on another day was moved by hand already.
    let stays = |wall: &str| !days.contains(&day(wall));
    for session in find::programme(tx, event.id, now).await?.sessions {
        if stays(&session.starts_wall) {
            continue;
        }
        let (starts, ends) = (later(&session.starts_wall, by), later(&session.ends_wall, by));
        let row = event_sessions::ActiveModel {
            id: Set(session.id),
            starts_wall: Set(starts.stored()),
            starts_at: Set(starts.resolve().instant()),
            ends_wall: Set(ends.stored()),
            ends_at: Set(ends.resolve().instant()),
            ..Default::default()
        };
        event_sessions::Entity::update(row).exec(tx).await?;
    }
    Ok(())
}

/// What the form says of an event.
fn face(new: &NewEvent) -> events::ActiveModel {
    let [title_nl, title_en] = new.title.clone();
    let [lead_nl, lead_en] = new.lead.clone();
    let [about_nl, about_en] = new.about.clone();
    events::ActiveModel {
        kind: Set(new.kind),
        title_nl: Set(title_nl),
        title_en: Set(title_en),
        lead_nl: Set(lead_nl),
        lead_en: Set(lead_en),
        about_nl: Set(about_nl),
        about_en: Set(about_en),
        starts_wall: Set(new.when[0].stored()),
        starts_at: Set(new.when[0].resolve().instant()),
        ends_wall: Set(new.when[1].stored()),
        ends_at: Set(new.when[1].resolve().instant()),
        place: Set(new.place.clone()),
        address: Set(new.address.clone()),
        link: Set(new.link.clone()),
        opens_wall: Set(new.window[0].stored()),
        opens_at: Set(new.window[0].resolve().instant()),
        closes_wall: Set(new.window[1].stored()),
        closes_at: Set(new.window[1].resolve().instant()),
        domains: Set(new.domains.clone()),
        kinds: Set(new.kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" ")),
        quota: Set(new.quota),
        offer_hours: Set(new.offer_hours),
        reminder_days: Set(new.reminder_days),
        certificate_days: Set(new.certificate_days),
        admission: Set(new.admission),
        ..Default::default()
    }
}

/// The update of an event, which is another version by it.
pub(in crate::events) fn update(id: EventId) -> UpdateMany<events::Entity> {
    let version = events::Column::Version;
    events::Entity::update_many().filter(events::Column::Id.eq(id)).col_expr(version, Expr::col(version).add(1))
}

/// The update of one that moves: its calendar items have a next sequence, and those who come are told.
pub(super) fn as_moved(update: UpdateMany<events::Entity>, now: Instant) -> UpdateMany<events::Entity> {
    let sequence = events::Column::Sequence;
    let moved = events::ActiveModel { moved_at: Set(Some(now)), ..Default::default() };
    update.set(moved).col_expr(sequence, Expr::col(sequence).add(1))
}

fn is_moved(event: &Event, new: &NewEvent) -> bool {
    let [from, until] = new.when.map(|wall| wall.resolve().instant());
    (event.starts_at, event.ends_at) != (from, until)
        || (&event.place, &event.address, event.link.is_empty()) != (&new.place, &new.address, new.link.is_empty())
}

/// What came of opening or calling off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It is so now.
    Done,
    /// It was so before, or cannot be so any more.
    Late,
}

/// Lets everybody see an event, and register from when its window opens.
///
/// # Errors
/// The database's.
pub async fn open(app: &App, by: MemberId, id: EventId) -> anyhow::Result<Acted> {
    let tx = app.store.begin_write().await?;
    let (state, opened_at) = (Set(EventState::Open), Set(Some(app.clock.now())));
    let open = update(id).set(events::ActiveModel { state, opened_at, ..Default::default() });
    if open.filter(events::Column::State.eq(EventState::Draft)).exec(&tx).await?.rows_affected == 0 {
        return Ok(Acted::Late);
    }
    record(&tx, app, by, "event.open", id).await?;
    tx.commit().await?;
    Ok(Acted::Done)
}

/// Calls an event off, with a reason for those who wanted to come; a bell tells them.
///
/// # Errors
/// The database's.
pub async fn call_off(app: &App, by: MemberId, id: EventId, reason: &str) -> anyhow::Result<Acted> {
    again(|| call_off_once(app, by, id, reason)).await
}

async fn call_off_once(app: &App, by: MemberId, id: EventId, reason: &str) -> anyhow::Result<Acted> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    capacity::hold(&tx, id).await?;
    let off = events::ActiveModel {
        state: Set(EventState::CalledOff),
        called_off_at: Set(Some(now)),
        called_off_reason: Set(reason.to_owned()),
        ..Default::default()
    };
    let off = update(id).set(off).col_expr(events::Column::Sequence, Expr::col(events::Column::Sequence).add(1));
    let off = off.filter(events::Column::State.eq(EventState::Open)).filter(events::Column::EndsAt.gt(now));
    if off.exec(&tx).await?.rows_affected == 0 {
        return Ok(Acted::Late);
    }
    record(&tx, app, by, "event.call-off", id).await?;
    tx.commit().await?;
    Ok(Acted::Done)
}

/// Copies an event to another day as a draft: texts, place, rules, programme, capacities and limits. Never people, states, what was
/// sent, codes or the link to take part. All times move by as many days as the event does.
///
/// # Errors
/// The database's.
pub async fn copy(app: &App, by: MemberId, id: EventId, days: i64) -> anyhow::Result<Option<EventId>> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(old) = find::event(&tx, id).await? else { return Ok(None) };
    let programme = find::programme(&tx, id, now).await?;
    let later = |wall: &str| later(wall, days);
    let mut row = sea_orm::ActiveModelTrait::reset_all(old.clone().into_active_model());
    row.id = NotSet;
    let walls = [&old.starts_wall, &old.ends_wall, &old.opens_wall, &old.closes_wall].map(|wall| later(wall));
    let [starts, ends, opens, closes] = walls;
    row.state = Set(EventState::Draft);
    (row.starts_wall, row.starts_at) = (Set(starts.stored()), Set(starts.resolve().instant()));
    (row.ends_wall, row.ends_at) = (Set(ends.stored()), Set(ends.resolve().instant()));
    (row.opens_wall, row.opens_at) = (Set(opens.stored()), Set(opens.resolve().instant()));
    (row.closes_wall, row.closes_at) = (Set(closes.stored()), Set(closes.resolve().instant()));
    (row.link, row.called_off_reason) = (Set(String::new()), Set(String::new()));
    (row.sequence, row.version) = (Set(0), Set(1));
    (row.made_by, row.made_at) = (Set(by), Set(now));
    (row.moved_at, row.opened_at) = (Set(None), Set(None));
    (row.called_off_at, row.needs_gone_at) = (Set(None), Set(None));
    let new = events::Entity::insert(row).exec(&tx).await?.last_insert_id;
    capacity::make(&tx, new, None, programme.day().map_or(0, |day| day.capacity)).await?;
    for (kind, places) in programme.kinds() {
        capacity::make_kind(&tx, new, (kind, places.capacity), (0, 0)).await?;
    }
    for session in &programme.sessions {
        let mut row = sea_orm::ActiveModelTrait::reset_all(session.clone().into_active_model());
        let (starts, ends) = (later(&session.starts_wall), later(&session.ends_wall));
        (row.id, row.event_id) = (NotSet, Set(new));
        (row.starts_wall, row.starts_at) = (Set(starts.stored()), Set(starts.resolve().instant()));
        (row.ends_wall, row.ends_at) = (Set(ends.stored()), Set(ends.resolve().instant()));
        let made = event_sessions::Entity::insert(row).exec(&tx).await?.last_insert_id;
        if let Some(places) = programme.places_of(session.id) {
            capacity::make(&tx, new, Some(made), places.capacity).await?;
        }
    }
    copy_along(&tx, id, new).await?;
    record(&tx, app, by, "event.copy", new).await?;
    tx.commit().await?;
    Ok(Some(new))
}

fn later(wall: &str, days: i64) -> WallTime {
    let wall = WallTime::from_stored(wall).unwrap_or_else(|| WallTime::at(Instant::default()));
    let shift = chrono::TimeDelta::try_milliseconds(i64::try_from(clock::days(1).as_millis()).unwrap_or(0));
    let shift = shift.and_then(|day| day.checked_mul(i32::try_from(days).unwrap_or(0))).unwrap_or_default();
    WallTime(wall.0 + shift)
}
