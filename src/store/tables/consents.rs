//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::ConsentAct;
use crate::base::{
    Instant, Language,
    id::{ImportId, PersonId, PublicationId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_id: PersonId,
    pub publication_id: PublicationId,
    /// What it was called then, in the language of the act.
    pub publication_name: String,
    pub act: ConsentAct,
    pub consent_hash: Option<String>,
    pub language: Language,
    pub source: String,
    pub basis: String,
    pub message_id: Option<String>,
    /// The import that it came by, which says on what basis.
    pub import_id: Option<ImportId>,
    pub at: Instant,
}

without_relations!();
