//! Reading articles and issues.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::article::stored_blocks;
use super::{Article, Issue};
use crate::base::id::{ArticleId, IssueId};
use crate::centre;
use crate::store::tables::{articles, issue_articles, issues};

/// An issue with its publication and its articles in order; `None` when there is none of this id.
///
/// # Errors
/// The database's, or when something stored cannot be read.
pub async fn load(on: &impl ConnectionTrait, id: IssueId) -> anyhow::Result<Option<Issue>> {
    let Some(row) = issues::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    let publication = centre::publication(on, row.publication_id)
        .await?
        .ok_or_else(|| anyhow::anyhow!("issue {id} is of a publication that is not there"))?;
    let places = issue_articles::Entity::find()
        .filter(issue_articles::Column::IssueId.eq(id))
        .order_by_asc(issue_articles::Column::Position)
        .order_by_asc(issue_articles::Column::ArticleId)
        .all(on)
        .await?;
    let ids: Vec<ArticleId> = places.iter().map(|place| place.article_id).collect();
    let mut found = articles::Entity::find().filter(articles::Column::Id.is_in(ids.clone())).all(on).await?;
    found.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    let articles = found.into_iter().map(Article::of).collect::<anyhow::Result<_>>()?;
    Ok(Some(Issue { editorial: stored_blocks(&row.editorial)?, row, publication, articles }))
}
