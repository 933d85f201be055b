//! Written by `privacy` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{MemberId, PersonId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "privacy_holds")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_id: Option<PersonId>,
    pub kind: Option<String>,
    pub reason: String,
    pub made_by: MemberId,
    pub made_at: Instant,
    pub until_at: Instant,
    pub ended_at: Option<Instant>,
    pub ended_by: Option<MemberId>,
}

without_relations!();
