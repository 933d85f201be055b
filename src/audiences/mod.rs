//! Whom a sending is for: filters over facts, saved under a name.
//!
//! A filter is a tree of conditions with *and*, *or* and *not*, and exclusions beside it. The same tree is a query for
//! the database, a test of one person's facts in memory, a sentence in Dutch and in English, and JSON in a table; tests
//! hold the four against each other on random data.
//!
//! - Nothing that somebody typed becomes SQL: conditions hold ids, days and words of ours, and those are bound values.
//! - A filter has a bounded depth and size ([`MAX_DEPTH`], [`MAX_CONDITIONS`]); whatever is larger is refused when it is
//!   read, before anything walks it.
//! - A group without conditions counts for nothing, so an unfinished filter never means "nobody" or "everybody else".
//! - An audience is always a part of who can be reached through a publication: a filter chooses, and consent decides.
//! - It is evaluated when a sending freezes, not before. An issue's approval binds the filter: changing it voids that.
//! - Two people who change an audience at once both learn of it. One that an issue uses cannot be removed.
//!
//! A new kind of condition of a room to the left is a variant of [`Condition`], an arm in `query.rs`, one in `holds.rs`, and its
//! sentence. Any other room says in its `room.rs` what may be so of people ([`crate::room::Mark`]).

mod acts;
mod build;
mod choosing;
mod filter;
mod find;
mod fits;
mod names;
mod pages;
mod query;
mod room;
mod save;
mod seek;
mod sentence;
mod texts;
mod web;

pub use build::{Act, Path, Step, apply};
pub use filter::{Condition, Day, Filter, FilterFault, MAX_CONDITIONS, MAX_DEPTH, Node, What};
pub use find::{Audience, all, load};
pub use fits::{Facts, Ground, fits};
pub use names::{Names, names};
pub use query::{Asking, count, query};
pub use room::ROOM;
pub use save::{Removed, Saved, change, make, remove};
pub use sentence::sentence;
pub use web::routes;

#[cfg(test)]
mod tests;
