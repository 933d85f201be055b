//! Letting in.

use std::time::Duration;

use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set};

use super::super::event::typed_code;
use super::super::find::{self, Registration};
use super::super::record::{note, update};
use crate::app::App;
use crate::audit::Actor;
use crate::base::Instant;
use crate::base::id::{EventId, MemberId, RegistrationId};
use crate::events::RegistrationState;
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_registrations::{ActiveModel, Column, Entity};
use crate::store::tables::event_scans;

/// How long ago a telephone may say that somebody stood before it.
const LONGEST_AGO: Duration = Duration::from_hours(12);
/// How long letting in can be taken back.
const UNDO_WITHIN: Duration = Duration::from_mins(5);

/// What somebody showed.
#[derive(Clone, Debug)]
pub enum Shown {
    /// A code, typed or scanned.
    Code(String),
    /// A row that was found by name.
    Row(RegistrationId),
}

/// What the door says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Welcome.
    In(Box<Registration>),
    /// Was let in before.
    AlreadyIn(Box<Registration>),
    /// Has no place any more, or never had one.
    NoPlace(Box<Registration>),
    /// A code of another event, by its title.
    Elsewhere(EventId),
    /// Not known.
    Unknown,
}

impl Verdict {
    /// The word in the log of the door, and for the telephone.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::In(_) => "in",
            Self::AlreadyIn(_) => "already",
            Self::NoPlace(_) => "no-place",
            Self::Elsewhere(_) => "elsewhere",
            Self::Unknown => "unknown",
        }
    }
}

/// Looks somebody up and lets them in. `nonce` is the number that the page gave this look: asked twice, it counts once.
///
/// # Errors
/// The database's.
pub async fn check_in(
    app: &App,
    by: MemberId,
    event: EventId,
    (shown, nonce): (&Shown, &str),
) -> anyhow::Result<Verdict> {
    check_in_after(app, by, event, (shown, nonce, Duration::ZERO)).await
}

/// The same of somebody who stood there so long ago, as a telephone without a network keeps them. In whatever order such looks
/// come, the first time that somebody was there counts.
///
/// # Errors
/// The database's.
pub async fn check_in_after(
    app: &App,
    by: MemberId,
    event: EventId,
    (shown, nonce, ago): (&Shown, &str, Duration),
) -> anyhow::Result<Verdict> {
    again(|| check_in_once(app, by, event, (shown, nonce, ago))).await
}

async fn check_in_once(
    app: &App,
    by: MemberId,
    event: EventId,
    (shown, nonce, ago): (&Shown, &str, Duration),
) -> anyhow::Result<Verdict> {
    if let Some(earlier) = earlier(app.store.read(), event, nonce).await? {
        return Ok(earlier);
    }
    let found = look_up(app.store.read(), event, shown).await?;
    let row = match found {
        Found::Here(row) => row,
        Found::Elsewhere(other) => return Ok(Verdict::Elsewhere(other)),
        Found::Nowhere => return Ok(Verdict::Unknown),
    };
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let verdict = let_in(&tx, by, row.id, now.minus(ago.min(LONGEST_AGO))).await?;
    let scan = event_scans::ActiveModel {
        event_id: Set(event),
        nonce: Set(nonce.to_owned()),
        registration_id: Set(Some(row.id)),
        verdict: Set(verdict.word().to_owned()),
        at: Set(now),
        member_id: Set(by),
        ..Default::default()
    };
    let once = OnConflict::column(event_scans::Column::Nonce).do_nothing().to_owned();
    if event_scans::Entity::insert(scan).on_conflict(once).exec_without_returning(&tx).await? == 0 {
        // The same look came twice at once: the other one counted.
        tx.rollback().await?;
        return Ok(earlier(app.store.read(), event, nonce).await?.unwrap_or(Verdict::Unknown));
    }
    if matches!(verdict, Verdict::In(_)) {
        note(&tx, app, Actor::Member(by), "registration.check-in", row.id, String::new()).await?;
    }
    tx.commit().await?;
    Ok(verdict)
}

