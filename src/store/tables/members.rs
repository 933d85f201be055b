//! Written by `staff` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{MemberId, PersonId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "members")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MemberId,
    pub person_id: PersonId,
    pub name: String,
    pub password_hash: Option<String>,
    pub totp_sealed: Option<Vec<u8>>,
    pub totp_step: i64,
    pub epoch: i64,
    pub failures: i32,
    pub locked_until: Option<Instant>,
    pub invited_at: Instant,
    pub joined_at: Option<Instant>,
    pub disabled_at: Option<Instant>,
}

without_relations!();
