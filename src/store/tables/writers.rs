//! Written by `issues` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Written;
use crate::base::{Instant, id::MemberId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "writers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Written,
    #[sea_orm(primary_key, auto_increment = false)]
    pub about: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    pub seen_at: Instant,
}

without_relations!();
