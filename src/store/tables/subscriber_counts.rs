//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "subscriber_counts")]
pub struct Model {
    /// The publication; 0 for everyone who has a subscription.
    #[sea_orm(primary_key, auto_increment = false)]
    pub publication_id: i64,
    pub many: i64,
    pub counted_at: Instant,
}

without_relations!();
