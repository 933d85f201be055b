//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::id::{SignUpId, TopicId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sign_up_topics")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sign_up_id: SignUpId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: TopicId,
}

without_relations!();
