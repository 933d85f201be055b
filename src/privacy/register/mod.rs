//! The register: every column of every table, and what it is about, as the rooms say it.
//!
//! From it come the register of processing (GDPR article 30), "what do you know about me" (article 15), the download
//! (article 20) and what the purge must cover. `tests/it/privacy` reads the real schema of both engines and finds every
//! column that no room says anything of.

mod of_article_30;

use super::retention::covers;
use crate::app::Rooms;
use crate::room::{About, Column, Form, Keeps, Table};

pub use of_article_30::{Entry, entries};

/// Tables and columns that only one of the two engines has: an index for searching is a table of its own on SQLite, and
/// a column on PostgreSQL. `*` stands for the whole table.
pub const ON_ONE_ENGINE: &[(&str, &str)] =
    &[("record_words", "*"), ("records", "found"), ("people_words", "*"), ("people", "found")];

/// What is wrong with the register beside a schema: every table with its columns, as the database tells them.
#[must_use]
pub fn faults(rooms: &Rooms, schema: &[(String, Vec<String>)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, columns) in schema {
        let Some(table) = rooms.tables().find(|table| table.name == name) else {
            faults.push(format!("the table {name} is not in the register: no `tables` of a room.rs names it"));
            continue;
        };
        let known = |column: &&String| table.columns.iter().any(|one| one.name == column.as_str());
        faults.extend(columns.iter().filter(|column| !known(column)).map(|column| {
            format!("the column {name}.{column} is not in the register: say whether it is about a person")
        }));
    }
    let only_elsewhere = |table: &str, column: &str| {
        ON_ONE_ENGINE.iter().any(|(name, which)| *name == table && (*which == "*" || *which == column))
    };
    for table in rooms.tables() {
        let there = schema.iter().find(|(name, _)| name == table.name);
        for column in table.columns {
            let is_there = there.is_some_and(|(_, columns)| columns.iter().any(|one| one == column.name));
            if !is_there && !only_elsewhere(table.name, column.name) {
                faults.push(format!("the register knows {}.{}, which does not exist", table.name, column.name));
            }
        }
        faults.extend(inner_faults(rooms, table));
    }
    faults
}

/// What is wrong with an entry by itself.
fn inner_faults(rooms: &Rooms, table: &Table) -> Vec<String> {
    let is_personal = |column: &&Column| column.form != Form::Nothing;
    let many = table.columns.iter().filter(is_personal).count();
    let mut faults = Vec::new();
    match table.about {
        About::Nobody if many > 0 => faults.push(format!("{} is about nobody and has personal columns", table.name)),
        About::People(_) if many == 0 => faults.push(format!("{} is about people and has no such column", table.name)),
        About::People(personal) => {
            if let Keeps::For(kind) = personal.keeps
                && !covers(rooms, kind, table.name)
            {
                faults
                    .push(format!("no rule of retention takes rows of {} away, as {} promises", table.name, kind.word));
            }
        }
        About::Nobody => {}
    }
    faults
}
