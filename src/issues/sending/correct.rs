//! Correcting an issue whose sending was stopped half-way: what went out stays as it was, and a new text goes to whoever
//! has not received the old one (row D9). It is a draft again and takes the whole way: writing, a second person's
//! approval, a moment. Its earlier sendings are remembered; `start_due` leaves out whom they reached.

use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};

use super::approve::{update, whole};
use crate::app::App;
use crate::audiences::{self, Asking};
use crate::audit::{self, Actor, Note};
use crate::base::id::{IssueId, MemberId, SendingId};
use crate::delivery::{self, Holders};
use crate::issues::Issue;
use crate::store::DatabaseTransaction;
use crate::store::tables::records;
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
    let opened = update(
        &tx,
        "UPDATE issues SET state = 'draft', version = version + 1, changed_by = ?, changed_at = ?,
           asked_by = NULL, asked_at = NULL, approved_by = NULL, approved_at = NULL, approved_hash = NULL,
           send_wall = NULL, send_at = NULL, not_after_wall = NULL, not_after = NULL, scheduled_by = NULL,
           sending_id = NULL, started_at = NULL, sent_at = NULL
         WHERE id = ? AND state = 'cancelled' AND EXISTS
           (SELECT 1 FROM sendings WHERE sendings.id = issues.sending_id AND sendings.state = 'cancelled')",
        [by.into(), now.into(), id.into()],
    );
    let opened = opened.await?;
    let issue = whole(&tx, id).await?;
    if !opened {
        // Pressed twice, or by two people at once.
        let before = issue.is_open() && issue.is_correction();
        return Ok(if before { Corrected::Done } else { Corrected::NotStopped });
    }
    if !is_kept(&tx, &issue).await? {
        return Ok(Corrected::NotKept);
    }
    let reach = reach(&tx, &issue, &issue.earlier, &Asking::of(app)).await?;
    if reach.readers == 0 {
        return Ok(Corrected::AllReached);
    }
    let (have, perhaps) = (reach.holders.have, reach.holders.perhaps);
    let note = Note::done("issue.correct", "issue", id.0)
        .with(format!("accepted={have} uncertain={perhaps} readers={}", reach.readers));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Corrected::Done)
}

/// Whether the archive holds what went out last: only then may the content change.
async fn is_kept(tx: &DatabaseTransaction, issue: &Issue) -> Result<bool, DbErr> {
    let version = i32::try_from(issue.earlier.len()).unwrap_or(i32::MAX);
    let kept = records::Entity::find()
        .filter(records::Column::IssueId.eq(issue.row.id))
        .filter(records::Column::Version.eq(version))
        .count(tx)
        .await?;
    Ok(kept > 0)
}
