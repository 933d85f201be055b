//! Written by `centre` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::OnUncertain;
use crate::base::{Instant, id::PublicationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "publications")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PublicationId,
    pub slug: String,
    pub name_nl: String,
    pub name_en: String,
    pub description_nl: String,
    pub description_en: String,
    pub list_id: String,
    pub per_year: i32,
    pub on_uncertain: OnUncertain,
    pub position: i32,
    pub created_at: Instant,
}

without_relations!();
