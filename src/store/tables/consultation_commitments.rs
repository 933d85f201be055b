//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{CommitmentId, MemberId, PointId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_commitments")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CommitmentId,
    pub point_id: PointId,
    pub promised: String,
    pub owner: MemberId,
    pub due_on: String,
    pub made_by: MemberId,
    pub made_at: Instant,
    pub result: String,
    pub closed_by: Option<MemberId>,
    pub closed_at: Option<Instant>,
}

without_relations!();
