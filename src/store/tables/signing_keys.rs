//! Written by `sender` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::KeyState;
use crate::base::{Instant, id::SigningKeyId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "signing_keys")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SigningKeyId,
    pub selector: String,
    pub state: KeyState,
    pub sealed: Option<Vec<u8>>,
    pub public: String,
    pub made_at: Instant,
    pub started_at: Option<Instant>,
    pub stopped_at: Option<Instant>,
    pub retired_at: Option<Instant>,
}

without_relations!();
