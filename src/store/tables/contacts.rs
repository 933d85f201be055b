//! Written by `organisations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{ContactId, OrganisationId, PersonId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ContactId,
    pub organisation_id: OrganisationId,
    pub person_id: PersonId,
    pub role: String,
    pub from_on: String,
    pub until_on: Option<String>,
    pub made_at: Instant,
}

without_relations!();
