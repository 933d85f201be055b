//! Written by `consultations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{InvitationId, InviteeId, QuestionId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation_answers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub invitation_id: InvitationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: QuestionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub words: String,
    pub saved_by: InviteeId,
    pub saved_at: Instant,
    /// Since when it grows by itself while `saved_by` types; nothing for one that was pressed.
    pub growing_since: Option<Instant>,
}

without_relations!();
