//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::DecisionLetter;
use crate::base::Instant;
use crate::base::id::{RespondentId, SendingId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "decision_letters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sending_id: SendingId,
    pub respondent_id: RespondentId,
    pub kind: DecisionLetter,
    pub at: Instant,
}

without_relations!();
