//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::AskingLetter;
use crate::base::{
    Instant,
    id::{InviteeId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_letters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sending_id: SendingId,
    pub invitee_id: InviteeId,
    pub kind: AskingLetter,
    pub at: Instant,
}

without_relations!();
