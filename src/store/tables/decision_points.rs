//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::Outcome;
use crate::base::Instant;
use crate::base::id::{DecisionId, DecisionPointId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "decision_points")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DecisionPointId,
    pub decision_id: DecisionId,
    pub number: i64,
    /// The version of its text.
    pub version: i64,
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_why: String,
    pub outcome: Option<Outcome>,
    pub outcome_words: String,
}

without_relations!();
