//! Written by `issues` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{ArticleId, MediaId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "article_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: ArticleId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub title: String,
    pub lead: String,
    pub source: String,
    pub author: String,
    pub saved_by: MemberId,
    pub saved_at: Instant,
    pub picture_id: Option<MediaId>,
    pub begun_at: Option<Instant>,
}

without_relations!();
