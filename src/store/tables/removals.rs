//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{MemberId, PersonId, PublicationId, RemovalId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "removals")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RemovalId,
    /// What they are taken out of.
    pub publication_id: PublicationId,
    /// What finds them: words, a publication that they are or were in, and how they stand in it; empty for any.
    pub words: String,
    pub of_publication_id: Option<PublicationId>,
    pub standing: String,
    /// Why, in the words of staff.
    pub reason: String,
    /// How many they were when it began.
    pub many: i64,
    /// The newest person when it began.
    pub last_id: PersonId,
    /// Who was looked at last.
    pub after_id: PersonId,
    pub seen: i64,
    pub taken: i64,
    pub made_by: MemberId,
    pub made_at: Instant,
}

without_relations!();
