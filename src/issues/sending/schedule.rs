//! Giving an approved issue its moment, taking it away again, and cancelling the issue.

use std::time::Duration;

use super::approve::{Judged, the_centre, update, whole};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::minutes;
use crate::base::id::{IssueId, MemberId};
use crate::base::wall_time::Resolved;
use crate::base::{Instant, WallTime};
use crate::issues::content_hash;
use crate::store::tables::issues::Model;

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
    let scheduled = update(
        &tx,
        "UPDATE issues SET state = 'scheduled', send_wall = ?, send_at = ?, not_after_wall = ?, not_after = ?, scheduled_by = ?
         WHERE id = ? AND version = ? AND state = 'approved'",
        [
            send.wall.stored().into(),
            send.instant().into(),
            last.map(|last| last.wall.stored()).into(),
            last.map(|last| last.instant().0).into(),
            by.into(),
            id.into(),
            version.into(),
        ],
    );
    let scheduled = scheduled.await?;
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
    let note = Note::done("issue.schedule", "issue", id.0).with(send.instant().rfc3339());
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Scheduled::Done)
}

/// Takes the moment away: the issue is approved again. `false` when its sending has begun or it had no moment.
///
/// # Errors
/// The database's.
pub async fn unschedule(app: &App, by: MemberId, id: IssueId) -> anyhow::Result<bool> {
    let text = "UPDATE issues SET state = 'approved', send_wall = NULL, send_at = NULL, not_after_wall = NULL,
         not_after = NULL, scheduled_by = NULL
       WHERE id = ? AND state = 'scheduled'";
    turn(app, by, id, text, "issue.unschedule").await
}

/// Cancels an issue that will not be sent. A correction that is cancelled is the stopped issue again, which can be
/// corrected anew. `false` when its sending has begun or it was cancelled before.
///
/// # Errors
/// The database's.
pub async fn cancel(app: &App, by: MemberId, id: IssueId) -> anyhow::Result<bool> {
    let text = "UPDATE issues SET state = 'cancelled', send_wall = NULL, send_at = NULL, not_after_wall = NULL,
         not_after = NULL, scheduled_by = NULL,
         sending_id = (SELECT MAX(sending_id) FROM issue_sendings WHERE issue_sendings.issue_id = issues.id),
         started_at = (SELECT MAX(opened_at) FROM sendings JOIN issue_sendings ON issue_sendings.sending_id = sendings.id
                       WHERE issue_sendings.issue_id = issues.id)
       WHERE id = ? AND state IN ('draft', 'in-review', 'approved', 'scheduled')";
    turn(app, by, id, text, "issue.cancel").await
}

async fn turn(app: &App, by: MemberId, id: IssueId, text: &'static str, action: &'static str) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    if !update(&tx, text, [id.into()]).await? {
        return Ok(false);
    }
    audit::record(&tx, app.clock.now(), Actor::Member(by), Note::done(action, "issue", id.0), "web").await?;
    tx.commit().await?;
    Ok(true)
}
