//! Written by `media` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{MediaId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "media")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MediaId,
    pub hash: String,
    pub name: String,
    pub words: String,
    pub alt: String,
    pub decorative_at: Option<Instant>,
    pub focus_x: i32,
    pub focus_y: i32,
    pub width: i32,
    pub height: i32,
    pub version: i64,
    pub made_by: MemberId,
    pub made_at: Instant,
    pub changed_by: MemberId,
    pub changed_at: Instant,
    pub idle_since: Option<Instant>,
    pub kept_at: Option<Instant>,
}

without_relations!();
