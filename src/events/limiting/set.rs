//! How many people of each kind of organisation may come.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{EventId, MemberId, PoolId, RegistrationId};
use crate::base::wall_time::date_of;
use crate::events::begin::{live_forms, sweep_event};
use crate::events::capacity::{self, hold_up};
use crate::events::event::Event;
use crate::events::find;
use crate::events::guest::placed;
use crate::events::making::{Saved, update};
use crate::events::quota::Register;
use crate::events::waiting::settle;
use crate::events::{EventState, RegistrationState, WaitingState};
use crate::organisations::OrganisationKind;
use crate::people;
use crate::store::tables::{event_registrations, event_waiting};
use crate::store::{DatabaseTransaction, again};

/// So many people of a kind.
pub type Limit = (OrganisationKind, i64);

/// Sets the limits of an event that was read at version `from`; kinds that are not among them have none. Nobody loses a place. What
/// comes free by it is offered to who waits.
///
/// # Errors
/// The database's.
pub async fn limit_kinds(
    app: &App,
    by: MemberId,
    (event, from): (EventId, i64),
    limits: &[Limit],
) -> anyhow::Result<Saved> {
    let register = Register::on(app.store.read(), date_of(app.clock.now())).await?;
    again(|| limit_once(app, by, (event, from), (limits, &register))).await
}

async fn limit_once(
    app: &App,
    by: MemberId,
    (id, from): (EventId, i64),
    (limits, register): (&[Limit], &Register),
) -> anyhow::Result<Saved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let pools = capacity::hold(&tx, id).await?;
    let (Some(event), Some(day)) = (find::event(&tx, id).await?, pools.first()) else { return Ok(Saved::Overtaken) };
    if event.version != from || event.state == EventState::CalledOff {
        return Ok(Saved::Overtaken);
    }
    sweep_event(&tx, app, &event).await?;
    name_kinds(&tx, id, register).await?;
    let counts = count(&tx, (&event, day.id), now).await?;
    capacity::drop_kinds(&tx, id).await?;
    for (kind, capacity) in limits {
        let counted = counts.get(kind.word()).copied().unwrap_or_default();
        capacity::make_kind(&tx, id, (*kind, *capacity), counted).await?;
    }
    hold_up(&tx, day.id).await?;
    update(id).exec(&tx).await?;
    settle(&tx, app, &event, day.id).await?;
    let said: Vec<_> = limits.iter().map(|(kind, capacity)| format!("{}={capacity}", kind.word())).collect();
    let note = Note::done("event.limit", "event", id.0).with(said.join(" "));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Saved::Done(id))
}

/// Writes down for which kind those count who come, wait or ask, as the register says today; what somebody said themselves stays where
/// it says nothing.
async fn name_kinds(tx: &DatabaseTransaction, event: EventId, register: &Register) -> Result<(), DbErr> {
    use event_registrations::{ActiveModel, Column, Entity};
    let live = Column::State.is_in([RegistrationState::Registered, RegistrationState::Waiting]);
    let rows = Entity::find().filter(Column::EventId.eq(event)).filter(live).all(tx).await?;
    let people = people::by_ids(tx, rows.iter().filter_map(|row| row.person_id)).await?;
    let mut changed: BTreeMap<&str, (OrganisationKind, Vec<RegistrationId>)> = BTreeMap::new();
    for row in &rows {
        let person = row.person_id.and_then(|id| people.get(&id));
        let Some(kind) = person.and_then(|person| register.kind_at(&person.address)) else { continue };
        if row.kind != Some(kind) {
            changed.entry(kind.word()).or_insert((kind, Vec::new())).1.push(row.id);
        }
    }
    for (kind, ids) in changed.into_values() {
        let named = ActiveModel { kind: Set(Some(kind)), ..Default::default() };
        Entity::update_many().set(named).filter(Column::Id.is_in(ids)).exec(tx).await?;
    }
    Ok(())
}

/// How many of each kind have a place, are offered one or fill in a form that keeps one, and how many wait. The pools are held.
async fn count(
    tx: &impl ConnectionTrait,
    (event, day): (&Event, PoolId),
    now: Instant,
) -> Result<BTreeMap<&'static str, (i64, i64)>, DbErr> {
    use event_registrations::{Column, Entity};
    let mut counts: BTreeMap<&'static str, (i64, i64)> = BTreeMap::new();
    for guest in live_forms(tx, event.id, now).await?.iter().flat_map(placed) {
        if let Some(kind) = guest.kind {
            counts.entry(kind.word()).or_default().0 += 1;
        }
    }
    let turns = event_waiting::Entity::find()
        .filter(event_waiting::Column::PoolId.eq(day))
        .filter(event_waiting::Column::State.is_in([WaitingState::Waiting, WaitingState::Offered]));
    let turns: BTreeMap<_, _> =
        turns.all(tx).await?.into_iter().map(|turn| (turn.registration_id, turn.state)).collect();
    let live = Column::State.is_in([RegistrationState::Registered, RegistrationState::Waiting]);
    for row in Entity::find().filter(Column::EventId.eq(event.id)).filter(live).all(tx).await? {
        let Some(kind) = row.kind else { continue };
        let (taken, waiting) = counts.entry(kind.word()).or_default();
        match turns.get(&row.id) {
            _ if row.state == RegistrationState::Registered => *taken += 1,
            Some(WaitingState::Offered) => *taken += 1,
            Some(_) => *waiting += 1,
            None => {}
        }
    }
    Ok(counts)
}
