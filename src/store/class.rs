//! What a database error means.

use sea_orm::{DbErr, RuntimeErr};

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
