//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::EventQuestionKind;
use crate::base::{
    Instant,
    id::{EventId, EventQuestionId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_questions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EventQuestionId,
    pub event_id: EventId,
    pub place: i64,
    pub kind: EventQuestionKind,
    pub ask_nl: String,
    pub ask_en: String,
    pub why_nl: String,
    pub why_en: String,
    pub choices_nl: String,
    pub choices_en: String,
    pub required: bool,
    pub keep_days: Option<i64>,
    pub ended_at: Option<Instant>,
    #[serde(default)]
    pub when_question_id: Option<EventQuestionId>,
    #[serde(default)]
    pub when_choice: String,
}

without_relations!();
