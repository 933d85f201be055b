//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant, Language,
    id::{BookingId, EventId, EventInvitationId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_bookings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: BookingId,
    pub event_id: EventId,
    pub token_hash: String,
    pub guests: String,
    pub places: i64,
    pub language: Language,
    pub network: String,
    pub made_at: Instant,
    pub expires_at: Instant,
    pub extended: bool,
    pub ended_at: Option<Instant>,
    pub outcome: String,
    pub invitation_id: Option<EventInvitationId>,
}

without_relations!();
