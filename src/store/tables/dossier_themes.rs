//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::ThemeColour;
use crate::base::id::DossierId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossier_themes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier_id: DossierId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub name: String,
    pub colour: ThemeColour,
}

without_relations!();
