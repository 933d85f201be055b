//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant, Language,
    id::{DossierId, MemberId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossiers")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DossierId,
    /// The language in which it is written.
    pub language: Language,
    pub title: String,
    pub summary: String,
    pub version: i64,
    pub revision: i64,
    /// The token of the form that it was made with.
    pub once: String,
    pub entries_given: i64,
    pub sources_given: i64,
    pub actors_given: i64,
    pub made_at: Instant,
    pub changed_by: MemberId,
    pub changed_at: Instant,
}

without_relations!();
