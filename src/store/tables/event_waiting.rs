//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::WaitingState;
use crate::base::{
    Instant,
    id::{EventId, PoolId, RegistrationId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_waiting")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub event_id: EventId,
    pub pool_id: PoolId,
    pub registration_id: RegistrationId,
    pub state: WaitingState,
    pub priority: i64,
    pub joined_at: Instant,
    pub offered_at: Option<Instant>,
    pub offered_until: Option<Instant>,
    pub sending_id: Option<SendingId>,
    pub ended_at: Option<Instant>,
}

without_relations!();
