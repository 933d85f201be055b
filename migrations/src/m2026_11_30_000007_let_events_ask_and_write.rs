//! What `events` asks of those who come and writes to them, and answers to evaluations that tell nothing by where they stand.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::{run, run_one_of};

/// One more step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run_one_of(manager, include_str!("events/answers_sqlite.sql"), include_str!("events/answers_postgres.sql"))
            .await?;
        run(manager, include_str!("events/asking.sql")).await
    }
}
