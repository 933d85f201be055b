//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{EventId, EventSessionId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_sessions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EventSessionId,
    pub event_id: EventId,
    pub round: i64,
    pub code: String,
    pub title_nl: String,
    pub title_en: String,
    pub about_nl: String,
    pub about_en: String,
    pub speaker: String,
    pub room: String,
    pub starts_wall: String,
    pub starts_at: Instant,
    pub ends_wall: String,
    pub ends_at: Instant,
}

without_relations!();
