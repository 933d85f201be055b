//! The database as a thing: connecting, writing, leasing, and its tables.
//!
//! SQLite has one writing connection and a pool of read-only ones; PostgreSQL has one pool for both. Inside a write
//! transaction only the transaction is passed on: a second acquire of SQLite's one writer would wait for itself.

mod again;
mod backup;
mod beats;
mod claim;
mod class;
mod connect;
mod kept;
mod limits;
mod migrate;
mod page;
mod ready;
mod restore;
mod scrub;
mod shelf;
mod statement;
pub mod tables;
mod watched;
mod write;

pub use again::again;
pub use backup::{BackedUp, Whole, back_up, sweep_backups};
pub use beats::{ENDED, beat, beats, end_beats, forget_beats, last_ring, looks_no_more, note_look, note_ring};
pub use claim::{Lease, lease, release};
pub use class::{Class, class_of};
pub use connect::{Engine, Store};
pub use kept::Kept;
pub use limits::{forget_limit, forget_limits, queue, take, take_some};
pub use migrate::{is_migrated, migrate};
pub use page::{Along, escaped, page_after, page_before, page_sorted};
pub use restore::{Restored, restore};
pub use shelf::Shelf;
pub use statement::{as_json, sql, sql_joined, sql_over};
pub use watched::{DatabaseConnection, DatabaseTransaction, passes_by_itself};
pub use write::OPENINGS;

#[cfg(test)]
mod tests;
