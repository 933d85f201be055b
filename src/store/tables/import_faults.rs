//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::id::ImportId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "import_faults")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: ImportId,
    /// The line of the file, the first being 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    /// The column of the file, the first being 1; 0 for the row as a whole.
    pub place: i32,
    pub fault: String,
}

without_relations!();
