//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{DocumentId, InviteeId, MemberId, PaperId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_document_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: DocumentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub paper_id: PaperId,
    pub made_by: Option<MemberId>,
    pub brought_by: Option<InviteeId>,
    pub made_at: Instant,
}

without_relations!();
