//! Written by `returns` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{PersonId, PublicationId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "feedback")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub identity: String,
    pub at: Instant,
    pub door: String,
    pub kind: String,
    pub class: String,
    pub enhanced: Option<String>,
    pub words: String,
    pub sending_id: Option<SendingId>,
    pub person_id: PersonId,
    pub publication_id: Option<PublicationId>,
    pub heeded_at: Option<Instant>,
}

without_relations!();
