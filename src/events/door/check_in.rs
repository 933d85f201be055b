//! Letting in.

use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::super::event::typed_code;
use super::super::find::{self, Registration};
use super::super::record::note;
use crate::app::App;
use crate::audit::Actor;
use crate::base::Instant;
use crate::base::id::{EventId, MemberId, RegistrationId};
use crate::events::RegistrationState;
use crate::store::again;
use crate::store::tables::{event_registrations, event_scans};
use crate::store::{DatabaseTransaction, sql};

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
    let once = sql(
        &tx,
        "INSERT INTO event_scans (event_id, nonce, registration_id, verdict, at, member_id) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (nonce) DO NOTHING",
        [event.0.into(), nonce.into(), row.id.0.into(), verdict.word().into(), now.0.into(), by.0.into()],
    );
    if tx.execute_raw(once).await?.rows_affected() == 0 {
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
    let let_in = sql(
        tx,
        "UPDATE event_registrations SET in_at = ?, in_by = ? WHERE id = ? AND state = 'registered' AND in_at IS NULL",
        [at.0.into(), by.0.into(), id.0.into()],
    );
    let is_in = tx.execute_raw(let_in).await?.rows_affected() == 1;
    if !is_in {
        let earlier = sql(
            tx,
            "UPDATE event_registrations SET in_at = ? WHERE id = ? AND state = 'registered' AND in_at > ?",
            [at.0.into(), id.0.into(), at.0.into()],
        );
        tx.execute_raw(earlier).await?;
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
    let scan = event_scans::Entity::find()
        .filter(event_scans::Column::Nonce.eq(nonce))
        .filter(event_scans::Column::EventId.eq(event))
        .one(on)
        .await?;
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
    let find = event_registrations::Entity::find();
    if long.len() == 26 {
        return find.filter(event_registrations::Column::Ticket.eq(long)).one(on).await;
    }
    let code = typed_code(text);
    if code.len() != 8 {
        return Ok(None);
    }
    let all = find.filter(event_registrations::Column::Code.eq(code)).all(on).await?;
    Ok(all.iter().find(|row| row.event_id == event).or(all.first()).cloned())
}

/// Takes letting in back, within five minutes; `false` when that is over.
///
/// # Errors
/// The database's.
pub async fn undo(app: &App, by: MemberId, event: EventId, id: RegistrationId) -> anyhow::Result<bool> {
    let (tx, since) = (app.store.begin_write().await?, app.clock.now().minus(UNDO_WITHIN));
    let undo = sql(
        &tx,
        "UPDATE event_registrations SET in_at = NULL, in_by = NULL WHERE id = ? AND event_id = ? AND in_at IS NOT NULL
           AND (in_at > ? OR EXISTS (SELECT 1 FROM event_scans
             WHERE event_scans.registration_id = event_registrations.id AND event_scans.verdict = 'in' AND event_scans.at > ?))",
        [id.0.into(), event.0.into(), since.0.into(), since.0.into()],
    );
    if tx.execute_raw(undo).await?.rows_affected() == 0 {
        return Ok(false);
    }
    note(&tx, app, Actor::Member(by), "registration.undo-check-in", id, String::new()).await?;
    tx.commit().await?;
    Ok(true)
}
