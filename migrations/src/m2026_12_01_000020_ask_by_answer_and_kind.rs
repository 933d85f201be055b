//! Questions that depend on an answer, and events for some kinds of organisations.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::run;

/// One more step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, COLUMNS).await
    }
}

const COLUMNS: &str = "
-- The earlier question, and what must be chosen there for this one to be asked; NULL for always. Without a reference, because
-- a backup is put back in the order of ids, and a question may depend on one that is younger and was moved before it.
ALTER TABLE event_questions ADD COLUMN when_question_id BIGINT
--;
ALTER TABLE event_questions ADD COLUMN when_choice TEXT NOT NULL DEFAULT ''
--;
-- The kinds of organisations that an event is for, with a space between; empty for all.
ALTER TABLE events ADD COLUMN kinds TEXT NOT NULL DEFAULT ''
";
