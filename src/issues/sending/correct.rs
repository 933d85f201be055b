//! Correcting an issue whose sending was stopped half-way: what went out stays as it was, and a new text goes to whoever
//! has not received the old one. It is a draft again and takes the whole way: writing, a second person's
//! approval, a moment. Its earlier sendings are remembered; `start_due` leaves out whom they reached.

use sea_orm::sea_query::{Expr, ExprTrait as _, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set};

use super::approve::whole;
use crate::app::App;
use crate::audiences::{self, Asking};
use crate::audit::{self, Actor, Note};
use crate::base::id::{IssueId, MemberId, SendingId};
use crate::delivery::{self, Holders};
use crate::issues::Issue;
use crate::issues::acts::Act;
use crate::issues::issue::{draft_again, meets, turn};
use crate::store::tables::issues::{ActiveModel, Column};
use crate::store::tables::sendings;
use crate::store::tables::states::{IssueState, SendingState};
use crate::store::{DatabaseTransaction, sql};
use crate::subscribers;

/// What came of wanting to correct an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrected {
    /// It is a draft now, or it was already.
    Done,
    /// Its sending was not stopped: it was never sent, is going out, is held, or went to everyone.
    NotStopped,
    /// Everyone who reads the publication has it: a new text is a new issue.
    AllReached,
    /// What went out is not in the archive yet; a bell puts it there within seconds.
    NotKept,
}

/// Whom an issue reached, and whom a correction would go to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Who has it.
    pub holders: Holders,
    /// How many of the readers whom it is for do not have it.
    pub readers: i64,
}

/// Whom an issue is for at a moment: the readers of its publication, or those of them whom its audience means. The page
/// before sending counts with it, and the start of the sending freezes it.
#[must_use]
pub fn readers_of(issue: &Issue, asking: &Asking) -> SelectStatement {
    match &issue.audience {
        None => subscribers::reachable(issue.publication.id(), asking.now),
        Some(audience) => audiences::query(&audience.filter, issue.publication.id(), asking),
    }
}

/// Counts whom these sendings of an issue reached and whom they did not.
///
/// # Errors
/// The database's.
pub async fn reach(
    on: &impl ConnectionTrait,
    issue: &Issue,
    sendings: &[SendingId],
    asking: &Asking,
) -> Result<Reach, DbErr> {
    let readers = match (&issue.audience, sendings) {
        (None, []) => subscribers::count_reachable(on, issue.publication.id(), asking.now).await?,
        (Some(audience), []) => audiences::count(on, &audience.filter, issue.publication.id(), asking).await?,
        _ => delivery::count(on, delivery::lacking(readers_of(issue, asking), sendings)).await?,
    };
    Ok(Reach { holders: delivery::holders(on, sendings).await?, readers })
}

/// Makes a draft of an issue whose sending was stopped with readers unreached. Whoever does this counts as its last
/// editor, so that somebody else approves it.
///
/// # Errors
/// The database's.
pub async fn correct(app: &App, by: MemberId, id: IssueId) -> anyhow::Result<Corrected> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let stopped = sendings::Entity::find().select_only().column(sendings::Column::Id);
    let stopped = stopped.filter(sendings::Column::State.eq(SendingState::Cancelled)).into_query();
    let draft = ActiveModel {
        changed_by: Set(by),
        changed_at: Set(now),
        sending_id: Set(None),
        started_at: Set(None),
        sent_at: Set(None),
        ..draft_again()
    };
    let draft = turn(id, &[IssueState::Cancelled])
        .set(draft)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::SendingId.in_subquery(stopped));
    let opened = meets(&tx, draft).await?;
    let issue = whole(&tx, id).await?;
    if !opened {
        // Pressed twice, or by two people at once.
        let before = issue.is_open() && issue.is_correction();
        return Ok(if before { Corrected::Done } else { Corrected::NotStopped });
    }
    if !is_kept(&tx, app, &issue).await? {
        return Ok(Corrected::NotKept);
    }
    let reach = reach(&tx, &issue, &issue.earlier, &Asking::of(app)).await?;
    if reach.readers == 0 {
        return Ok(Corrected::AllReached);
    }
    let (have, perhaps) = (reach.holders.have, reach.holders.perhaps);
    let note = Note::of(Act::IssueCorrect, id.0)
        .with(format!("accepted={have} uncertain={perhaps} readers={}", reach.readers));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Corrected::Done)
}

/// Whether what went out last is kept: only then may the content change.
async fn is_kept(tx: &DatabaseTransaction, app: &App, issue: &Issue) -> Result<bool, DbErr> {
    let version = i32::try_from(issue.earlier.len()).unwrap_or(i32::MAX);
    for has_kept in app.rooms.keepers() {
        if tx.query_one_raw(sql(tx, has_kept, [issue.row.id.into(), version.into()])).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}
