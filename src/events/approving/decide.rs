//! Approving and refusing.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
};

use crate::app::App;
use crate::audit::Actor;
use crate::base::id::{EventId, MemberId, PoolId, RegistrationId};
use crate::events::capacity;
use crate::events::find::{self, Registration, Scene};
use crate::events::inviting::came_off;
use crate::events::let_in::{Given, let_in};
use crate::events::record::{ended, note, post};
use crate::events::{EventApproval, EventState, RegistrationState};
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_registrations::{ActiveModel, Column, Entity};
use crate::store::tables::events;

/// What became of requests that somebody decided about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// So many have a place.
    pub places: usize,
    /// So many wait: all places are taken.
    pub waiting: usize,
    /// So many were refused.
    pub refused: usize,
    /// So many still ask: all places are taken, and the waiting list is closed.
    pub full: usize,
    /// Of so many somebody else decided, or they withdrew, or the event is over.
    pub late: usize,
}

#[derive(Clone, Copy)]
enum Outcome {
    Place,
    Waiting,
    Refused,
    Full,
    Late,
}

impl Decided {
    const fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Place => self.places += 1,
            Outcome::Waiting => self.waiting += 1,
            Outcome::Refused => self.refused += 1,
            Outcome::Full => self.full += 1,
            Outcome::Late => self.late += 1,
        }
    }
}

/// Gives a place, or a turn on the waiting list, to those of these who ask, the first who asked first.
///
/// # Errors
/// The database's.
pub async fn approve(app: &App, by: MemberId, event: EventId, these: &[RegistrationId]) -> anyhow::Result<Decided> {
    let mut decided = Decided::default();
    for id in in_order(these) {
        decided.count(again(|| approve_one(app, by, event, id)).await?);
    }
    app.mail_waits.notify_one();
    Ok(decided)
}

/// Refuses those of these who ask, with a reason that they read.
///
/// # Errors
/// The database's.
pub async fn refuse(
    app: &App,
    by: MemberId,
    event: EventId,
    (these, reason): (&[RegistrationId], &str),
) -> anyhow::Result<Decided> {
    let mut decided = Decided::default();
    for id in in_order(these) {
        decided.count(again(|| refuse_one(app, by, event, (id, reason))).await?);
    }
    app.mail_waits.notify_one();
    Ok(decided)
}

/// Ids grow as people ask.
fn in_order(these: &[RegistrationId]) -> Vec<RegistrationId> {
    let mut all = these.to_vec();
    all.sort_unstable();
    all.dedup();
    all
}

/// The request as it stands now, with the pools of the event held; `None` when there is nothing to decide any more.
async fn asked(
    tx: &DatabaseTransaction,
    app: &App,
    event: EventId,
    id: RegistrationId,
) -> anyhow::Result<Option<(Scene, Registration, PoolId)>> {
    let pools = capacity::hold(tx, event).await?;
    let day = pools.iter().find(|pool| pool.session_id.is_none()).map(|pool| pool.id);
    let (row, scene) = (find::registration(tx, id).await?, Scene::of(tx, event, app.clock.now()).await?);
    let (Some(row), Some(scene), Some(day)) = (row, scene, day) else { return Ok(None) };
    let is_on = scene.event.state == EventState::Open && app.clock.now() < scene.event.starts_at;
    let asks = row.approval == EventApproval::Asked && row.event_id == event;
    Ok((is_on && asks && row.person_id.is_some()).then_some((scene, row, day)))
}

async fn approve_one(app: &App, by: MemberId, event: EventId, id: RegistrationId) -> anyhow::Result<Outcome> {
    let tx = app.store.begin_write().await?;
    let Some((scene, row, day)) = asked(&tx, app, event, id).await? else { return Ok(Outcome::Late) };
    let acts = (Actor::Member(by), ["registration.approve"; 2]);
    Ok(match let_in(&tx, app, (&scene, &row, day), acts).await? {
        Some(given) => {
            tx.commit().await?;
            match given {
                Given::Place => Outcome::Place,
                Given::Turn => Outcome::Waiting,
            }
        }
        None => Outcome::Full,
    })
}

async fn refuse_one(
    app: &App,
    by: MemberId,
    event: EventId,
    (id, reason): (RegistrationId, &str),
) -> anyhow::Result<Outcome> {
    let tx = app.store.begin_write().await?;
    let Some((scene, row, _)) = asked(&tx, app, event, id).await? else { return Ok(Outcome::Late) };
    end(&tx, app, id, ("refused", reason)).await?;
    post(&tx, app, &row, scene.desk(app).refused(&row, reason)?).await?;
    note(&tx, app, Actor::Member(by), "registration.refuse", id, String::new()).await?;
    tx.commit().await?;
    Ok(Outcome::Refused)
}

/// Ends a request. It had no place, so nothing comes free.
async fn end(
    tx: &impl ConnectionTrait,
    app: &App,
    id: RegistrationId,
    (word, reason): (&'static str, &str),
) -> Result<(), DbErr> {
    let refused = ActiveModel {
        approval: Set(EventApproval::Refused),
        approval_reason: Set(reason.to_owned()),
        ..ended(RegistrationState::Cancelled, word, app.clock.now())
    };
    let asked = Entity::update_many().filter(Column::Id.eq(id)).filter(Column::Approval.eq(EventApproval::Asked));
    asked.set(refused).exec(tx).await?;
    came_off(tx, id, app.clock.now()).await
}

/// Ends the requests for events that began, and tells who was not decided about.
pub(in crate::events) async fn end_requests(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let begun = events::Entity::find().select_only().column(events::Column::Id);
    let begun = begun.filter(events::Column::State.eq(EventState::Open)).filter(events::Column::StartsAt.lte(now));
    let asked = Entity::find().select_only().column(Column::EventId).distinct();
    let asked = asked.filter(Column::Approval.eq(EventApproval::Asked));
    let over = asked.filter(Column::EventId.in_subquery(begun.into_query()));
    for id in over.into_tuple::<EventId>().all(on).await? {
        while again(|| end_some(app, id)).await? {}
    }
    Ok(())
}

/// How many people one transaction tells.
const AT_ONCE: u64 = 5;

async fn end_some(app: &App, event: EventId) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    capacity::hold(&tx, event).await?;
    let Some(scene) = Scene::of(&tx, event, now).await? else { return Ok(false) };
    if scene.event.state != EventState::Open || now < scene.event.starts_at {
        return Ok(false);
    }
    let asking = Entity::find().filter(Column::EventId.eq(event)).filter(Column::Approval.eq(EventApproval::Asked));
    let some = asking.order_by_asc(Column::Id).limit(AT_ONCE).all(&tx).await?;
    for row in &some {
        end(&tx, app, row.id, ("undecided", "")).await?;
        if now < scene.event.ends_at {
            post(&tx, app, row, scene.desk(app).undecided(row)?).await?;
        }
        note(&tx, app, Actor::House, "registration.refuse", row.id, "undecided").await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(some.len() as u64 == AT_ONCE)
}
