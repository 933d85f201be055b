//! Written by `centre` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "centre")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub name_nl: String,
    pub name_en: String,
    pub postal_address: String,
    pub contact_address: String,
    pub sender_name: String,
    pub sender_address: String,
    pub reply_address: String,
    pub letter_address: String,
    pub brand: String,
    pub accent: String,
    pub one_person_office: bool,
    pub accessibility: String,
    pub accessibility_on: String,
    pub accessibility_register: String,
    pub version: i64,
    pub set_up_at: Instant,
    #[serde(default)]
    pub logo: String,
}

without_relations!();
