//! Written by `media` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{Instant, id::MediaId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "media_files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub media_id: MediaId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub form: String,
    pub width: i32,
    pub height: i32,
    pub bytes: i64,
    pub made_at: Instant,
}

without_relations!();
