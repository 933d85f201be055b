//! Numbers of places for each kind of organisation, and the kind that a registration counts for.

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
-- The kind of organisation that a pool limits; NULL for the day and for a session.
ALTER TABLE event_pools ADD COLUMN kind TEXT
--;
-- Of those who wait for the day, how many wait only because all places of their kind are taken: they keep nobody else out.
ALTER TABLE event_pools ADD COLUMN held BIGINT NOT NULL DEFAULT 0 CHECK (held >= 0)
--;
DROP INDEX event_pools_of_day
--;
CREATE UNIQUE INDEX event_pools_of_day ON event_pools (event_id) WHERE session_id IS NULL AND kind IS NULL
--;
CREATE UNIQUE INDEX event_pools_of_kind ON event_pools (event_id, kind) WHERE kind IS NOT NULL
--;
-- The kind of organisation that somebody counts for; NULL when nothing says it.
ALTER TABLE event_registrations ADD COLUMN kind TEXT
";
