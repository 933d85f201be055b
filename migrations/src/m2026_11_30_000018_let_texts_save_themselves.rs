//! Texts that save themselves while one writes, and who has a page open.

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
        run(manager, SAVING).await
    }
}

const SAVING: &str = "
-- When the sitting began whose saves are this version. Without it the version is closed: nothing is saved into it any more.
ALTER TABLE article_versions ADD COLUMN begun_at BIGINT
--;
-- Who has the page of a text open. `kind` and `about` name the text; a row means something for a minute.
CREATE TABLE writers (
  kind TEXT NOT NULL, about BIGINT NOT NULL, member_id BIGINT NOT NULL REFERENCES members (id), seen_at BIGINT NOT NULL,
  PRIMARY KEY (kind, about, member_id)
)
";
