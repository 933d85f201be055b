//! Writing: one way to begin a transaction on both engines.

use std::time::Duration;

use sea_orm::{DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait};

use super::class::{Class, class_of};
use super::watched::within;
use super::{DatabaseTransaction, Engine, Store};

// What writers of PostgreSQL take turns at, beside rows: advisory locks, each by a number that stands only here.
/// Bringing the database to today's shape.
pub(super) const MIGRATING: i64 = 7_310_442;
/// Opening sendings, and moving people between them.
pub const OPENINGS: i64 = 7_310_443;

const ATTEMPTS: u32 = 6;

/// How long it may take to get a connection and to begin on it: longer than the pool itself waits.
const fn beginning(engine: Engine) -> Duration {
    Duration::from_secs(match engine {
        Engine::Sqlite => 45,
        Engine::Postgres => 15,
    })
}

impl Store {
    /// Begins a transaction that will write: IMMEDIATE on SQLite, so that it never has to upgrade from a stale
    /// snapshot. A busy database is tried again for about two seconds.
    ///
    /// # Errors
    /// The database's, when it stays busy or does not answer.
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, DbErr> {
        let mut attempt = 0;
        loop {
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            match within(beginning(self.engine), self.writer.0.begin_with_options(options)).await {
                Err(error) if attempt < ATTEMPTS && class_of(&error) == Class::Retry => {
                    tokio::time::sleep(Duration::from_millis(30 << attempt)).await;
                    attempt += 1;
                }
                begun => return begun.map(DatabaseTransaction::of),
            }
        }
    }
}
