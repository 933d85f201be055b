//! Written by `audit` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: Instant,
    pub actor: String,
    pub action: String,
    pub object: String,
    pub object_id: i64,
    pub result: String,
    pub origin: String,
    pub detail: String,
}

without_relations!();
