//! Written by `people` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{Instant, Language, id::PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "people")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PersonId,
    pub address: String,
    pub address_key: String,
    pub name: String,
    pub language: Language,
    pub epoch: i64,
    /// Until then nothing that goes to many goes to them.
    pub paused_until: Option<Instant>,
    pub created_at: Instant,
}

without_relations!();
