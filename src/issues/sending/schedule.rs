//! Giving an approved issue its moment, taking it away again, and cancelling the issue.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set, UpdateMany};

use super::approve::{Judged, the_centre, whole};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::minutes;
use crate::base::id::{IssueId, MemberId};
use crate::base::wall_time::Resolved;
use crate::base::{Instant, WallTime};
use crate::issues::acts::Act;
use crate::issues::content_hash;
use crate::issues::issue::{OPEN, meets, turn, without_moment};
use crate::store::tables::issues::{self, ActiveModel, Column, Model};
use crate::store::tables::states::IssueState;
use crate::store::tables::{issue_sendings, sendings};

/// A wall time and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What an Amsterdam clock shows.
    pub wall: WallTime,
    /// The moment that was decided on, and whether the clock skips or doubles it.
    pub resolved: Resolved,
}

impl Moment {
    /// Resolves a wall time, once.
    #[must_use]
    pub fn of(wall: WallTime) -> Self {
        Self { wall, resolved: wall.resolve() }
    }

    /// The next whole minute. It is resolved from the moment and not from the clock's face, which in the doubled hour
    /// of autumn would name the first of the two.
    #[must_use]
    pub fn next_minute(now: Instant) -> Self {
        const MINUTE: i64 = 60_000;
        let at = Instant((now.0.div_euclid(MINUTE) + 1) * MINUTE);
        Self { wall: WallTime::at(at), resolved: Resolved::Plain(at) }
    }

    /// The moment itself.
    #[must_use]
    pub const fn instant(self) -> Instant {
        self.resolved.instant()
    }
}

/// When an issue goes out, and after which moment it must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// When its sending opens.
    pub send: Moment,
    /// After this nothing more goes out.
    pub not_after: Option<Moment>,
}

/// Why a timing cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimingFault {
    /// The moment has passed.
    Past,
    /// More than two years ahead: a slip in the year.
    TooFar,
    /// The last moment is not after the first.
    NotAfterFirst,
}

const TOO_FAR: Duration = Duration::from_hours(17568);

impl Timing {
    /// The timing that a scheduled issue has. The moment is the stored one: it was resolved once.
    #[must_use]
    pub fn of_row(row: &Model) -> Option<Self> {
        let moment = |wall: Option<&str>, at: Option<Instant>| {
            let (moment, at) = (Moment::of(WallTime::from_stored(wall?)?), at?);
            let resolved = if moment.instant() == at { moment.resolved } else { Resolved::Plain(at) };
            Some(Moment { resolved, ..moment })
        };
        let send = moment(row.send_wall.as_deref(), row.send_at)?;
        Some(Self { send, not_after: moment(row.not_after_wall.as_deref(), row.not_after) })
    }

    /// Checks it against the present moment. The minute that has just begun still counts.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn check(&self, now: Instant) -> Result<(), TimingFault> {
        let send = self.send.instant();
        if send.plus(minutes(1)) <= now {
            return Err(TimingFault::Past);
        }
        if send > now.plus(TOO_FAR) {
            return Err(TimingFault::TooFar);
        }
        match self.not_after {
            Some(last) if last.instant() <= send => Err(TimingFault::NotAfterFirst),
            _ => Ok(()),
        }
    }
}

/// What came of scheduling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheduled {
    /// It has its moment.
    Done,
    /// The moment cannot be.
    Wrong(TimingFault),
    /// The checks found something that has to be solved first.
    Blocked,
    /// It is not approved, or not as it is now.
    NotApproved,
}

/// Gives version `version` of an approved issue its moment.
///
/// # Errors
/// The database's.
pub async fn schedule(
    app: &App,
    by: MemberId,
    id: IssueId,
    version: i64,
    timing: &Timing,
) -> anyhow::Result<Scheduled> {
    let now = app.clock.now();
    if let Err(fault) = timing.check(now) {
        return Ok(Scheduled::Wrong(fault));
    }
    let judged = Judged::of(app, id).await?;
    let tx = app.store.begin_write().await?;
    let (send, last) = (timing.send, timing.not_after);
    let moment = ActiveModel {
        state: Set(IssueState::Scheduled),
        send_wall: Set(Some(send.wall.stored())),
        send_at: Set(Some(send.instant())),
        not_after_wall: Set(last.map(|last| last.wall.stored())),
        not_after: Set(last.map(Moment::instant)),
        scheduled_by: Set(Some(by)),
        ..Default::default()
    };
    let scheduled = turn(id, &[IssueState::Approved]).set(moment).filter(Column::Version.eq(version));
    let scheduled = meets(&tx, scheduled).await?;
    let issue = whole(&tx, id).await?;
    if !scheduled {
        let before = issue.row.version == version && issue.row.send_at == Some(send.instant());
        return Ok(if before { Scheduled::Done } else { Scheduled::NotApproved });
    }
    let is_approved = issue.row.approved_hash.as_deref() == Some(content_hash(&issue).as_str());
    if !is_approved || !judged.is_of(&issue, &the_centre(&tx).await?) {
        return Ok(Scheduled::NotApproved);
    }
    if judged.is_blocked {
        return Ok(Scheduled::Blocked);
    }
    let note = Note::of(Act::IssueSchedule, id.0).with(send.instant().rfc3339());
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Scheduled::Done)
}

/// Takes the moment away: the issue is approved again. `false` when its sending has begun or it had no moment.
///
/// # Errors
/// The database's.
pub async fn unschedule(app: &App, by: MemberId, id: IssueId) -> anyhow::Result<bool> {
    let approved = ActiveModel { state: Set(IssueState::Approved), ..without_moment() };
    steer(app, by, id, turn(id, &[IssueState::Scheduled]).set(approved), Act::IssueUnschedule).await
}

/// Cancels an issue that will not be sent. A correction that is cancelled is the stopped issue again, which can be
/// corrected anew. `false` when its sending has begun or it was cancelled before.
///
/// # Errors
/// The database's.
pub async fn cancel(app: &App, by: MemberId, id: IssueId) -> anyhow::Result<bool> {
    let sendings = || issue_sendings::Entity::find().select_only().filter(issue_sendings::Column::IssueId.eq(id));
    let last = sendings().expr(issue_sendings::Column::SendingId.max()).into_query();
    let own = sendings().column(issue_sendings::Column::SendingId).into_query();
    let opened = sendings::Entity::find().select_only().expr(sendings::Column::OpenedAt.max());
    let opened = opened.filter(sendings::Column::Id.in_subquery(own)).into_query();
    let cancelled = ActiveModel { state: Set(IssueState::Cancelled), ..without_moment() };
    let update = turn(id, &OPEN)
        .set(cancelled)
        .col_expr(Column::SendingId, Expr::SubQuery(None, Box::new(last.into())))
        .col_expr(Column::StartedAt, Expr::SubQuery(None, Box::new(opened.into())));
    steer(app, by, id, update, Act::IssueCancel).await
}

async fn steer(
    app: &App,
    by: MemberId,
    id: IssueId,
    update: UpdateMany<issues::Entity>,
    action: Act,
) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    if !meets(&tx, update).await? {
        return Ok(false);
    }
    audit::record(&tx, app.clock.now(), Actor::Member(by), Note::of(action, id.0), "web").await?;
    tx.commit().await?;
    Ok(true)
}
