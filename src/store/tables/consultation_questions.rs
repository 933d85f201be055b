//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::QuestionKind;
use crate::base::id::{ConsultationId, QuestionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_questions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: QuestionId,
    pub consultation_id: ConsultationId,
    pub number: i64,
    pub kind: QuestionKind,
    pub asked: String,
    /// One choice a line.
    pub choices: String,
}

without_relations!();
