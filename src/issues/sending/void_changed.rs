//! Voiding approvals of issues whose audience changed since: nobody approved whom they would go to now. A bell does it at
//! once, so that nobody learns of it only in the moment in which the issue should have gone out.
//!
//! Raw SQL where issues and audiences are compared.

use sea_orm::{ConnectionTrait, DbErr};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::IssueId;
use crate::issues::issue::{Touch, touch};
use crate::issues::{content_hash, load};
use crate::store::sql;
use crate::store::tables::states::IssueState;

/// Makes drafts of approved and scheduled issues whose audience no longer is the one that was approved. Whoever changed
/// the audience counts as the last editor. Ringing twice changes nothing.
///
/// # Errors
/// The database's, or when something stored cannot be read.
pub async fn void_changed(app: &App) -> anyhow::Result<()> {
    for id in suspects(app.store.read()).await? {
        void(app, id).await?;
    }
    Ok(())
}

/// Issues whose audience was saved since their approval. It may have got another name only, so the hash decides.
async fn suspects(on: &impl ConnectionTrait) -> Result<Vec<IssueId>, DbErr> {
    let found = sql(
        on,
        "SELECT issues.id FROM issues JOIN audiences ON audiences.id = issues.audience_id
         WHERE issues.state IN ('approved', 'scheduled') AND audiences.changed_at >= issues.approved_at",
        [],
    );
    on.query_all_raw(found).await?.iter().map(|row| row.try_get("", "id")).collect()
}

async fn void(app: &App, id: IssueId) -> anyhow::Result<()> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(issue) = load(&tx, id).await? else { return Ok(()) };
    let stands = matches!(issue.row.state, IssueState::Approved | IssueState::Scheduled);
    let Some(audience) = issue.audience.as_ref().filter(|_| stands) else { return Ok(()) };
    if issue.row.approved_hash.as_deref() == Some(content_hash(&issue).as_str()) {
        return Ok(());
    }
    if touch(&tx, id, Some(issue.row.version), audience.row.changed_by, now).await? != Touch::Returned {
        return Ok(());
    }
    let was = issue.row.state.word();
    let note = Note::done("issue.audience-changed", "issue", id.0).with(format!("{was}, audience {}", audience.row.id));
    audit::record(&tx, now, Actor::House, note, "bell").await?;
    tx.commit().await?;
    Ok(())
}
