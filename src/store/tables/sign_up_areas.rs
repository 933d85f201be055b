//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::id::{AreaId, SignUpId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sign_up_areas")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sign_up_id: SignUpId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub area_id: AreaId,
}

without_relations!();
