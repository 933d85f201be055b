//! Written by `staff` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Stage;
use crate::base::{Instant, id::MemberId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub member_id: MemberId,
    pub stage: Stage,
    pub made_at: Instant,
    pub seen_at: Instant,
}

without_relations!();
