//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{DossierId, MemberId, SourceId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossier_sources")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SourceId,
    pub dossier_id: DossierId,
    pub number: i64,
    pub title: String,
    pub said_on: String,
    pub origin: String,
    pub is_public: bool,
    pub address: String,
    pub why_closed: String,
    pub version: i64,
    pub once: String,
    pub changed_by: MemberId,
    pub changed_at: Instant,
}

without_relations!();
