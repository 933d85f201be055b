//! Written by `issues` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;
use crate::base::id::{ArticleId, IssueId, MemberId, RemarkId, ReviewerId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "review_remarks")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RemarkId,
    pub reviewer_id: ReviewerId,
    /// The issue that it is about; or else an article.
    pub issue_id: Option<IssueId>,
    pub article_id: Option<ArticleId>,
    /// -1 for the whole, 0 for what stands above the text, else the number of a block.
    pub part: i64,
    /// The version that was read.
    pub version: i64,
    /// What stood there then.
    pub passage: String,
    pub words: String,
    pub made_at: Instant,
    /// How often it was answered, closed or reopened.
    pub turn: i64,
    pub answer: String,
    pub answered_by: Option<MemberId>,
    pub answered_at: Option<Instant>,
    pub closed_by: Option<MemberId>,
    pub closed_at: Option<Instant>,
}

without_relations!();
