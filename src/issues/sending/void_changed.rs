//! Voiding approvals of issues whose audience, agenda or an image in which changed since: nobody approved whom they would go to, or
//! what they would say or show, now. A bell does it at once, so that nobody learns of it only in the moment in which the issue
//! should have gone out.
//!
//! Raw SQL where issues and audiences are compared.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Blocks;
use crate::base::id::IssueId;
use crate::issues::acts::Act;
use crate::issues::issue::{Touch, touch};
use crate::issues::{agenda, content_hash, load};
use crate::media;
use crate::store::sql;
use crate::store::tables::issues::{Column, Entity};
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
    let waits = [IssueState::Approved, IssueState::Scheduled];
    let with_agenda =
        Entity::find().filter(Column::State.is_in(waits)).filter(Column::Agenda.ne(Blocks::default().to_json()));
    for row in with_agenda.all(app.store.read()).await? {
        void_outdated(app, row.id).await?;
    }
    Ok(())
}

/// Makes a draft of an issue that waits to go out while its agenda names something that was moved, called off or is past. Gives
/// whether it did.
pub(super) async fn void_outdated(app: &App, id: IssueId) -> anyhow::Result<bool> {
    let Some(seen) = load(app.store.read(), id).await? else { return Ok(false) };
    if !agenda::is_outdated(app, &seen).await? {
        return Ok(false);
    }
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(issue) = load(&tx, id).await? else { return Ok(false) };
    let stands = matches!(issue.row.state, IssueState::Approved | IssueState::Scheduled);
    if !stands || issue.agenda != seen.agenda {
        return Ok(false);
    }
    if touch(&tx, id, Some(issue.row.version), issue.row.changed_by, now).await? != Touch::Returned {
        return Ok(false);
    }
    let note = Note::of(Act::IssueAgendaChanged, id.0).with(issue.row.state.word());
    audit::record(&tx, now, Actor::House, note, "bell").await?;
    tx.commit().await?;
    Ok(true)
}

/// Issues whose audience, or an image in which, was changed since their approval. It may have got another name only, so the
/// hash decides.
async fn suspects(on: &impl ConnectionTrait) -> Result<Vec<IssueId>, DbErr> {
    let found = sql(
        on,
        "SELECT issues.id FROM issues
         WHERE issues.state IN ('approved', 'scheduled') AND (
           EXISTS (SELECT 1 FROM audiences
             WHERE audiences.id = issues.audience_id AND audiences.changed_at >= issues.approved_at)
           OR EXISTS (SELECT 1 FROM media_uses JOIN media ON media.id = media_uses.media_id
             WHERE media.changed_at >= issues.approved_at AND media_uses.kind = 'issue' AND media_uses.about = issues.id)
           OR EXISTS (SELECT 1 FROM issue_articles JOIN media_uses
               ON media_uses.kind = 'article' AND media_uses.about = issue_articles.article_id
             JOIN media ON media.id = media_uses.media_id
             WHERE issue_articles.issue_id = issues.id AND media.changed_at >= issues.approved_at))",
        [],
    );
    on.query_all_raw(found).await?.iter().map(|row| row.try_get("", "id")).collect()
}

async fn void(app: &App, id: IssueId) -> anyhow::Result<()> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(issue) = load(&tx, id).await? else { return Ok(()) };
    let stands = matches!(issue.row.state, IssueState::Approved | IssueState::Scheduled);
    if !stands || issue.row.approved_hash.as_deref() == Some(content_hash(&issue).as_str()) {
        return Ok(());
    }
    let since = issue.row.approved_at.unwrap_or_default();
    let audience = issue.audience.as_ref().filter(|audience| audience.row.changed_at >= since);
    let images = media::images(&tx, issue.images()).await?;
    let image = images.values().map(|image| &image.row).max_by_key(|row| row.changed_at);
    let (by, act, what) = match (audience, image) {
        (Some(audience), _) => {
            (audience.row.changed_by, Act::IssueAudienceChanged, format!("audience {}", audience.row.id))
        }
        (None, Some(image)) => (image.changed_by, Act::IssueImageChanged, format!("image {}", image.id)),
        (None, None) => return Ok(()),
    };
    if touch(&tx, id, Some(issue.row.version), by, now).await? != Touch::Returned {
        return Ok(());
    }
    let was = issue.row.state.word();
    let note = Note::of(act, id.0).with(format!("{was}, {what}"));
    audit::record(&tx, now, Actor::House, note, "bell").await?;
    tx.commit().await?;
    Ok(())
}
