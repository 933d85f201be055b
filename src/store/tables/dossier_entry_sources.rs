//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::id::{DossierEntryId, SourceId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossier_entry_sources")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: DossierEntryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub source_id: SourceId,
}

without_relations!();
