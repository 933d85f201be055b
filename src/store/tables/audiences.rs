//! Written by `audiences` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{AudienceId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "audiences")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AudienceId,
    pub name: String,
    pub name_key: String,
    pub filter: String,
    pub version: i64,
    pub made_by: MemberId,
    pub made_at: Instant,
    pub changed_by: MemberId,
    pub changed_at: Instant,
}

without_relations!();
