//! Written by `organisations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::BodyKind;
use crate::base::{
    Instant,
    id::{AreaId, BodyId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "bodies")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: BodyId,
    pub kind: BodyKind,
    pub name: String,
    pub name_key: String,
    pub area_id: Option<AreaId>,
    pub version: i64,
    pub made_at: Instant,
    pub ended_at: Option<Instant>,
}

without_relations!();
