//! Written by `delivery` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::{DeliveryState, Lane};
use crate::base::{
    Instant,
    id::{PersonId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sending_id: SendingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    pub lane: Lane,
    pub state: DeliveryState,
    /// The moment the row waits for; `None` when it waits for its turn, is held by a worker, or is settled.
    pub due_at: Option<Instant>,
    pub attempts: i32,
    pub worker: Option<String>,
    pub claim: Option<i64>,
    pub first_at: Option<Instant>,
    pub settled_at: Option<Instant>,
    pub class: Option<String>,
    pub receipt: Option<String>,
}

without_relations!();
