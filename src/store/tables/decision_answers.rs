//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Agreement;
use crate::base::Instant;
use crate::base::id::{DecisionPointId, RespondentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "decision_answers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub point_id: DecisionPointId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub respondent_id: RespondentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// The version of the text that was answered.
    pub text_version: i64,
    pub answer: Agreement,
    pub words: String,
    /// For whom it was answered; empty for nobody else.
    pub on_behalf: String,
    pub at: Instant,
}

without_relations!();
