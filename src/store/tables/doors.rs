//! Written by `returns` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "doors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub taken: i64,
    pub ignored: i64,
    pub strange: i64,
    pub opened_at: Option<Instant>,
    pub taken_at: Option<Instant>,
    pub fault: Option<String>,
    pub fault_at: Option<Instant>,
    pub validity: Option<i64>,
    pub mark: i64,
}

without_relations!();
