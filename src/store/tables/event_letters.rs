//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::EventWhom;
use crate::base::{
    Instant,
    id::{EventId, EventLetterId, EventSessionId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_letters")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EventLetterId,
    pub event_id: EventId,
    pub once: String,
    pub whom: EventWhom,
    pub session_id: Option<EventSessionId>,
    pub subject: String,
    pub source: String,
    pub made_by: MemberId,
    pub made_at: Instant,
}

without_relations!();
