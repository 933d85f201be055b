//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{ActorId, DossierId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossier_actors")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ActorId,
    pub dossier_id: DossierId,
    pub number: i64,
    pub role: String,
    pub sealed: Vec<u8>,
    pub version: i64,
    pub once: String,
    pub changed_by: MemberId,
    pub changed_at: Instant,
    pub destroyed_by: Option<MemberId>,
    pub destroyed_at: Option<Instant>,
}

without_relations!();
