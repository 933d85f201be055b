//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Declining;
use crate::base::{
    Instant,
    id::{ConsultationId, InvitationId, InviteeId, OrganisationId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_invitations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: InvitationId,
    pub consultation_id: ConsultationId,
    pub organisation_id: OrganisationId,
    pub made_at: Instant,
    pub sent_at: Option<Instant>,
    pub reminders: i64,
    pub reminded_at: Option<Instant>,
    pub declined: Option<Declining>,
    pub declined_why: String,
    pub declined_at: Option<Instant>,
    pub declined_by: Option<InviteeId>,
    pub submitted_at: Option<Instant>,
}

without_relations!();
