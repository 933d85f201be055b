//! Written by `subscribers` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::states::ImportState;
use crate::base::{
    Instant,
    id::{ImportId, MemberId, PublicationId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ImportId,
    pub state: ImportState,
    /// Why its file cannot be read; empty when it can.
    pub fault: String,
    pub publication_id: Option<PublicationId>,
    pub file_name: String,
    /// `utf-8` or `windows-1252`.
    pub encoding: String,
    pub sha256: String,
    pub bytes: i64,
    pub pieces: i64,
    /// What parts the cells and what the columns are, as JSON.
    pub layout: String,
    pub basis: String,
    pub source: String,
    /// When the addresses were obtained, as `2026-11-21`; empty when nobody said.
    pub obtained_on: String,
    pub skip_wrong: bool,
    /// The member of staff; none for the terminal.
    pub made_by: Option<MemberId>,
    pub made_at: Instant,
    pub changed_at: Instant,
    pub ended_at: Option<Instant>,
    pub read_rows: i64,
    /// Rows that are right, each address once: these merge.
    pub right_rows: i64,
    pub wrong_rows: i64,
    pub repeated: i64,
    pub contradicting: i64,
    pub inactive: i64,
    pub merged_rows: i64,
    pub added: i64,
    pub present: i64,
    pub left_earlier: i64,
    pub suppressed: i64,
    /// Why the last attempt to move it on went wrong, as a word, and when; empty when it went well.
    pub trouble: String,
    pub troubled_at: Option<Instant>,
    /// The letter that told those who were added.
    pub sending_id: Option<SendingId>,
}

without_relations!();
