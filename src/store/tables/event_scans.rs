//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{EventId, MemberId, RegistrationId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_scans")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub event_id: EventId,
    pub nonce: String,
    pub registration_id: Option<RegistrationId>,
    pub verdict: String,
    pub at: Instant,
    pub member_id: MemberId,
}

without_relations!();
