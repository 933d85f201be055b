//! What staff see and do of imports: uploading, saying what the columns are, deciding, following, taking the faults along,
//! and telling those who were added.

mod faults;
mod inform;
mod pages;
mod report;
pub(in crate::subscribers) mod texts;
mod web;

pub(in crate::subscribers) use web::routes;
