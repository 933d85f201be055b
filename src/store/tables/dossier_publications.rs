//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{DossierId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossier_publications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: DossierId,
    pub revision: i64,
    pub content: String,
    pub hash: String,
    pub first_at: Instant,
    pub published_by: MemberId,
    pub published_at: Instant,
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_why: String,
}

without_relations!();
