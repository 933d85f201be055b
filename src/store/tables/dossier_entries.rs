//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{DossierEntryId, DossierId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossier_entries")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DossierEntryId,
    pub dossier_id: DossierId,
    pub number: i64,
    pub said: String,
    pub place: i64,
    pub theme: i64,
    pub is_turn: bool,
    pub title: String,
    pub source: String,
    pub body: String,
    pub version: i64,
    pub once: String,
    pub changed_by: MemberId,
    pub changed_at: Instant,
}

without_relations!();
