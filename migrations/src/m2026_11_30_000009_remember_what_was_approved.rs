//! What was approved, to show what changed since.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::run;

/// The ninth step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, APPROVALS).await
    }
}

/// `issue_approvals`: what an issue said when it was approved last, as JSON. An approval that lapsed leaves its row, because
/// that is what whoever approves next compares with.
const APPROVALS: &str = "
CREATE TABLE issue_approvals (
  issue_id BIGINT PRIMARY KEY REFERENCES issues (id), approved_at BIGINT NOT NULL, said TEXT NOT NULL
)
";
