//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Openness;
use crate::base::{
    Instant,
    id::{EntryId, InvitationId, InviteeId, SubmissionId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_submissions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SubmissionId,
    pub invitation_id: InvitationId,
    pub version: i64,
    pub content: String,
    pub hash: String,
    pub openness: Openness,
    pub late: bool,
    pub released_by: InviteeId,
    pub released_at: Instant,
    /// The attachments of this version, as JSON.
    #[serde(default = "nothing")]
    pub attachments: String,
    /// The entry that it was approved from.
    pub entry_id: Option<EntryId>,
}

without_relations!();

/// What a backup of before attachments says of them.
fn nothing() -> String {
    "[]".to_owned()
}
