//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::{EventAdmission, EventKind, EventState};
use crate::base::{
    Instant,
    id::{EventId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EventId,
    pub kind: EventKind,
    pub state: EventState,
    pub title_nl: String,
    pub title_en: String,
    pub lead_nl: String,
    pub lead_en: String,
    pub about_nl: String,
    pub about_en: String,
    pub starts_wall: String,
    pub starts_at: Instant,
    pub ends_wall: String,
    pub ends_at: Instant,
    pub place: String,
    pub address: String,
    pub link: String,
    pub opens_wall: String,
    pub opens_at: Instant,
    pub closes_wall: String,
    pub closes_at: Instant,
    pub domains: String,
    pub quota: Option<i64>,
    pub asks_needs: bool,
    pub offer_hours: i64,
    pub reminder_days: i64,
    pub sequence: i64,
    pub version: i64,
    pub made_by: MemberId,
    pub made_at: Instant,
    pub moved_at: Option<Instant>,
    pub opened_at: Option<Instant>,
    pub called_off_at: Option<Instant>,
    pub called_off_reason: String,
    pub needs_gone_at: Option<Instant>,
    #[serde(default)]
    pub evaluates: bool,
    #[serde(default)]
    pub thanks: String,
    #[serde(default = "open")]
    pub admission: EventAdmission,
    #[serde(default)]
    pub invite_nl: String,
    #[serde(default)]
    pub invite_en: String,
    #[serde(default)]
    pub certificate_days: i64,
    #[serde(default)]
    pub kinds: String,
}

without_relations!();

/// Before there was a rule, everybody could register.
fn open() -> EventAdmission {
    EventAdmission::Open
}
