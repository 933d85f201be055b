//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::DecisionState;
use crate::base::Instant;
use crate::base::id::{BodyId, DecisionId, DossierId, MemberId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "decisions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DecisionId,
    pub dossier_id: DossierId,
    pub title: String,
    pub explanation: String,
    pub body_id: Option<BodyId>,
    /// What the body was called when it was asked.
    pub body_name: String,
    pub deadline_day: String,
    pub deadline_at: Instant,
    pub state: DecisionState,
    pub version: i64,
    /// The token of the form that it was made with.
    pub once: String,
    /// The last number that a point got since it was opened.
    pub points_given: i64,
    pub made_at: Instant,
    pub changed_by: MemberId,
    pub changed_at: Instant,
    pub opened_by: Option<MemberId>,
    pub opened_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub concluded_by: Option<MemberId>,
    pub concluded_at: Option<Instant>,
    /// The entry of the dossier that tells what came of it.
    pub entry: Option<i64>,
}

without_relations!();
