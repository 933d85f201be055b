//! Bringing the database to today's shape, one process at a time.

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbErr};

use super::write::{MIGRATING, take_time};
use super::{Engine, Store};

/// Runs the missing steps, all or none. Two processes at once take turns: SQLite's IMMEDIATE transaction and
/// PostgreSQL's advisory lock see to it, because the migrator itself has no lock.
///
/// # Errors
/// The database's; nothing was changed then.
pub async fn migrate(store: &Store) -> Result<(), DbErr> {
    let tx = store.begin_write().await?;
    take_time(&tx).await?;
    if store.engine == Engine::Postgres {
        tx.execute_raw(super::sql(&tx, "SELECT pg_advisory_xact_lock(?)", [MIGRATING.into()])).await?;
    }
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

/// Whether no step is missing.
///
/// # Errors
/// The database's.
pub async fn is_migrated(store: &Store) -> Result<bool, DbErr> {
    // Asking the migrator would make its table, which a reading connection may not.
    let applied = store
        .read()
        .query_all_raw(super::sql(store.read(), "SELECT version FROM seaql_migrations", []))
        .await
        .map(|rows| rows.len())
        .unwrap_or_default();
    Ok(applied == Migrator::migrations().len())
}
