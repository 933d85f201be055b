//! Written by `returns` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{MemberId, PersonId, SuppressionId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "suppressions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SuppressionId,
    pub hash: String,
    pub normalisation: i32,
    pub person_id: Option<PersonId>,
    pub reason: String,
    pub made_at: Instant,
    pub lifted_at: Option<Instant>,
    pub lifted_by: Option<MemberId>,
    pub lifted_reason: Option<String>,
}

without_relations!();
