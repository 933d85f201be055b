//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::OrganisationKind;
use crate::base::id::{EventId, EventSessionId, PoolId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_pools")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PoolId,
    pub event_id: EventId,
    pub session_id: Option<EventSessionId>,
    pub capacity: i64,
    pub taken: i64,
    pub released: i64,
    pub waiting: i64,
    pub ceiling: i64,
    pub kind: Option<OrganisationKind>,
    #[serde(default)]
    pub held: i64,
}

without_relations!();
