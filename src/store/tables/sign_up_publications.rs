//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant, Language,
    id::{PublicationId, SignUpId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sign_up_publications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sign_up_id: SignUpId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub publication_id: PublicationId,
    pub requested_at: Instant,
    pub language: Language,
    pub consent_hash: String,
}

without_relations!();
