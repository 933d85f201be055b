//! Written by `organisations` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::TaskKind;
use crate::base::{
    Instant,
    id::{ContactId, MemberId, OrganisationId, PersonId, TaskId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TaskId,
    pub kind: TaskKind,
    pub organisation_id: OrganisationId,
    /// `None` when the contact was erased.
    pub contact_id: Option<ContactId>,
    pub person_id: Option<PersonId>,
    pub cause: String,
    pub made_at: Instant,
    pub done_at: Option<Instant>,
    pub done_by: Option<MemberId>,
    pub outcome: String,
    pub note: String,
}

without_relations!();
