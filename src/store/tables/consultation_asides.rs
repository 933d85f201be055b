//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{AsideId, ConsultationId, DocumentId, MemberId, QuestionId, SubmissionId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_asides")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AsideId,
    pub consultation_id: ConsultationId,
    pub submission_id: SubmissionId,
    pub question_id: Option<QuestionId>,
    pub document_id: Option<DocumentId>,
    pub from_char: i64,
    pub until_char: i64,
    pub quote: String,
    pub reason: String,
    pub made_by: MemberId,
    pub made_at: Instant,
}

without_relations!();
