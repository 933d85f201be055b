//! Written by `staff` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Role;
use crate::base::id::MemberId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "member_roles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: Role,
}

without_relations!();
