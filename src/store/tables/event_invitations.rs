//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::{InvitationDue, InvitationState};
use crate::base::{
    Instant,
    id::{EventId, EventInvitationId, MemberId, PersonId, RegistrationId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_invitations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EventInvitationId,
    pub event_id: EventId,
    pub person_id: Option<PersonId>,
    pub name: String,
    pub organisation: String,
    pub state: InvitationState,
    pub due: InvitationDue,
    pub reminders: i64,
    pub sending_id: Option<SendingId>,
    pub sent_at: Option<Instant>,
    pub reminded_at: Option<Instant>,
    pub answered_at: Option<Instant>,
    pub registration_id: Option<RegistrationId>,
    pub made_by: MemberId,
    pub made_at: Instant,
}

without_relations!();
