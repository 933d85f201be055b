//! Written by `centre` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{Instant, id::AreaId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "areas")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AreaId,
    pub parent_id: Option<AreaId>,
    pub slug: String,
    pub name_nl: String,
    pub name_en: String,
    pub position: i32,
    pub retired_at: Option<Instant>,
}

without_relations!();
