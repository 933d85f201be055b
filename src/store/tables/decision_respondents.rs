//! Written by `dossiers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::Instant;
use crate::base::id::{DecisionId, OrganisationId, PersonId, RespondentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "decision_respondents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RespondentId,
    pub decision_id: DecisionId,
    /// Nobody, once they were forgotten.
    pub person_id: Option<PersonId>,
    pub name: String,
    /// What they are in the body.
    pub role: String,
    /// For which organisation they sit there.
    pub organisation_id: Option<OrganisationId>,
    /// Whether staff added them, beside the body.
    pub by_hand: bool,
    pub made_at: Instant,
    /// Nothing for who could not be written to.
    pub sent_at: Option<Instant>,
    pub reminders: i64,
    pub reminded_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
}

without_relations!();
