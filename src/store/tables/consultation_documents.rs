//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{ConsultationId, DocumentId, EntryId, InvitationId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_documents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DocumentId,
    pub consultation_id: ConsultationId,
    /// The organisation whose attachment it is; nothing for a document of ours.
    pub invitation_id: Option<InvitationId>,
    /// The entry whose letter it is.
    pub entry_id: Option<EntryId>,
    pub title: String,
    pub made_at: Instant,
    pub removed_at: Option<Instant>,
}

without_relations!();
