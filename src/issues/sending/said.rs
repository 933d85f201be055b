//! What an issue says, as one thing: kept when it is approved, and compared with when it is to be approved again.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use crate::base::blocks::Cover;
use crate::base::id::{ArticleId, IssueId};
use crate::base::{Blocks, Instant, Language};
use crate::issues::{Article, Issue};
use crate::store::DatabaseTransaction;
use crate::store::tables::issue_approvals::{ActiveModel, Column, Entity};
use crate::store::tables::issue_explanations;

/// What an issue says and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The subject.
    pub subject: String,
    /// The line beside it.
    pub preheader: String,
    /// The language of the content.
    pub language: Language,
    /// The editorial.
    pub editorial: Blocks,
    /// The articles, in their order.
    pub articles: Vec<Piece>,
    /// What is coming.
    pub agenda: Blocks,
    /// The filter that chooses its readers; `None` for all of them.
    pub audience: Option<String>,
}

/// What an article says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Which one.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Its lead.
    pub lead: String,
    /// Who wrote it.
    pub author: String,
    /// Its text.
    pub body: Blocks,
    /// The picture at its top.
    pub cover: Option<Cover>,
}

impl Piece {
    fn of(article: &Article) -> Self {
        Self {
            id: article.row.id,
            title: article.row.title.clone(),
            lead: article.row.lead.clone(),
            author: article.row.author.clone(),
            body: article.body.clone(),
            cover: article.cover.clone(),
        }
    }
}

impl Said {
    /// What an article says by itself.
    #[must_use]
    pub fn of_article(article: &Article) -> Self {
        Self { articles: vec![Piece::of(article)], ..Self::default() }
    }

    /// What an issue says now.
    #[must_use]
    pub fn of(issue: &Issue) -> Self {
        Self {
            subject: issue.row.subject.clone(),
            preheader: issue.row.preheader.clone(),
            language: issue.row.language,
            editorial: issue.editorial.clone(),
            articles: issue.articles.iter().map(Piece::of).collect(),
            agenda: issue.agenda.clone(),
            audience: issue.audience.as_ref().map(|audience| audience.filter.to_json()),
        }
    }
}

/// Keeps what is approved, in the place of what was approved before.
///
/// # Errors
/// The database's.
pub(super) async fn keep(tx: &DatabaseTransaction, id: IssueId, said: &Said, now: Instant) -> anyhow::Result<()> {
    let row = ActiveModel { issue_id: Set(id), approved_at: Set(now), said: Set(serde_json::to_string(said)?) };
    let again = OnConflict::column(Column::IssueId).update_columns([Column::ApprovedAt, Column::Said]).to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Notes with which text what was explained was approved.
///
/// # Errors
/// The database's.
pub(super) async fn keep_explained(
    tx: &DatabaseTransaction,
    id: IssueId,
    findings: &[String],
    hash: &str,
) -> Result<(), DbErr> {
    use issue_explanations::Column;
    let with = issue_explanations::ActiveModel { approved_hash: Set(Some(hash.to_owned())), ..Default::default() };
    let update = issue_explanations::Entity::update_many().set(with).filter(Column::IssueId.eq(id));
    update.filter(Column::Finding.is_in(findings.iter().map(String::as_str))).exec(tx).await.map(drop)
}

/// What was approved last, and when; `None` when nothing was, or when what was kept can no longer be read.
///
/// # Errors
/// The database's.
pub(super) async fn approved(on: &impl ConnectionTrait, id: IssueId) -> Result<Option<(Instant, Said)>, DbErr> {
    let row = Entity::find_by_id(id).one(on).await?;
    Ok(row.and_then(|row| Some((row.approved_at, serde_json::from_str(&row.said).ok()?))))
}
