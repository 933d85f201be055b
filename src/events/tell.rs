//! Letters to everybody whom something about an event concerns: a reminder, another day, called off, waited in vain.
//!
//! A bell looks at what is and writes to whoever was not told: the row of the notice and the letter commit together, so
//! killed, rung twice or in two processes, each is told once. A reminder bears the day that it was for, so who was reminded
//! of a day that moved is reminded again. Several changes in a row make one letter. Nothing is sent for what is over.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, FromQueryResult};

use super::event::{Event, NEEDS_FOR};
use super::find::{self, Registration, Scene};
use super::record::{note, post};
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::{EventId, RegistrationId};
use crate::base::{Instant, clock};
use crate::store::tables::events;
use crate::store::tables::states::{EventState, RegistrationState};
use crate::store::{DatabaseTransaction, sql};

/// How long a change may be followed by another before it is told.
const CALM: Duration = Duration::from_mins(5);
/// How many letters one transaction writes.
const AT_ONCE: u64 = 20;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notice {
    Reminder,
    Moved,
    CalledOff,
    InVain,
}

impl Notice {
    const fn word(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Moved => "moved",
            Self::CalledOff => "called-off",
            Self::InVain => "in-vain",
        }
    }

    /// Whether an event has it to tell now, what it is about, and whom it concerns: those registered before this moment.
    fn of(self, event: &Event, now: Instant) -> Option<(i64, Instant)> {
        match self {
            Self::CalledOff => {
                let at = event.called_off_at.filter(|_| event.state == EventState::CalledOff)?;
                (now < event.ends_at.max(at.plus(clock::days(1)))).then_some((0, at))
            }
            _ if event.state != EventState::Open || now >= event.starts_at => None,
            Self::Reminder => {
                let days = u64::try_from(event.reminder_days).ok().filter(|days| *days > 0)?;
                let due = event.starts_at.minus(clock::days(days));
                (now >= due).then_some((event.starts_at.0, due))
            }
            Self::Moved => {
                let at = event.moved_at?;
                (now >= at.plus(CALM)).then_some((event.sequence, at))
            }
            Self::InVain => (now >= event.offers_until()).then_some((0, event.offers_until())),
        }
    }

    const fn concerns(self, state: RegistrationState) -> bool {
        match self {
            Self::Reminder | Self::Moved => matches!(state, RegistrationState::Registered),
            Self::CalledOff => matches!(state, RegistrationState::Registered | RegistrationState::Waiting),
            Self::InVain => matches!(state, RegistrationState::Waiting),
        }
    }
}

/// Tells everybody what they were not told yet, and forgets needs whose time is over.
///
/// # Errors
/// The database's.
pub async fn tell_due(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    // Only what is to come, or was called off not long ago, has anything to tell.
    let since = now.minus(clock::days(2));
    let live = sql(
        on,
        "SELECT id FROM events WHERE state <> 'draft' AND (starts_at > ? OR called_off_at > ?)",
        [now.0.into(), since.0.into()],
    );
    for row in on.query_all_raw(live).await? {
        let Some(event) = find::event(on, EventId(row.try_get("", "id")?)).await? else { continue };
        for notice in [Notice::CalledOff, Notice::Moved, Notice::Reminder, Notice::InVain] {
            if let Some((about, before)) = notice.of(&event, now) {
                while tell_some(app, &event, (notice, about, before)).await? == AT_ONCE {}
            }
        }
    }
    forget_needs(app).await
}

#[derive(FromQueryResult)]
struct Untold {
    id: i64,
}

