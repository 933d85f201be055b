//! Written by `issues` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant, Language,
    id::{ArticleId, MediaId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "articles")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ArticleId,
    pub title: String,
    pub lead: String,
    pub source: String,
    pub body: String,
    pub language: Language,
    pub author: String,
    pub version: i64,
    pub once: String,
    pub made_at: Instant,
    pub changed_by: MemberId,
    pub changed_at: Instant,
    pub picture_id: Option<MediaId>,
    #[serde(default)]
    pub picture: String,
}

without_relations!();
