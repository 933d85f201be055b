//! Written by `delivery` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::DeliveryState;
use crate::base::id::SendingId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sending_totals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sending_id: SendingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub state: DeliveryState,
    pub many: i64,
}

without_relations!();
