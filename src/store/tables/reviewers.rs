//! Written by `issues` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;
use crate::base::id::{ArticleId, IssueId, MemberId, PersonId, ReviewerId, SendingId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "reviewers")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ReviewerId,
    /// The issue that is read along; or else an article.
    pub issue_id: Option<IssueId>,
    pub article_id: Option<ArticleId>,
    pub person_id: PersonId,
    pub name: String,
    /// What was asked of them.
    pub note: String,
    /// Until when the link works.
    pub ends_at: Instant,
    pub invited_by: MemberId,
    pub invited_at: Instant,
    /// The letter with the link.
    pub sending_id: Option<SendingId>,
    pub revoked_at: Option<Instant>,
    pub done_at: Option<Instant>,
}

without_relations!();
