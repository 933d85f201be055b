//! Marks: what may be so of a person with regard to one thing of a room, such as being registered for an event. Audiences make
//! conditions of them.

use std::pin::Pin;

use sea_orm::sea_query::{Expr, SelectStatement};

use crate::base::{Both, Language};

/// The names of things by their ids, the newest first.
pub type Named<'a> = Pin<Box<dyn Future<Output = anyhow::Result<Vec<(i64, String)>>> + Send + 'a>>;

/// Something that is so of people or is not, for each of a room's things.
#[derive(Debug)]
pub struct Mark<A: 'static> {
    /// The word in stored filters. It never changes.
    pub word: &'static str,
    /// What a list of conditions calls it, after "who".
    pub label: Both,
    /// It is so: a clause after "everyone who", in which `{}` stands for the name of the thing.
    pub so: Both,
    /// It is not so.
    pub not_so: Both,
    /// Of whom it is so for the thing of an id.
    pub people: fn(i64) -> Marked,
    /// The things, by name.
    pub things: for<'a> fn(&'a A, Language) -> Named<'a>,
}

/// The rows that make a mark so, and the column that says of whom. That column is never NULL in them.
#[derive(Clone, Debug)]
pub struct Marked {
    /// `SELECT` without columns.
    pub rows: SelectStatement,
    /// The person.
    pub person: Expr,
}
