//! Written by `privacy` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{MemberId, PersonId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "erasures")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: Instant,
    pub origin: String,
    pub erased_by: Option<MemberId>,
    pub many: i64,
    pub person_id: Option<PersonId>,
    pub rewrite: bool,
    pub finished_at: Option<Instant>,
}

without_relations!();
