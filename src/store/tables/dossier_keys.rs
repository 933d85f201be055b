//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::id::ActorId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dossier_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor_id: ActorId,
    pub sealed: Vec<u8>,
}

without_relations!();
