//! Written by `archive` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::RecordKind;
use crate::base::{
    Instant, Language,
    id::{ArticleId, IssueId, PublicationId, RecordId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "records")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RecordId,
    pub kind: RecordKind,
    pub publication_id: PublicationId,
    pub issue_id: IssueId,
    pub article_id: ArticleId,
    pub year: i32,
    pub number: i32,
    pub position: i32,
    pub slug: String,
    pub language: Language,
    pub title: String,
    pub lead: String,
    pub author: String,
    pub body: String,
    pub hash: String,
    pub words: String,
    pub published_at: Instant,
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_reason: String,
    pub version: i32,
    pub corrected_at: Option<Instant>,
    #[serde(default)]
    pub picture: String,
}

without_relations!();
