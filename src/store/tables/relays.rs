//! Written by `delivery` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "relays")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub allowance: i64,
    pub allowed_at: Instant,
    pub is_down: bool,
    pub changed_at: Instant,
    pub words: String,
}

without_relations!();
