//! Fixed SQL text for both engines, where a builder would hide what happens.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};
use serde::Serialize;

use super::Engine;

impl Engine {
    /// The engine behind a connection or transaction.
    #[must_use]
    pub fn of(on: &impl ConnectionTrait) -> Self {
        if on.get_database_backend() == DbBackend::Postgres { Self::Postgres } else { Self::Sqlite }
    }
}

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
    Statement::from_sql_and_values(backend, numbered(text), values)
}

/// The same with a text in pieces, each of them ours: what a room says of its rows, put into a statement of the house.
#[must_use]
pub fn sql_joined(
    on: &impl ConnectionTrait,
    pieces: &[&'static str],
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    let (backend, text) = (on.get_database_backend(), pieces.concat());
    let text = if backend == DbBackend::Postgres { numbered(&text) } else { text };
    Statement::from_sql_and_values(backend, text, values)
}

fn numbered(text: &str) -> String {
    let mut numbered = String::with_capacity(text.len() + 16);
    for (index, piece) in text.split('?').enumerate() {
        if index > 0 {
            numbered.push('$');
            numbered.push_str(&index.to_string());
        }
        numbered.push_str(piece);
    }
    numbered
}

/// A list as one value, for [`sql_over`].
///
/// # Errors
/// When it cannot be written as JSON.
pub fn as_json<T: Serialize + ?Sized>(list: &T) -> Result<Value, DbErr> {
    serde_json::to_string(list).map(Value::from).map_err(|error| DbErr::Custom(error.to_string()))
}

/// The same with lists as values, each one value as JSON: `{rows}` in the text stands for a table `j` whose `value` is an
/// element of an array (of arrays, as a rule), `{words}` for one whose `value` is a text of an array of texts or numbers.
/// One statement then does for thousands of rows what would otherwise bind thousands of values.
#[must_use]
pub fn sql_over(on: &impl ConnectionTrait, text: &'static str, values: impl IntoIterator<Item = Value>) -> Statement {
    let backend = on.get_database_backend();
    let (rows, words) = if backend == DbBackend::Postgres {
        ("jsonb_array_elements(CAST(? AS jsonb)) AS j", "json_array_elements_text(CAST(? AS json)) AS j")
    } else {
        ("json_each(?) AS j", "json_each(?) AS j")
    };
    let text = text.replace("{rows}", rows).replace("{words}", words);
    let text = if backend == DbBackend::Postgres { numbered(&text) } else { text };
    Statement::from_sql_and_values(backend, text, values)
}
