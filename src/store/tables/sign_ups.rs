//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant, Language,
    id::{PersonId, SendingId, SignUpId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sign_ups")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SignUpId,
    pub person_id: PersonId,
    pub name: String,
    pub language: Language,
    pub sending_id: Option<SendingId>,
    pub requested_at: Instant,
    pub confirmed_at: Option<Instant>,
}

without_relations!();
