//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{PersonId, PublicationId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "subscriptions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub publication_id: PublicationId,
    pub source: String,
    pub confirmed_at: Instant,
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_through: Option<String>,
}

without_relations!();
