//! Written by `privacy` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{Instant, id::PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "privacy_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    pub hash: String,
    pub made_at: Instant,
    pub tries: i32,
    pub pass_hash: Option<String>,
}

without_relations!();
