//! Written by `media` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{Instant, id::PaperId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "media_papers")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PaperId,
    pub hash: String,
    pub form: String,
    pub bytes: i64,
    pub remarks: String,
    pub made_at: Instant,
}

without_relations!();
