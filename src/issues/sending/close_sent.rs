//! An issue whose sending is over is sent, or cancelled. A bell: it looks at what is and moves it one step.

use sea_orm::{ConnectionTrait, EntityTrait};

use super::approve::update;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{IssueId, SendingId};
use crate::store::sql;
use crate::store::tables::sendings;
use crate::store::tables::states::SendingState;

/// Moves issues in sending to sent or cancelled when their sending is closed or cancelled.
///
/// # Errors
/// The database's.
pub async fn close_sent(app: &App) -> anyhow::Result<()> {
    let read = app.store.read();
    let sending = sql(read, "SELECT id, sending_id FROM issues WHERE state = 'sending' AND sending_id IS NOT NULL", []);
    for row in read.query_all_raw(sending).await? {
        let (id, sending): (IssueId, SendingId) = (row.try_get("", "id")?, row.try_get("", "sending_id")?);
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
    let text = "UPDATE issues SET state = 'sent', sent_at = ? WHERE id = ? AND state = 'sending'";
    if update(&tx, text, [at.into(), id.into()]).await? {
        audit::record(&tx, app.clock.now(), Actor::House, Note::done("issue.sent", "issue", id.0), "bell").await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn stopped(app: &App, id: IssueId) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    if update(&tx, "UPDATE issues SET state = 'cancelled' WHERE id = ? AND state = 'sending'", [id.into()]).await? {
        audit::record(&tx, app.clock.now(), Actor::House, Note::done("issue.stopped", "issue", id.0), "bell").await?;
        tx.commit().await?;
    }
    Ok(())
}
