//! An issue whose sending is over is sent, or cancelled. A bell: it looks at what is and moves it one step.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::IssueId;
use crate::issues::acts::Act;
use crate::issues::issue::{meets, turn};
use crate::store::tables::issues::{self, ActiveModel};
use crate::store::tables::sendings;
use crate::store::tables::states::{IssueState, SendingState};

/// Moves issues in sending to sent or cancelled when their sending is closed or cancelled.
///
/// # Errors
/// The database's.
pub async fn close_sent(app: &App) -> anyhow::Result<()> {
    let read = app.store.read();
    let sending = issues::Entity::find()
        .filter(issues::Column::State.eq(IssueState::Sending))
        .filter(issues::Column::SendingId.is_not_null());
    for issue in sending.all(read).await? {
        let (id, Some(sending)) = (issue.id, issue.sending_id) else { continue };
        let Some(sending) = sendings::Entity::find_by_id(sending).one(read).await? else { continue };
        match sending.state {
            SendingState::Closed => sent(app, id, sending.closed_at.unwrap_or(sending.changed_at)).await?,
            SendingState::Cancelled => stopped(app, id).await?,
            SendingState::Open | SendingState::Paused => {}
        }
    }
    Ok(())
}

async fn sent(app: &App, id: IssueId, at: Instant) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let sent = ActiveModel { state: Set(IssueState::Sent), sent_at: Set(Some(at)), ..Default::default() };
    if meets(&tx, turn(id, &[IssueState::Sending]).set(sent)).await? {
        audit::record(&tx, app.clock.now(), Actor::House, Note::of(Act::IssueSent, id.0), "bell").await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn stopped(app: &App, id: IssueId) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let stopped = ActiveModel { state: Set(IssueState::Cancelled), ..Default::default() };
    if meets(&tx, turn(id, &[IssueState::Sending]).set(stopped)).await? {
        audit::record(&tx, app.clock.now(), Actor::House, Note::of(Act::IssueStopped, id.0), "bell").await?;
        tx.commit().await?;
    }
    Ok(())
}
