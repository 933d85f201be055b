//! Written by `organisations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::OrganisationKind;
use crate::base::{
    Instant,
    id::{AreaId, OrganisationId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "organisations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrganisationId,
    pub kind: OrganisationKind,
    pub name: String,
    pub name_key: String,
    pub area_id: Option<AreaId>,
    pub version: i64,
    pub made_at: Instant,
    pub ended_at: Option<Instant>,
    pub ended_reason: String,
}

without_relations!();
