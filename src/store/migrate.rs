//! Bringing the database to today's shape, one process at a time.

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbErr, RuntimeErr};

use super::write::MIGRATING;
use super::{Engine, Store};

/// Runs the missing steps, all or none. Two processes at once take turns: SQLite's IMMEDIATE transaction and
/// PostgreSQL's advisory lock see to it, because the migrator itself has no lock.
///
/// # Errors
/// The database's; nothing was changed then.
pub async fn migrate(store: &Store) -> Result<(), DbErr> {
    let tx = store.begin_write().await?;
    tx.take_time().await?;
    if store.engine == Engine::Postgres {
        tx.execute_raw(super::sql(&tx, "SELECT pg_advisory_xact_lock(?)", [MIGRATING.into()])).await?;
    }
    Migrator::up(tx.plain(), None).await?;
    tx.commit().await
}

/// Whether an error says that a table is not there.
fn is_no_table(error: &DbErr) -> bool {
    let DbErr::Query(RuntimeErr::SqlxError(inner)) = error else { return false };
    inner
        .as_database_error()
        .is_some_and(|said| said.code().as_deref() == Some("42P01") || said.message().contains("no such table"))
}

/// Whether no step is missing.
///
/// # Errors
/// The database's.
pub async fn is_migrated(store: &Store) -> Result<bool, DbErr> {
    // Asking the migrator would make its table, which a reading connection may not.
    let asked = super::sql(store.read(), "SELECT version FROM seaql_migrations", []);
    match store.read().query_all_raw(asked).await {
        Ok(applied) => Ok(applied.len() == Migrator::migrations().len()),
        Err(error) if is_no_table(&error) => Ok(false),
        Err(error) => Err(error),
    }
}
