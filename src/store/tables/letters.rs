//! Written by `delivery` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{Language, id::SendingId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "letters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sending_id: SendingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: Language,
    pub subject: String,
    pub frozen: Option<Vec<u8>>,
    pub hash: String,
}

without_relations!();
