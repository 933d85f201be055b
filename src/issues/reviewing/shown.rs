//! What is shown to who reads along stays a version, so that what they remark on is found again. It is our note and no act of
//! theirs: a scanner that opens the link closes a version, and nobody notices.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::find::{Seat, seat};
use crate::app::App;
use crate::base::id::ArticleId;
use crate::issues::save_article::close_versions;
use crate::store::tables::article_versions;

/// Somebody types on meanwhile; whoever reads along waits no longer for them.
const TRIES: usize = 3;

/// Who holds a token, with a text of which every version is closed. When that cannot be written now, it is shown all the same.
pub(super) async fn seat_shown(app: &App, token: &str) -> anyhow::Result<Option<Seat>> {
    for _ in 0..TRIES {
        let Some(found) = seat(app, app.store.read(), token).await? else { return Ok(None) };
        let ids: Vec<ArticleId> = found.text.articles.iter().map(|article| article.row.id).collect();
        let open = article_versions::Entity::find()
            .filter(article_versions::Column::ArticleId.is_in(ids.iter().copied()))
            .filter(article_versions::Column::BegunAt.is_not_null());
        if open.one(app.store.read()).await?.is_none() {
            return Ok(Some(found));
        }
        if let Err(error) = close(app, ids).await {
            tracing::warn!(error = format!("{error:#}"), "a version that is read along could not be closed");
            return Ok(Some(found));
        }
    }
    seat(app, app.store.read(), token).await
}

async fn close(app: &App, ids: Vec<ArticleId>) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    close_versions(&tx, ids).await?;
    Ok(tx.commit().await?)
}
