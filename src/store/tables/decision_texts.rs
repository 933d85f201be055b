//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;
use crate::base::id::{DecisionPointId, MemberId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "decision_texts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub point_id: DecisionPointId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub title: String,
    pub words: String,
    pub changed_by: MemberId,
    pub changed_at: Instant,
}

without_relations!();
