//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Disposition;
use crate::base::{
    Instant,
    id::{ConsultationId, DocumentId, MemberId, PointId, QuestionId, SubmissionId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_points")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PointId,
    pub consultation_id: ConsultationId,
    pub number: i64,
    pub submission_id: SubmissionId,
    pub question_id: QuestionId,
    pub from_char: i64,
    pub until_char: i64,
    pub quote: String,
    pub title: String,
    pub theme: String,
    pub disposition: Option<Disposition>,
    pub reason: String,
    pub changes: String,
    pub version: i64,
    pub changed_by: MemberId,
    pub changed_at: Instant,
    /// The attachment of which somebody typed what it says.
    pub document_id: Option<DocumentId>,
    /// The point whose answer it has.
    pub merged_into: Option<PointId>,
}

without_relations!();
