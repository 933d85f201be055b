//! Fixed SQL text for both engines, where a builder would hide what happens.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

/// A statement of fixed text with `?` for each value. The text is ours; what people typed is only ever a value.
///
/// The database's own form of the placeholder is filled in: `?` on SQLite, where numbered ones cost quadratic time, and
/// `$1`, `$2` … on PostgreSQL. The text holds no other question mark.
#[must_use]
pub fn sql(on: &impl ConnectionTrait, text: &'static str, values: impl IntoIterator<Item = Value>) -> Statement {
    let backend = on.get_database_backend();
    if backend != DbBackend::Postgres {
        return Statement::from_sql_and_values(backend, text, values);
    }
    let mut numbered = String::with_capacity(text.len() + 16);
    for (index, piece) in text.split('?').enumerate() {
        if index > 0 {
            numbered.push('$');
            numbered.push_str(&index.to_string());
        }
        numbered.push_str(piece);
    }
    Statement::from_sql_and_values(backend, numbered, values)
}
