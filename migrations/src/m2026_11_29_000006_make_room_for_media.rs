//! The tables of `media`, and what articles show of them.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::run;

/// The sixth step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, MEDIA).await
    }
}

/// `media`: an image that staff placed. `hash` is that of the bytes as they came, so that the same file is kept once;
/// `words` is what a search looks in; `alt` is empty until somebody says what there is to see, `decorative_at` is when somebody
/// said that it only decorates; the focus is in hundredths from the left and the top; `idle_since` is since when nothing shows
/// it, `kept_at` since when something that was sent shows it, for ever.
///
/// `media_files`: what was made of it. `size` says which of its sizes, `hash` is the name of the file. Of several files of one
/// size the newest is shown; the older ones stand in what was sent.
///
/// `media_uses`: where it stands. `kind` and `about` say in what, `label` is what that is called.
///
/// `articles.picture_id` is the picture at the top of an article, `articles.picture` what of it is shown, as JSON, which a record
/// keeps too. A version only remembers the id: the image may be gone.
/// `centre.logo` is what is shown of the logo, as JSON. `issues.asked_told_at` is when approvers were told that they are asked.
const MEDIA: &str = "
CREATE TABLE media (
  id {id}, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, words TEXT NOT NULL, alt TEXT NOT NULL, decorative_at BIGINT,
  focus_x INTEGER NOT NULL, focus_y INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
  version BIGINT NOT NULL, made_by BIGINT NOT NULL REFERENCES members (id), made_at BIGINT NOT NULL,
  changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL, idle_since BIGINT, kept_at BIGINT
)
--;
CREATE INDEX media_idle ON media (idle_since) WHERE kept_at IS NULL AND idle_since IS NOT NULL
--;
CREATE TABLE media_files (
  media_id BIGINT NOT NULL REFERENCES media (id) ON DELETE CASCADE, size TEXT NOT NULL, hash TEXT NOT NULL,
  form TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, bytes BIGINT NOT NULL, made_at BIGINT NOT NULL,
  PRIMARY KEY (media_id, size, hash)
)
--;
CREATE INDEX media_files_by_hash ON media_files (hash)
--;
CREATE TABLE media_uses (
  media_id BIGINT NOT NULL REFERENCES media (id), kind TEXT NOT NULL, about BIGINT NOT NULL, label TEXT NOT NULL,
  PRIMARY KEY (media_id, kind, about)
)
--;
CREATE INDEX media_uses_by_about ON media_uses (kind, about)
--;
ALTER TABLE articles ADD COLUMN picture_id BIGINT REFERENCES media (id)
--;
ALTER TABLE articles ADD COLUMN picture TEXT NOT NULL DEFAULT ''
--;
ALTER TABLE article_versions ADD COLUMN picture_id BIGINT
--;
ALTER TABLE records ADD COLUMN picture TEXT NOT NULL DEFAULT ''
--;
ALTER TABLE centre ADD COLUMN logo TEXT NOT NULL DEFAULT ''
--;
ALTER TABLE issues ADD COLUMN asked_told_at BIGINT
";