/// Writes to some of those who were not told. Gives how many there were.
async fn tell_some(app: &App, event: &Event, (notice, about, before): (Notice, i64, Instant)) -> anyhow::Result<u64> {
    let on = app.store.read();
    let untold = sql(
        on,
        "SELECT r.id AS id FROM event_registrations r
         WHERE r.event_id = ? AND r.state IN ('registered', 'waiting') AND r.person_id IS NOT NULL AND r.made_at < ?
           AND NOT EXISTS (SELECT 1 FROM event_notices n WHERE n.registration_id = r.id AND n.kind = ? AND n.about = ?)
           AND NOT EXISTS (SELECT 1 FROM event_waiting w WHERE w.registration_id = r.id AND w.state = 'taken' AND w.ended_at > ?)
           AND (r.state = ? OR r.state = ?)
         ORDER BY r.id LIMIT 20",
        [
            event.id.0.into(),
            before.0.into(),
            notice.word().into(),
            about.into(),
            before.0.into(),
            word_if(notice, RegistrationState::Registered).into(),
            word_if(notice, RegistrationState::Waiting).into(),
        ],
    );
    let ids: Vec<Untold> = Untold::find_by_statement(untold).all(on).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let tx = app.store.begin_write().await?;
    let Some(scene) = Scene::of(&tx, event.id, app.clock.now()).await? else { return Ok(0) };
    // What was looked at may be over by now.
    if notice.of(&scene.event, app.clock.now()).map(|(about, _)| about) != Some(about) {
        return Ok(0);
    }
    for one in &ids {
        tell(&tx, app, &scene, (notice, about), RegistrationId(one.id)).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(ids.len() as u64)
}

fn word_if(notice: Notice, state: RegistrationState) -> &'static str {
    if notice.concerns(state) { state.word() } else { "" }
}

async fn tell(
    tx: &DatabaseTransaction,
    app: &App,
    scene: &Scene,
    (notice, about): (Notice, i64),
    id: RegistrationId,
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let once = sql(
        tx,
        "INSERT INTO event_notices (registration_id, kind, about, at) VALUES (?, ?, ?, ?)
         ON CONFLICT (registration_id, kind, about) DO NOTHING",
        [id.0.into(), notice.word().into(), about.into(), now.0.into()],
    );
    if tx.execute_raw(once).await?.rows_affected() == 0 {
        return Ok(());
    }
    let Some(row) = find::registration(tx, id).await? else { return Ok(()) };
    let Some(address) = find::address_of(tx, &row).await? else { return Ok(()) };
    if !notice.concerns(row.state) {
        return Ok(());
    }
    let desk = scene.desk(app);
    let letter = match notice {
        Notice::Reminder => desk.reminder(&row, &find::choices(tx, id).await?)?,
        Notice::Moved => desk.moved(&raise(tx, &row).await?, &address, now)?,
        Notice::CalledOff => {
            let had_item = row.state == RegistrationState::Registered;
            desk.called_off(&raise(tx, &row).await?, had_item.then_some(address.as_str()), now)?
        }
        Notice::InVain => desk.in_vain(&row)?,
    };
    post(tx, app, &row, letter).await?;
    note(tx, app, Actor::House, "registration.tell", id, notice.word()).await
}

/// The registration with the next sequence of its calendar item.
async fn raise(tx: &impl ConnectionTrait, row: &Registration) -> Result<Registration, DbErr> {
    let raise = sql(tx, "UPDATE event_registrations SET sequence = sequence + 1 WHERE id = ?", [row.id.0.into()]);
    tx.execute_raw(raise).await?;
    Ok(Registration { sequence: row.sequence + 1, ..row.clone() })
}

/// Two weeks after an event nobody needs to know what was on the plate.
async fn forget_needs(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let before = now.minus(NEEDS_FOR);
    let due = sql(on, "SELECT id FROM events WHERE ends_at <= ? AND needs_gone_at IS NULL", [before.0.into()]);
    for row in on.query_all_raw(due).await? {
        let id: i64 = row.try_get("", "id")?;
        let tx = app.store.begin_write().await?;
        let blank =
            sql(&tx, "UPDATE event_registrations SET needs = '' WHERE event_id = ? AND needs <> ''", [id.into()]);
        tx.execute_raw(blank).await?;
        let mut event: events::ActiveModel = match events::Entity::find_by_id(EventId(id)).one(&tx).await? {
            Some(event) => event.into(),
            None => continue,
        };
        event.needs_gone_at = sea_orm::Set(Some(now));
        events::Entity::update(event).exec(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
