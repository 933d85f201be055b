//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{DossierId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossier_cleared")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: DossierId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub words: String,
    pub cleared_by: MemberId,
    pub cleared_at: Instant,
}

without_relations!();
