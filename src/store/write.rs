//! Writing: one way to begin a transaction on both engines, and what a database error means.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::watched::within;
use super::{DatabaseTransaction, Engine, Store};

// What writers of PostgreSQL take turns at, beside rows: advisory locks, each by a number that stands only here.
/// Bringing the database to today's shape.
pub(super) const MIGRATING: i64 = 7_310_442;
/// Opening sendings, and moving people between them.
pub const OPENINGS: i64 = 7_310_443;

/// What a database error means for whoever made the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A unique rule: someone was first, or it was done before.
    Unique,
    /// A row that is referred to is not there (any more).
    ForeignKey,
    /// A check rule: a value that may not be.
    Check,
    /// Two transactions met; begin again.
    Retry,
    /// The database does not answer.
    Unavailable,
    /// The disk is full.
    DiskFull,
    /// Anything else: something is broken.
    Broken,
}

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

/// Lets a transaction of a command wait for others, and pause, as long as it needs: PostgreSQL is impatient otherwise (see
/// [`Store::open`]).
///
/// # Errors
/// The database's.
pub(super) async fn take_time(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0").await?;
    }
    Ok(())
}

/// Classifies a database error on either engine.
#[must_use]
pub fn class_of(error: &DbErr) -> Class {
    use sqlx::Error as E;
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        // The second is our own: no answer came in time.
        let is_away = matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(RuntimeErr::Internal(_)));
        return if is_away { Class::Unavailable } else { Class::Broken };
    };
    match inner.as_ref() {
        E::Database(database) => class_of_database(database.as_ref()),
        E::Io(_) | E::Tls(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed | E::BeginFailed => {
            Class::Unavailable
        }
        _ => Class::Broken,
    }
}

fn class_of_database(error: &dyn sqlx::error::DatabaseError) -> Class {
    use sqlx::error::ErrorKind;
    match error.kind() {
        ErrorKind::UniqueViolation => return Class::Unique,
        ErrorKind::ForeignKeyViolation => return Class::ForeignKey,
        ErrorKind::CheckViolation => return Class::Check,
        _ => {}
    }
    let code = error.code().unwrap_or_default();
    // PostgreSQL has five-character codes, SQLite extended result codes whose low byte is the class.
    match code.as_ref() {
        // The last one: what was waited for stayed locked too long.
        "40001" | "40P01" | "55P03" => Class::Retry,
        "53100" => Class::DiskFull,
        // Stopped, restarting, a standby, out of something, a disk that fails, impatient with us.
        "57P01" | "57P02" | "57P03" | "57P05" | "57014" | "25006" | "25P03" | "58030" => Class::Unavailable,
        // Connections, and what the server has too little of.
        _ if code.len() == 5 && (code.starts_with("08") || code.starts_with("53")) => Class::Unavailable,
        _ => match code.parse::<u32>().map(|code| code & 0xff) {
            Ok(5 | 6) if code.len() < 5 => Class::Retry,
            Ok(13) if code.len() < 5 => Class::DiskFull,
            // Out of memory, read-only, a disk that fails, a file that cannot be opened, a lock that is no good.
            Ok(7 | 8 | 10 | 14 | 15) if code.len() < 5 => Class::Unavailable,
            _ => Class::Broken,
        },
    }
}
