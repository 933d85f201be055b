//! The codes by which a member who lost the phone comes in.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::run;

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, CODES).await
    }
}

/// A keyed hash of each code. The row goes when its code is used.
const CODES: &str = "
CREATE TABLE member_recovery_codes (
  member_id BIGINT NOT NULL REFERENCES members (id), hash TEXT NOT NULL, made_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, hash)
)
";
