//! The tables of `dossiers`.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::run;

/// The eleventh step.
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
-- The chain of events of one subject. `version` is that of its own fields, `revision` counts every change of anything in it, so
-- that what is published is what was checked. Numbers of entries, sources and actors are given once: `…_given` is the last one.
CREATE TABLE dossiers (
  id {id}, language TEXT NOT NULL CHECK (language IN ('nl', 'en')), title TEXT NOT NULL, summary TEXT NOT NULL,
  version BIGINT NOT NULL, revision BIGINT NOT NULL, once TEXT NOT NULL UNIQUE,
  entries_given BIGINT NOT NULL, sources_given BIGINT NOT NULL, actors_given BIGINT NOT NULL,
  made_at BIGINT NOT NULL, changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL
)
--;
-- A lane of the timeline; `number` is its place.
CREATE TABLE dossier_themes (
  dossier_id BIGINT NOT NULL REFERENCES dossiers (id), number BIGINT NOT NULL, name TEXT NOT NULL,
  colour TEXT NOT NULL CHECK (colour IN ('brand', 'info', 'good', 'warn')), PRIMARY KEY (dossier_id, number)
)
--;
-- A role, and apart from it a name under a key of its own. Texts name an actor by its number (`@3`), never by its name.
CREATE TABLE dossier_actors (
  id {id}, dossier_id BIGINT NOT NULL REFERENCES dossiers (id), number BIGINT NOT NULL, role TEXT NOT NULL,
  sealed {bytes} NOT NULL, version BIGINT NOT NULL, once TEXT NOT NULL UNIQUE,
  changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL,
  destroyed_by BIGINT REFERENCES members (id), destroyed_at BIGINT, UNIQUE (dossier_id, number)
)
--;
-- The key of one name, itself sealed. Without its row nothing opens the name.
CREATE TABLE dossier_keys (
  actor_id BIGINT PRIMARY KEY REFERENCES dossier_actors (id), sealed {bytes} NOT NULL
)
--;
-- A source. `address` of one that is not public stays inside; `why_closed` is what the public reads instead.
CREATE TABLE dossier_sources (
  id {id}, dossier_id BIGINT NOT NULL REFERENCES dossiers (id), number BIGINT NOT NULL, title TEXT NOT NULL, said_on TEXT NOT NULL,
  origin TEXT NOT NULL, is_public BOOLEAN NOT NULL, address TEXT NOT NULL, why_closed TEXT NOT NULL, version BIGINT NOT NULL,
  once TEXT NOT NULL UNIQUE, changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL,
  UNIQUE (dossier_id, number)
)
--;
-- Something that happened. `said` is its date as somebody wrote it, read anew whenever it is needed. `place` is the order by hand
-- among entries of the same date; 0 for none.
CREATE TABLE dossier_entries (
  id {id}, dossier_id BIGINT NOT NULL REFERENCES dossiers (id), number BIGINT NOT NULL, said TEXT NOT NULL, place BIGINT NOT NULL,
  theme BIGINT NOT NULL, is_turn BOOLEAN NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, body TEXT NOT NULL,
  version BIGINT NOT NULL, once TEXT NOT NULL UNIQUE, changed_by BIGINT NOT NULL REFERENCES members (id), changed_at BIGINT NOT NULL,
  UNIQUE (dossier_id, number), FOREIGN KEY (dossier_id, theme) REFERENCES dossier_themes (dossier_id, number)
)
--;
CREATE TABLE dossier_entry_sources (
  entry_id BIGINT NOT NULL REFERENCES dossier_entries (id), source_id BIGINT NOT NULL REFERENCES dossier_sources (id),
  PRIMARY KEY (entry_id, source_id)
)
--;
CREATE INDEX dossier_entry_sources_by_source ON dossier_entry_sources (source_id)
--;
-- Words that look like a name and are none, in one place, as somebody said.
CREATE TABLE dossier_cleared (
  dossier_id BIGINT NOT NULL REFERENCES dossiers (id), place TEXT NOT NULL, words TEXT NOT NULL,
  cleared_by BIGINT NOT NULL REFERENCES members (id), cleared_at BIGINT NOT NULL, PRIMARY KEY (dossier_id, place, words)
)
--;
-- What is public now of a dossier, as JSON: all that public pages ever read. Withdrawn, its content is empty and a reason stays.
CREATE TABLE dossier_publications (
  dossier_id BIGINT PRIMARY KEY REFERENCES dossiers (id), revision BIGINT NOT NULL, content TEXT NOT NULL, hash TEXT NOT NULL,
  first_at BIGINT NOT NULL, published_by BIGINT NOT NULL REFERENCES members (id), published_at BIGINT NOT NULL,
  withdrawn_at BIGINT, withdrawn_why TEXT NOT NULL
)
";
