//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{AddressChangeId, PersonId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "address_changes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AddressChangeId,
    pub from_id: PersonId,
    pub from_epoch: i64,
    pub to_id: PersonId,
    pub sending_id: Option<SendingId>,
    pub asked_at: Instant,
    pub confirmed_at: Option<Instant>,
    pub undone_at: Option<Instant>,
    pub settled_at: Option<Instant>,
}

without_relations!();