async fn let_in(tx: &DatabaseTransaction, by: MemberId, id: RegistrationId, at: Instant) -> anyhow::Result<Verdict> {
    let registered = || update(id, &[RegistrationState::Registered]);
    let first = ActiveModel { in_at: Set(Some(at)), in_by: Set(Some(by)), ..Default::default() };
    let is_in = registered().set(first).filter(Column::InAt.is_null()).exec(tx).await?.rows_affected == 1;
    if !is_in {
        let earlier = ActiveModel { in_at: Set(Some(at)), ..Default::default() };
        registered().set(earlier).filter(Column::InAt.gt(at)).exec(tx).await?;
    }
    let row = find::registration(tx, id).await?.ok_or_else(|| anyhow::anyhow!("a registration went away"))?;
    Ok(verdict_of(row, is_in))
}

fn verdict_of(row: Registration, is_in: bool) -> Verdict {
    match row.state {
        _ if is_in => Verdict::In(Box::new(row)),
        RegistrationState::Registered => Verdict::AlreadyIn(Box::new(row)),
        _ => Verdict::NoPlace(Box::new(row)),
    }
}

/// What the door said when it was asked with the same number.
async fn earlier(on: &impl ConnectionTrait, event: EventId, nonce: &str) -> Result<Option<Verdict>, DbErr> {
    let scan = event_scans::Entity::find().filter(event_scans::Column::Nonce.eq(nonce));
    let scan = scan.filter(event_scans::Column::EventId.eq(event)).one(on).await?;
    let Some(scan) = scan else { return Ok(None) };
    let row = match scan.registration_id {
        Some(id) => find::registration(on, id).await?,
        None => None,
    };
    Ok(row.map(|row| verdict_of(row, scan.verdict == "in")))
}

enum Found {
    Here(Box<Registration>),
    Elsewhere(EventId),
    Nowhere,
}

async fn look_up(on: &impl ConnectionTrait, event: EventId, shown: &Shown) -> Result<Found, DbErr> {
    let found = match shown {
        Shown::Row(id) => find::registration(on, *id).await?,
        Shown::Code(text) => by_code(on, event, text).await?,
    };
    Ok(match found {
        Some(row) if row.event_id == event => Found::Here(Box::new(row)),
        Some(row) => Found::Elsewhere(row.event_id),
        None => Found::Nowhere,
    })
}

/// The registration of a code: of this event first. A picture says the event and a long code.
async fn by_code(on: &impl ConnectionTrait, event: EventId, text: &str) -> Result<Option<Registration>, DbErr> {
    let long = text.trim().rsplit('-').next().map(typed_code).unwrap_or_default();
    let find = Entity::find();
    if long.len() == 26 {
        return find.filter(Column::Ticket.eq(long)).one(on).await;
    }
    let code = typed_code(text);
    if code.len() != 8 {
        return Ok(None);
    }
    let all = find.filter(Column::Code.eq(code)).all(on).await?;
    Ok(all.iter().find(|row| row.event_id == event).or(all.first()).cloned())
}

/// Takes letting in back, within five minutes; `false` when that is over.
///
/// # Errors
/// The database's.
pub async fn undo(app: &App, by: MemberId, event: EventId, id: RegistrationId) -> anyhow::Result<bool> {
    let (tx, since) = (app.store.begin_write().await?, app.clock.now().minus(UNDO_WITHIN));
    let scans = event_scans::Entity::find().select_only().column(event_scans::Column::RegistrationId);
    let scans = scans.filter(event_scans::Column::RegistrationId.eq(id)).filter(event_scans::Column::Verdict.eq("in"));
    let scans = scans.filter(event_scans::Column::At.gt(since)).into_query();
    let undo = Entity::update_many()
        .set(ActiveModel { in_at: Set(None), in_by: Set(None), ..Default::default() })
        .filter(Column::Id.eq(id))
        .filter(Column::EventId.eq(event))
        .filter(Column::InAt.is_not_null())
        .filter(Column::InAt.gt(since).or(Column::Id.in_subquery(scans)));
    if undo.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    note(&tx, app, Actor::Member(by), "registration.undo-check-in", id, String::new()).await?;
    tx.commit().await?;
    Ok(true)
}
