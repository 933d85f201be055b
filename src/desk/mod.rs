//! What crosses rooms: today, sendings and their ledger, the audit.
//!
//! The desk draws what the other rooms wrote and keeps nothing of its own. It is the last room in the line, so it may
//! know all others; it reads their tables and never writes them. Pausing, resuming and cancelling a sending are acts of
//! `delivery`, which the desk calls for a person and records in the audit.
//!
//! - What waits for a member is computed from the tables at every visit; there are no tasks that can go stale.
//! - Addresses in the ledger are masked: a list tells enough to recognise one's own, and too little to copy.

mod acts;
mod again;
mod export;
mod find;
mod first_steps;
mod log;
mod pages;
mod room;
mod search;
mod sending;
mod steer;
mod tell;
mod texts;
mod today;
mod web;

pub use room::ROOM;
pub use tell::tell_of_paused;
pub use web::routes;

#[cfg(test)]
mod tests;
