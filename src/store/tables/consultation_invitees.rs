//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Part;
use crate::base::{
    Instant,
    id::{InvitationId, InviteeId, PersonId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_invitees")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: InviteeId,
    pub invitation_id: InvitationId,
    pub person_id: Option<PersonId>,
    pub name: String,
    pub role: String,
    pub part: Part,
    pub made_at: Instant,
    pub revoked_at: Option<Instant>,
    pub invited_by: Option<InviteeId>,
    /// When they were last seen at the page of a question, and of which.
    pub here_at: Option<Instant>,
    pub here_question: Option<i64>,
}

without_relations!();
