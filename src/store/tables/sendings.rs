//! Written by `delivery` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::{Lane, OnUncertain, SendingState};
use crate::base::{
    Instant,
    id::{PublicationId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sendings")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SendingId,
    pub lane: Lane,
    pub label: String,
    pub publication_id: Option<PublicationId>,
    pub nonce: Vec<u8>,
    pub state: SendingState,
    pub reason: String,
    pub on_uncertain: OnUncertain,
    pub not_after: Option<Instant>,
    pub frozen_hash: String,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
    pub changed_at: Instant,
    pub told_at: Option<Instant>,
}

without_relations!();
