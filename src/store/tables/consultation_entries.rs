//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::{EntrySource, Verdict};
use crate::base::{
    Instant,
    id::{EntryId, InvitationId, InviteeId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_entries")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EntryId,
    pub invitation_id: InvitationId,
    pub source: EntrySource,
    pub written_on: Option<String>,
    pub sent_on: Option<String>,
    pub received_on: String,
    pub counted_on: String,
    pub content: String,
    pub hash: String,
    pub entered_by: MemberId,
    pub entered_at: Instant,
    pub verdict: Option<Verdict>,
    /// What the organisation wrote of it.
    pub words: String,
    pub decided_by: Option<InviteeId>,
    pub decided_at: Option<Instant>,
}

without_relations!();
