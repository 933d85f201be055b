//! The networks from which members signed in.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager};

use crate::dialect::run;

/// The second step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, NETWORKS).await
    }
}

/// A keyed hash of each network, so that whoever comes from one that is known is not slowed down by strangers.
const NETWORKS: &str = "
CREATE TABLE member_networks (
  member_id BIGINT NOT NULL REFERENCES members (id), network TEXT NOT NULL, seen_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, network)
)
--;
CREATE INDEX member_networks_by_network ON member_networks (network)
";
