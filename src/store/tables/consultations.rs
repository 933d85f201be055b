//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::{ConsultationState, LateBy};
use crate::base::{
    Instant,
    id::{ConsultationId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ConsultationId,
    pub kenmerk: String,
    pub title: String,
    pub summary: String,
    pub source: String,
    pub body: String,
    pub on_behalf: String,
    pub deadline_wall: String,
    pub deadline_at: Instant,
    pub contact_id: MemberId,
    pub state: ConsultationState,
    pub version: i64,
    /// The token of the form that it was made with.
    pub once: String,
    pub made_at: Instant,
    pub changed_by: MemberId,
    pub changed_at: Instant,
    pub approved_by: Option<MemberId>,
    pub approved_at: Option<Instant>,
    pub approved_hash: Option<String>,
    pub opened_at: Option<Instant>,
    /// How many points were numbered.
    pub given: i64,
    pub introduction: String,
    pub offered_by: Option<MemberId>,
    pub offered_at: Option<Instant>,
    pub offered_hash: Option<String>,
    pub published_by: Option<MemberId>,
    pub published_at: Option<Instant>,
    #[serde(default = "received")]
    pub late_by: LateBy,
}

without_relations!();

/// What a backup of before entries says.
const fn received() -> LateBy {
    LateBy::Received
}
