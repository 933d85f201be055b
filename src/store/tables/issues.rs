//! Written by `issues` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::IssueState;
use crate::base::{
    Instant, Language,
    id::{AudienceId, IssueId, MemberId, PublicationId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "issues")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: IssueId,
    pub publication_id: PublicationId,
    pub year: i32,
    pub number: i32,
    pub subject: String,
    pub preheader: String,
    pub source: String,
    pub editorial: String,
    pub language: Language,
    pub state: IssueState,
    pub version: i64,
    pub changed_by: MemberId,
    pub changed_at: Instant,
    pub copy_due: String,
    pub review_due: String,
    pub planned_on: String,
    pub asked_by: Option<MemberId>,
    pub asked_at: Option<Instant>,
    pub approved_by: Option<MemberId>,
    pub approved_at: Option<Instant>,
    pub approved_hash: Option<String>,
    pub send_wall: Option<String>,
    pub send_at: Option<Instant>,
    pub not_after_wall: Option<String>,
    pub not_after: Option<Instant>,
    pub scheduled_by: Option<MemberId>,
    pub sending_id: Option<SendingId>,
    pub started_at: Option<Instant>,
    pub sent_at: Option<Instant>,
    pub asked_told_at: Option<Instant>,
    pub audience_id: Option<AudienceId>,
    #[serde(default = "nothing")]
    pub agenda: String,
}

without_relations!();

/// What stands here in a backup of before there were agendas.
fn nothing() -> String {
    "[]".to_owned()
}
