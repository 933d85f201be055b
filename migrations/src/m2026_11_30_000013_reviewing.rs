//! Who reads a draft along without an account, and what they remark.

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
-- Somebody who reads an issue or an article along, by a link of their own until `ends_at`. `note` is what was asked of them.
CREATE TABLE reviewers (
  id {id}, issue_id BIGINT REFERENCES issues (id), article_id BIGINT REFERENCES articles (id),
  person_id BIGINT NOT NULL REFERENCES people (id), name TEXT NOT NULL, note TEXT NOT NULL, ends_at BIGINT NOT NULL,
  invited_by BIGINT NOT NULL REFERENCES members (id), invited_at BIGINT NOT NULL, sending_id BIGINT REFERENCES sendings (id),
  revoked_at BIGINT, done_at BIGINT, CHECK ((issue_id IS NULL) <> (article_id IS NULL))
)
--;
CREATE INDEX reviewers_by_issue ON reviewers (issue_id)
--;
CREATE INDEX reviewers_by_article ON reviewers (article_id)
--;
CREATE INDEX reviewers_by_person ON reviewers (person_id)
--;
CREATE INDEX reviewers_by_sending ON reviewers (sending_id)
--;
-- What somebody remarked. `part` is -1 for the whole, 0 for what stands above the text, else the number of a block; `version` and
-- `passage` are what it was about then. `turn` counts the answers.
CREATE TABLE review_remarks (
  id {id}, reviewer_id BIGINT NOT NULL REFERENCES reviewers (id), issue_id BIGINT REFERENCES issues (id),
  article_id BIGINT REFERENCES articles (id), part BIGINT NOT NULL, version BIGINT NOT NULL, passage TEXT NOT NULL,
  words TEXT NOT NULL, made_at BIGINT NOT NULL, turn BIGINT NOT NULL, answer TEXT NOT NULL,
  answered_by BIGINT REFERENCES members (id), answered_at BIGINT, closed_by BIGINT REFERENCES members (id), closed_at BIGINT,
  CHECK ((issue_id IS NULL) <> (article_id IS NULL))
)
--;
CREATE INDEX review_remarks_by_reviewer ON review_remarks (reviewer_id)
--;
CREATE INDEX review_remarks_by_issue ON review_remarks (issue_id)
--;
CREATE INDEX review_remarks_by_article ON review_remarks (article_id)
";
