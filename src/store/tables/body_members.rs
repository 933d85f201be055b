//! Written by `organisations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{BodyId, OrganisationId, PersonId, SeatId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "body_members")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SeatId,
    pub body_id: BodyId,
    pub person_id: PersonId,
    pub organisation_id: Option<OrganisationId>,
    pub role: String,
    pub from_on: String,
    pub until_on: Option<String>,
    pub made_at: Instant,
}

without_relations!();
