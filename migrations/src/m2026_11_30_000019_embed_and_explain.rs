//! Where the form of signing up may stand, and why something that the checks found stays.

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
        run(manager, TABLES).await
    }
}

const TABLES: &str = "
-- Websites that may show the form of signing up in a frame, each as the origin of its pages.
CREATE TABLE embedding_sites (origin TEXT PRIMARY KEY, added_at BIGINT NOT NULL)
--;
-- Why something that the checks found in an issue stays. `finding` names what was found and the words of its place;
-- `approved_hash` is the text that was approved with it.
CREATE TABLE issue_explanations (
  issue_id BIGINT NOT NULL REFERENCES issues (id), finding TEXT NOT NULL, why TEXT NOT NULL,
  explained_by BIGINT NOT NULL REFERENCES members (id), explained_at BIGINT NOT NULL, approved_hash TEXT,
  PRIMARY KEY (issue_id, finding)
)
";
