//! A letter about a request for a decision may say that there is more time.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::run_one_of;

/// One more step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run_one_of(manager, SQLITE, POSTGRES).await
    }
}

/// A check of SQLite changes with its table.
const SQLITE: &str = "
CREATE TABLE decision_letters_wider (
  sending_id BIGINT PRIMARY KEY, respondent_id BIGINT NOT NULL REFERENCES decision_respondents (id),
  kind TEXT NOT NULL CHECK (kind IN ('request', 'changed', 'reminder', 'more-time')), at BIGINT NOT NULL
)
--;
INSERT INTO decision_letters_wider SELECT sending_id, respondent_id, kind, at FROM decision_letters
--;
DROP TABLE decision_letters
--;
ALTER TABLE decision_letters_wider RENAME TO decision_letters
--;
CREATE INDEX decision_letters_by_respondent ON decision_letters (respondent_id)
";

const POSTGRES: &str = "
ALTER TABLE decision_letters DROP CONSTRAINT decision_letters_kind_check
--;
ALTER TABLE decision_letters ADD CONSTRAINT decision_letters_kind_check
  CHECK (kind IN ('request', 'changed', 'reminder', 'more-time'))
";
