//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::{EventApproval, OrganisationKind, RegistrationState};
use crate::base::{
    Instant, Language,
    id::{BookingId, EventId, MemberId, PersonId, RegistrationId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_registrations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RegistrationId,
    pub event_id: EventId,
    pub person_id: Option<PersonId>,
    pub number: i64,
    pub epoch: i64,
    pub name: String,
    pub name_key: String,
    pub organisation: String,
    pub domain: String,
    pub language: Language,
    pub state: RegistrationState,
    pub reason: String,
    pub code: String,
    pub ticket: String,
    pub booking_id: Option<BookingId>,
    pub replaces: Option<RegistrationId>,
    pub origin: String,
    pub uid: String,
    pub sequence: i64,
    pub needs: String,
    pub sending_id: Option<SendingId>,
    pub made_at: Instant,
    pub ended_at: Option<Instant>,
    pub in_at: Option<Instant>,
    pub in_by: Option<MemberId>,
    pub declined_at: Option<Instant>,
    #[serde(default)]
    pub reply: String,
    pub reply_stamp: Option<Instant>,
    #[serde(default = "one")]
    pub items: i64,
    #[serde(default)]
    pub evaluated: bool,
    #[serde(default = "unneeded")]
    pub approval: EventApproval,
    #[serde(default)]
    pub approval_reason: String,
    pub kind: Option<OrganisationKind>,
}

without_relations!();

/// A day has one item.
fn one() -> i64 {
    1
}

/// Before there was approval, nobody had to wait for it.
fn unneeded() -> EventApproval {
    EventApproval::None
}
