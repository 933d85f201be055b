//! Written by `store` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "leases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub holder: String,
    pub until_at: Instant,
}

without_relations!();
