//! Written by `returns` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{DoorKeyId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "door_keys")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DoorKeyId,
    pub hash: String,
    pub name: String,
    pub made_by: MemberId,
    pub made_at: Instant,
    pub used_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
}

without_relations!();
